"""Everything that falls due as one question about the picture, in the order of the specification."""

from collections.abc import Callable
from typing import Any

from tests.second_opinion.picture import Picture, dispensed, handed
from tests.second_opinion.reasons import Question

# Each answers with the last good day, or None. The second picture is drawn for the day of the prescription in question.
DURING: dict[str, Callable[[Picture, Picture | None], Any]] = {
    "dispense_by": lambda see, rx: (
        rx.d + rx.supply["dispense_within_days"]
        if rx and not rx.cancelled and dispensed(rx) < rx.rx["capsules"] and "dispense_within_days" in rx.supply
        else None
    ),
    "visit": lambda see, rx: max(
        (r["dispensed_on"] + handed(see, r) - 1 for r in see.kept if handed(see, r) is not None), default=None
    ),
    "test": lambda see, rx: (
        max(see.qualifying) + see.test["interval_days"]
        if see.tested and see.dispensings and see.qualifying else None
    ),
    "contraception": lambda see, rx: covered_until(see) if see.asked_cover and see.on_d else None,
    "abstinence": lambda see, rx: (
        max(see.confirmations) + see.contraception["abstinence_confirmed_every_days"]
        if see.asked_cover and see.by_abstinence and see.confirmations else None
    ),
    "agreement": lambda see, rx: (
        max(see.agreements) + see.agreement_days if see.agreement_days is not None and see.agreements else None
    ),
    "certification": lambda see, rx: last_day(see.certified, see.t),
    "registration": lambda see, rx: last_day(see.registered, see.t),
}  # fmt: skip
AFTERWARDS: dict[str, tuple[str, str, Question]] = {
    "last_test": (
        "test", "after_treatment_days",
        lambda see: see.cb and max(see.qualifying, default=0) < see.ended_on + see.test["after_treatment_days"],
    ),
    "contraception_until": ("contraception", "after_days", lambda see: see.cb),
    "condom_until": ("male", "condom_after_days", lambda see: see.judged == "male"),
    "semen_donation_until": ("male", "semen_donation_after_days", lambda see: see.judged == "male"),
    "blood_donation_until": ("donation", "blood_after_days", lambda see: True),
}  # fmt: skip


def last_day(spans: list[range], day: int) -> int | None:
    """Return the last day of the spans in force on a day; the open-ended one has none."""
    return max((span.stop - 1 for span in spans if day in span), default=None)


def covered_until(see: Picture) -> int:
    """Return the last day of the unbroken accepted cover from T."""
    day: int = see.t
    while reached := [span.stop - 1 for span in see.cover_days if day + 1 in span]:
        day = max(reached)
    return day
