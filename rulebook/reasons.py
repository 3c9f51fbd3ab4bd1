"""The reasons and the advice as data: code, rule, source and when it is asked, in the order in which they are given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rulebook.clauses import (
    advice,
    agreement,
    card,
    category,
    contraception,
    enrolment,
    pregnancy,
    prescription,
    supply,
    testing,
)
from rulebook.facts import Facts
from rulebook.label import LabelStatus
from rulebook.reason_codes import MOVABLE


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a medicine may not be dispensed: the rule, and the section of the product information it comes from."""

    code: str
    holds: Callable[[Facts], bool]
    source: str
    needs_category: bool = False
    asked_when_prescribing: bool = True

    @property
    def is_movable(self) -> bool:
        """Say whether a programme file may turn the reason into advice."""
        return self.code in MOVABLE


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said beside a verdict, and the section of the product information it comes from."""

    code: str
    holds: Callable[[Facts, LabelStatus], bool]
    source: str


_CERTIFIED: Final = "Annex II.D, controlled access"
_CARD: Final = "Annex II.D, patient card"
_CATEGORY: Final = "SmPC 4.4, pregnancy risk"  # names no group: the counter shows it to who need not know hers
_PREGNANCY: Final = "SmPC 4.3 and 4.6, pregnancy"
_CONTRACEPTION: Final = "SmPC 4.4 and 4.6, contraception"
_TESTING: Final = "SmPC 4.4, pregnancy testing"
_SUPPLY: Final = "SmPC 4.4, prescribing and dispensing"

_REASONS: Final = (
    Reason("not_enrolled", enrolment.not_enrolled, "SmPC 4.2 and 4.4, pregnancy prevention programme"),
    Reason("treatment_stopped", enrolment.treatment_stopped, "SmPC 4.2 and 4.4, stopping treatment"),
    Reason("prescriber_not_certified", enrolment.prescriber_not_certified, _CERTIFIED),
    Reason("pharmacy_not_registered", enrolment.pharmacy_not_registered, _CERTIFIED, asked_when_prescribing=False),
    Reason("card_missing", card.card_missing, _CARD),
    Reason("card_not_valid", card.card_not_valid, _CARD),
    Reason("category_missing", category.category_missing, _CATEGORY),
    Reason("category_changed", category.category_changed, _CATEGORY, needs_category=True),
    Reason("category_not_justified", category.category_not_justified, _CATEGORY, needs_category=True),
    Reason("agreement_missing", agreement.agreement_missing, "Annex II.D, risk awareness form", needs_category=True),
    Reason("pregnancy_suspected", pregnancy.pregnancy_suspected, _PREGNANCY),
    Reason("contraception_missing", contraception.contraception_missing, _CONTRACEPTION, needs_category=True),
    Reason("contraception_too_recent", contraception.contraception_too_recent, _CONTRACEPTION, needs_category=True),
    Reason("contraception_lapsed", contraception.contraception_lapsed, _CONTRACEPTION, needs_category=True),
    Reason("abstinence_not_confirmed", contraception.abstinence_not_confirmed, _CONTRACEPTION, needs_category=True),
    Reason("test_missing", testing.test_missing, _TESTING, needs_category=True),
    Reason("test_not_qualifying", testing.test_not_qualifying, _TESTING, needs_category=True),
    Reason("supply_too_long", supply.supply_too_long, _SUPPLY, needs_category=True),
    Reason("supply_overlaps", supply.supply_overlaps, _SUPPLY, needs_category=True, asked_when_prescribing=False),
    Reason("quantity_implausible", supply.quantity_implausible, "SmPC 4.2, posology"),
    Reason("prescription_cancelled", prescription.prescription_cancelled, _SUPPLY),
    Reason("prescription_in_future", prescription.prescription_in_future, _SUPPLY),
    Reason("prescription_expired", prescription.prescription_expired, _SUPPLY, needs_category=True),
    Reason("prescription_exhausted", prescription.prescription_exhausted, _SUPPLY, asked_when_prescribing=False),
)

_ADVICE: Final = (
    Advice("off_label", advice.off_label, "SmPC 4.1, therapeutic indications"),
    Advice("label_unknown", advice.label_unknown, "SmPC 4.1, therapeutic indications"),
    Advice("dose_outside_label", advice.dose_outside_label, "SmPC 4.2, posology"),
    Advice("contraception_not_recommended", advice.contraception_not_recommended, _CONTRACEPTION),
    Advice("not_same_day", advice.not_same_day, "SmPC 4.4, pregnancy testing and dispensing on the same day"),
    Advice("test_interval_exceeded", advice.test_interval_exceeded, _TESTING),
)

REASONS: Final = {reason.code: reason for reason in _REASONS}
"""Every reason by its code, in the order in which reasons are given."""

ADVICE: Final = {one.code: one for one in _ADVICE}
"""Every advice by its code, in the order in which advice is given, after the reasons that a gate moved."""
