"""Every act on the record: each named, permitted, atomic, audited, and under the patient's lock."""

from patients.operations.cards import issue_card, revoke_card
from patients.operations.categories import assess_category, sign_agreement
from patients.operations.contraception import (
    confirm_abstinence,
    end_contraception,
    record_contraception,
)
from patients.operations.corrections import correct_test, void_record
from patients.operations.courses import (
    Indication,
    end_treatment,
    interrupt_supply,
    record_treatment,
    resume_supply,
    withdraw,
)
from patients.operations.notices import answer_notice
from patients.operations.prescriptions import (
    Draft,
    PrescribingRefused,
    authorise_prescription,
    cancel_prescription,
)
from patients.operations.registration import register_patient
from patients.operations.testing import record_test, resolve_pregnancy, suspect_pregnancy

__all__ = [
    "Draft",
    "Indication",
    "PrescribingRefused",
    "answer_notice",
    "assess_category",
    "authorise_prescription",
    "cancel_prescription",
    "confirm_abstinence",
    "correct_test",
    "end_contraception",
    "end_treatment",
    "interrupt_supply",
    "issue_card",
    "record_contraception",
    "record_test",
    "record_treatment",
    "register_patient",
    "resolve_pregnancy",
    "resume_supply",
    "revoke_card",
    "sign_agreement",
    "suspect_pregnancy",
    "void_record",
    "withdraw",
]
