"""Turns that a random history takes too seldom by itself: each puts the records of one rule on its edge."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.second_opinion.programme_files import Table

Line = dict[str, Any]
CRITERION = "hysterectomy"


def plain(rng: Random, rules: Table, line: Line, d: int, t: int) -> None:
    """Put all in order that has no edge worth a date here, so that what remains decides alone."""
    first = min(d, t) - 400
    line |= {"stops": [], "pregnancies": [], "card": "k1"}
    line["cards"] = [{"id": "k1", "issued_on": first, "revoked_on": None}]
    line["prescriber"] = {"certified": [{"from": first, "until": None}]}
    line["pharmacy"] = {"registered": [{"from": first, "until": None}]}
    line["patient"] |= {"enrolled_on": first, "withdrawn_on": None}
    categories = {a["category"] for a in line["categories"]}
    line["agreements"] += [{"signed_on": d - rng.choice((0, 1, 30)), "category": c} for c in sorted(categories)]
    rx = line["prescriptions"][-1]
    rx |= {"strength_mg": rules["dose"]["strengths_mg"][0], "cancelled_on": None}
    rx |= {"daily_dose_mg": rx["strength_mg"], "cycle_days": 28, "intake_days": 28, "days_supply": 21}
    rx["capsules"] = line["capsules"] = 21 + (rng.random() < 0.1)


def exempt(rng: Random, rules: Table, line: Line, d: int, t: int) -> None:
    """Sterilise her about the time of the first test and supply, and dispense last on the edge of the break."""
    law = rules.get("test", {"interval_days": 28})
    longest = rules["supply"]["childbearing"]["max_days"] + law["interval_days"]
    last = d - rng.choice((1, 0, 28, longest - 1, longest, longest + 1))
    line["categories"] = [{"assessed_on": d - 300, "category": "childbearing"}]
    supply = {"prescription": "rx1", "dispensed_on": last, "capsules": 21, "days": 28}
    line["dispensings"].append(supply | {"returned_on": rng.choice((None, None, d))})
    line["tests"] = [*line["tests"][:1], good_test(rules, last - rng.choice((-1, 0, 1, 28)))]
    gap = last + rng.randint(0, max(0, d - last))
    whole = [(last - rng.choice((-1, 0, 0, 40)), rng.choice((None, None, d, d + 1)))]
    spans = rng.choice((whole, [(last - 40, gap), (gap + rng.choice((0, 0, 1)), None)]))
    line["contraception"] = line["contraception"][:1] + [
        {"method": "tubal_sterilisation", "started_on": start, "ended_on": end, "confirmed": rng.random() < 0.95}
        for start, end in spans
    ]


def changed(rng: Random, rules: Table, line: Line, d: int, t: int) -> None:
    """Make her childbearing between the prescription and the question, or a day beside."""
    before = rng.choice(({"category": "male"}, {"category": "non_childbearing", "criterion": CRITERION}))
    turn = rng.choice((d, d + 1, t, t + 1))
    line["categories"] = [{"assessed_on": d - 300} | before, {"assessed_on": turn, "category": "childbearing"}]
    if rng.random() < 0.3:
        line["categories"].append({"assessed_on": turn + rng.choice((0, 1))} | before)


def lapsed(rng: Random, rules: Table, line: Line, d: int, t: int) -> None:
    """Let the cover run out about D and T, and another begin about that day."""
    method = rules.get("contraception", {"accepted": ["implant"]})["accepted"][0]
    end = rng.randint(min(d, t), max(d, t)) + rng.choice((-1, 0, 0, 1))
    line["categories"] = [{"assessed_on": d - 300, "category": "childbearing"}]
    confirmed: Line = {"method": method, "confirmed": True, "confirmed_on": [d - rng.choice((0, 7, 28, 29))]}
    last = rng.choice(({"ended_on": end}, {"valid_until": end}, {"ended_on": end, "valid_until": end}))
    line["contraception"] = [
        confirmed | {"started_on": d - 200} | last,
        confirmed | {"started_on": end + rng.choice((0, 1, 1, 2))},
    ][: rng.choice((1, 2, 2))]


def recent(rng: Random, rules: Table, line: Line, d: int, t: int) -> None:
    """Begin the cover the lead time before the test of the window, or a day late."""
    lapsed(rng, rules, line, d, t)
    window = rules.get("test", {}).get("window_days", 3)
    lead = rules.get("contraception", {}).get("lead_days", 28)
    tested = d - rng.choice((0, window, window + 1, rng.randint(0, window + 1)))
    line["tests"] += [good_test(rules, tested)] * rng.choice((0, 1, 1))
    record = line["contraception"][0] | {"ended_on": None, "valid_until": None}
    record["started_on"] = rng.choice((d, d - window, tested)) - lead + rng.choice((-1, 0, 0, 1))
    line["contraception"] = [record]


def suspected(rng: Random, rules: Table, line: Line, d: int, t: int) -> None:
    """Let a test go wrong and a record be resolved about it, with a good test about that."""
    s = t - rng.choice((0, 1, 2, 7, 14))
    bad = good_test(rules, s) | {"result": rng.choice(("positive", "inconclusive"))}
    good = good_test(rules, min(t + 1, s + rng.choice((0, 1, 2, 14))))
    record = {"suspected_on": s + rng.choice((-1, 0, 0, 1)), "resolved_on": s + rng.choice((-1, 0, 0, 1, 2, 7))}
    line["tests"] = [bad, good][: rng.choice((1, 2, 2))] if rng.random() < 0.8 else [good]
    line["pregnancies"] = [record] if rng.random() < 0.8 else []


def good_test(rules: Table, day: int) -> Line:
    """Write a qualifying test."""
    limit = rules.get("test", {}).get("sensitivity_miu_ml", 25)
    return {"sampled_on": day, "result": "negative", "sensitivity_miu_ml": limit, "supervised": True}


def monstrous(rng: Random, line: Line) -> None:
    """Write numbers that no field of a screen would take, and that the form allows all the same."""
    rx = line["prescriptions"][-1]
    rx |= {"days_supply": rng.choice((0, 10**30)), "capsules": rng.choice((0, 10**400)), "intake_days": 10**25}
    rx |= {"daily_dose_mg": rng.choice((1e308, 1e-9, 10**400)), "strength_mg": rng.choice((5e-324, 1e308, 10**400))}
    line["dispensings"] += [
        {"prescription": p, "dispensed_on": 1, "capsules": 10**9, "days": rng.choice((0, 10**30))}
        for p in ("rx1", "rx2")
    ]


PLOTS: tuple[Callable[[Random, Table, Line, int, int], None], ...] = (exempt, changed, lapsed, recent, suspected)


def turn(rng: Random, rules: Table, line: Line, d: int, t: int) -> None:
    """Give a line none, one or two of the turns, and put the rest in order now and then."""
    for plot in rng.sample(PLOTS, rng.choice((0, 0, 1, 1, 2))):
        plot(rng, rules, line, d, t)
    if rng.random() < 0.35:
        plain(rng, rules, line, d, t)
    if rng.random() < 0.01:
        monstrous(rng, line)
