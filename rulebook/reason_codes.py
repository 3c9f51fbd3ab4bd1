"""The codes of the reasons, in the order in which they are given, and which of them a country may move."""

from typing import Final

REASON_CODES: Final = (
    "not_enrolled",
    "treatment_stopped",
    "prescriber_not_certified",
    "pharmacy_not_registered",
    "card_missing",
    "card_not_valid",
    "category_missing",
    "category_changed",
    "category_not_justified",
    "agreement_missing",
    "pregnancy_suspected",
    "contraception_missing",
    "contraception_too_recent",
    "contraception_lapsed",
    "abstinence_not_confirmed",
    "test_missing",
    "test_not_qualifying",
    "supply_too_long",
    "supply_overlaps",
    "quantity_implausible",
    "prescription_cancelled",
    "prescription_in_future",
    "prescription_expired",
    "prescription_exhausted",
)

MOVABLE: Final = frozenset(REASON_CODES) - {
    "not_enrolled",
    "treatment_stopped",
    "category_missing",
    "pregnancy_suspected",
    "prescription_in_future",
}

ONE_GATE: Final = frozenset({"test_missing", "test_not_qualifying"})
"""Two reasons behind one gate: whoever moves one moves the other."""
