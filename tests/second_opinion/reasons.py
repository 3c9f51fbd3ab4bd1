"""Every reason and every piece of advice as one question about the picture, in the order of the specification."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from tests.second_opinion.picture import FOREVER, Picture, dispensed, gap, handed

Question: TypeAlias = Callable[[Picture], Any]

NEEDS_CATEGORY = frozenset(
    (
        "category_changed", "category_not_justified", "agreement_missing", "contraception_missing",
        "contraception_too_recent", "contraception_lapsed", "abstinence_not_confirmed", "test_missing",
        "test_not_qualifying", "supply_too_long", "supply_overlaps", "prescription_expired",
        "contraception_not_recommended", "not_same_day", "test_interval_exceeded",
    )
)  # fmt: skip
NOT_BEFORE_PRESCRIBING = {"pharmacy_not_registered", "prescription_exhausted", "supply_overlaps"}


RESULTS = ("negative", "positive", "inconclusive")


def within(first: int, day: int, until: int | None) -> bool:
    """Tell whether a day lies in a span."""
    return first <= day and (until is None or day < until)


def resolved_since(see: Picture, s: int) -> bool:
    """Tell whether a pregnancy record was resolved after a test of day s, or opened and resolved on it."""
    return any(resolved > s or (suspected, resolved) == (s, s) for suspected, resolved in see.resolved)


def suspected(see: Picture) -> bool:
    """Tell whether a pregnancy is suspected, by a record or by a test without one."""
    tests_on = {result: {r["sampled_on"] for r in see.tests if r["result"] == result} for result in RESULTS}
    cleared_from = max(see.qualifying, default=0) if see.test else FOREVER
    return not see.only_male and bool(
        see.open
        or any(cleared_from < first for first, _ in see.resolved)
        or any(not (resolved_since(see, s) and cleared_from > s) for s in tests_on["positive"])
        or any(not (resolved_since(see, s) or (see.test and cleared_from > s)) for s in tests_on["inconclusive"])
    )


def left_on_t(see: Picture) -> int:
    """Return the days of treatment left on T of the dispensings on other prescriptions."""
    left, last = 0, 0
    for r in sorted(see.kept, key=lambda r: int(r["dispensed_on"])):
        if r["prescription"] != see.line["prescription"]:
            left = max(0, left - (r["dispensed_on"] - last)) + handed(see, r)
            last = r["dispensed_on"]
    return max(0, int(left - (see.t - last)))


def implausible(see: Picture) -> bool:
    """Tell whether the prescription asks for a strength or a number of capsules that cannot be."""
    strength, dose, cycle, intake = (
        see.rx.get(key) for key in ("strength_mg", "daily_dose_mg", "cycle_days", "intake_days")
    )
    if strength is not None and strength not in see.rules["dose"]["strengths_mg"]:
        return True
    if None in (strength, dose, cycle, intake):
        return bool(see.cb)
    cycles, rest = divmod(see.rx["days_supply"], cycle)
    a_day = -(-Fraction(str(dose)) // Fraction(str(strength)))
    return bool(see.rx["capsules"] > (cycles * intake + min(rest, intake)) * a_day)


def over_label(see: Picture) -> bool:
    """Tell whether the dose or the days of intake go beyond the label that matched, or any label."""
    label, dose, intake = see.matched or {}, see.rx.get("daily_dose_mg"), see.rx.get("intake_days")
    most = max(i["intake_days"] for i in ([see.matched] if see.matched else see.rules["indications"]))
    start = label.get("starting_mg", see.rules["dose"]["starting_mg"])
    return (dose is not None and dose > start) or (intake is not None and intake > most)


def interval_exceeded(see: Picture) -> bool:
    """Tell whether the last two days with a qualifying test up to D lie too far apart, or are not two."""
    last = sorted(day for day in see.qualifying if day <= see.d)[-2:]
    return len(last) < 2 or last[1] - last[0] > see.test["interval_days"]


REASONS: dict[str, Question] = {
    "not_enrolled": lambda see: not any(
        within(day, see.t, see.patient.get("withdrawn_on")) and day <= see.d
        for day in [see.patient.get("enrolled_on")] if day is not None
    ),
    "treatment_stopped": lambda see: (
        any(within(s["from"], see.t, s.get("until")) for s in see.stops) or see.ended
    ),
    "prescriber_not_certified": lambda see: not any(see.d in span for span in see.certified),
    "pharmacy_not_registered": lambda see: not any(see.t in span for span in see.registered),
    "card_missing": lambda see: not see.cards,
    "card_not_valid": lambda see: see.line.get("card") not in [None, *(c.get("id") for c in see.cards)],
    "category_missing": lambda see: see.category is None,
    "category_changed": lambda see: see.category != "childbearing" and see.changed,
    "category_not_justified": lambda see: see.unjustified,
    "agreement_missing": lambda see: not any(
        see.agreement_days is None or see.d - see.agreement_days <= day for day in see.agreements
    ),
    "pregnancy_suspected": suspected,
    "contraception_missing": lambda see: see.asked_cover and not see.on_d,
    "contraception_too_recent": lambda see: (
        see.asked_cover and see.on_d
        and gap(range(see.lead_ends - see.contraception["lead_days"], see.d + 1), see.counted)
    ),
    "contraception_lapsed": lambda see: see.asked_cover and see.on_d and gap(see.after_d, see.cover_days),
    "abstinence_not_confirmed": lambda see: (
        see.asked_cover and see.by_abstinence
        and not any(see.d - see.contraception["abstinence_confirmed_every_days"] <= c for c in see.confirmations)
    ),
    "test_missing": lambda see: see.tested and not see.in_window,
    "test_not_qualifying": lambda see: see.tested and see.in_window and not see.good_in_window,
    "supply_too_long": lambda see: see.rx["days_supply"] > see.supply["max_days"],
    "supply_overlaps": lambda see: "early_days" in see.supply and left_on_t(see) > see.supply["early_days"],
    "quantity_implausible": implausible,
    "prescription_cancelled": lambda see: see.cancelled,
    "prescription_in_future": lambda see: see.t < see.d,
    "prescription_expired": lambda see: (
        "dispense_within_days" in see.supply and see.t > see.d + see.supply["dispense_within_days"]
    ),
    "prescription_exhausted": lambda see: dispensed(see) + see.line["capsules"] > see.rx["capsules"],
}  # fmt: skip

ADVICE: dict[str, Question] = {
    "off_label": lambda see: see.label == "off_label",
    "label_unknown": lambda see: see.label == "label_unknown",
    "dose_outside_label": over_label,
    "contraception_not_recommended": lambda see: see.asked_cover and see.by_warned,
    "not_same_day": lambda see: see.tested and see.good_in_window and not max(see.good_in_window) == see.d == see.t,
    "test_interval_exceeded": lambda see: see.tested and see.earlier and interval_exceeded(see),
}
