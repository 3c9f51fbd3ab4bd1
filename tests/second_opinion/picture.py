"""A patient's history as sets of days: what is known on T, and what the rules ask of it for D."""

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any, TypeAlias

from tests.second_opinion.programme_files import Table

Picture: TypeAlias = SimpleNamespace
Record: TypeAlias = dict[str, Any]

FOREVER = date.max.toordinal() + 2  # so that an open end is later than any day that can be written
DATES = frozenset(
    (
        "on", "birth_date", "enrolled_on", "withdrawn_on", "from", "until", "assessed_on", "signed_on", "issued_on",
        "revoked_on", "started_on", "ended_on", "valid_until", "confirmed_on", "sampled_on", "suspected_on",
        "resolved_on", "prescribed_on", "cancelled_on", "dispensed_on", "returned_on",
    )
)  # fmt: skip


def numbered(value: Any, key: str = "") -> Any:
    """Return the same history with every date as the number of its day."""
    if isinstance(value, dict):
        return {name: numbered(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [numbered(part, key) for part in value]
    if key in DATES and value is not None:
        return date.fromisoformat(value).toordinal()
    return value


def days(first: int, until: int | None = None, valid_until: int | None = None) -> range:
    """Return the days of a span: `until` is its first day without, `valid_until` its last day with."""
    end = FOREVER if until is None else until
    return range(first, end if valid_until is None else min(end, valid_until + 1))


def gap(wanted: range, spans: Iterable[range]) -> bool:
    """Tell whether some wanted day is in none of the spans."""
    held = (range(max(s.start, wanted.start), min(s.stop, wanted.stop)) for s in spans)
    return bool(set(wanted).difference(*held))


def age(born: int | None, day: int) -> int:
    """Return whole years; nobody knows the age of somebody without a birth date, and it meets none."""
    if born is None:
        return -1000
    birth, today = date.fromordinal(born), date.fromordinal(day)
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def draw(line: Record, rules: Table, d: int, t: int) -> Picture:
    """Draw what the rules look at; `line` comes numbered, `rules` is the version that judges."""
    see = Picture(line=line, rules=rules, d=d, t=t)
    see.patient = line.get("patient") or {}
    see.treatment = line.get("treatment") or {}
    see.test, see.contraception = rules.get("test"), rules.get("contraception")
    see.after_d = range(d + 1, t + 1)
    see.stops = known(line, "stops", "from", t)
    see.certified = spans(line.get("prescriber"), "certified", t)
    see.registered = spans(line.get("pharmacy"), "registered", t)
    see.cards = [c for c in known(line, "cards", "issued_on", t) if t in days(c["issued_on"], c.get("revoked_on"))]
    see.dispensings = known(line, "dispensings", "dispensed_on", t)
    see.kept = [r for r in see.dispensings if r.get("returned_on") is None or r["returned_on"] > t]
    _categories(see)
    _pregnancies(see)
    _cover(see)
    _tests(see)
    return see


def known(where: Record | None, key: str, first: str, t: int) -> list[Record]:
    """Return the records of a list that are known on T."""
    return [record for record in (where or {}).get(key) or [] if record[first] <= t]


def spans(where: Record | None, key: str, t: int) -> list[range]:
    """Return the known spans of a certification or registration."""
    return [days(record["from"], record.get("until")) for record in known(where, key, "from", t)]


def unjustified(assessment: Record, rules: Table, born: int | None) -> bool:
    """Tell whether somebody is called non-childbearing without a criterion that holds."""
    if assessment["category"] != "non_childbearing":
        return False
    law, criterion = rules["non_childbearing"], assessment.get("criterion")
    too_young = age(born, assessment["assessed_on"]) < law["amenorrhoea_min_age"]
    return (
        criterion not in law["criteria"]
        or (criterion == "age_50_amenorrhoea_1_year" and too_young)
        or (criterion in law["specialist_confirmed"] and not assessment.get("specialist_confirmed"))
    )


def _categories(see: Picture) -> None:
    see.assessments = known(see.line, "categories", "assessed_on", see.t)
    by_day = {a["assessed_on"]: a for a in see.assessments}  # of two on one day the later in the list stays
    up_to_d = sorted(day for day in by_day if day <= see.d)
    see.assessment = by_day[up_to_d[-1]] if up_to_d else None
    see.category = see.assessment and see.assessment["category"]
    see.category_on_t = by_day[max(by_day)]["category"] if by_day else None
    others = [day for day in up_to_d if by_day[day]["category"] != see.category]
    see.run_began = min((day for day in up_to_d if not others or day > others[-1]), default=None)
    see.unjustified = bool(see.assessment) and unjustified(see.assessment, see.rules, see.patient.get("birth_date"))
    see.changed = see.t > see.d and see.category_on_t == "childbearing"
    woman = see.category == "childbearing" or see.unjustified or see.changed
    see.judged = see.category and ("childbearing" if woman else see.category)
    see.cb = see.judged == "childbearing"
    see.supply = see.rules["supply"]["childbearing" if see.cb else "other"] if see.judged else {}
    see.agreements = [
        a["signed_on"]
        for a in known(see.line, "agreements", "signed_on", min(see.t, see.d))
        if a["category"] == see.category and a["signed_on"] >= see.run_began
    ]
    see.agreement_days = see.rules.get("agreement", {}).get("valid_days")


def _pregnancies(see: Picture) -> None:
    see.tests = known(see.line, "tests", "sampled_on", see.t)
    see.qualifying = {r["sampled_on"] for r in see.tests if see.test and qualifies(r, see.test)}
    see.only_male = bool(see.assessments) and all(a["category"] == "male" for a in see.assessments)
    pregnancies = [
        (r["suspected_on"], FOREVER if r.get("resolved_on") is None else r["resolved_on"])
        for r in known(see.line, "pregnancies", "suspected_on", see.t)
    ]
    see.open = [suspected for suspected, resolved in pregnancies if resolved > see.t]
    see.resolved = [(suspected, resolved) for suspected, resolved in pregnancies if resolved <= see.t]


def qualifies(test: Record, law: Table) -> bool:
    """Tell whether a test is negative, supervised and sensitive enough."""
    sensitivity = test.get("sensitivity_miu_ml")
    return (
        test["result"] == "negative"
        and bool(test.get("supervised"))
        and sensitivity is not None
        and sensitivity <= law["sensitivity_miu_ml"]
    )


def _cover(see: Picture) -> None:
    law = see.contraception or {}
    warned, sure = law.get("accepted_with_warning", []), law.get("confirmed_only", [])
    good = law.get("accepted", []) + warned
    records = known(see.line, "contraception", "started_on", see.t)
    for record in records:
        record["days"] = days(record["started_on"], record.get("ended_on"), record.get("valid_until"))
        record["known"] = [c for c in record.get("confirmed_on") or [] if c <= see.t]
    see.cover = [r for r in records if r["method"] in good and (r["method"] not in sure or r.get("confirmed"))]
    see.cover_days = [r["days"] for r in see.cover]
    see.on_d = [r for r in see.cover if see.d in r["days"]]
    see.by_abstinence = bool(see.on_d) and all(r["method"] == "abstinence" for r in see.on_d)
    see.by_warned = bool(see.on_d) and all(r["method"] in warned for r in see.on_d)
    see.confirmations = [c for r in see.on_d for c in r["known"] if c <= see.d]
    see.counted = [
        r["days"] for r in see.cover if r["method"] != "abstinence" or min(r["known"], default=FOREVER) <= see.d
    ]
    see.sterilised = [r["days"] for r in records if r["method"] == "tubal_sterilisation" and r.get("confirmed")]


def _tests(see: Picture) -> None:
    law = see.test or {}
    see.earlier = [r["dispensed_on"] for r in see.dispensings if r["dispensed_on"] < see.d]
    see.exempt = bool(
        see.cb and law.get("sterilisation_frees_from_repeats") and see.earlier
        and min(see.qualifying, default=FOREVER) <= max(see.earlier)
        and see.d - max(see.earlier) <= see.rules["supply"]["childbearing"]["max_days"] + law["interval_days"]
        and not gap(range(max(see.earlier), see.d + 1), see.sterilised)
    )  # fmt: skip
    see.tested = bool(law) and see.cb and not see.exempt
    see.window = range(see.d - law.get("window_days", 0), see.d + 1)
    see.in_window = [r for r in see.tests if r["sampled_on"] in see.window]
    see.good_in_window = see.qualifying.intersection(see.window)
    see.lead_ends = max(see.good_in_window, default=see.window.start) if see.tested else see.d


def handed(see: Picture, dispensing: Record) -> Any:
    """Return the days of treatment handed over, or None where nobody can tell."""
    own = dispensing.get("days")
    return see.supply.get("max_days") if own is None else own


def dispensed(see: Picture) -> int:
    """Return the capsules dispensed on the prescription in question up to T, returned or not."""
    return sum(r["capsules"] for r in see.dispensings if r["prescription"] == see.line["prescription"])
