"""The tables of the record: the patient, her identity, and all that is known of her."""

from patients.models.card import Card, CardRevocation
from patients.models.clinical import (
    Agreement,
    Category,
    CategoryAssessment,
    Contraception,
    Pregnancy,
    PregnancyResolution,
    PregnancyTest,
    Result,
    Stop,
    Treatment,
)
from patients.models.identity import Channel, Contact, HealthId, Identity, SearchToken, Sex
from patients.models.patient import (
    AccessGrant,
    Enrolment,
    EnrolmentRecord,
    GrantKind,
    Patient,
    PatientRecord,
    Withdrawal,
)
from patients.models.prescription import Closing, Prescription, PrescriptionClosure
from patients.models.record import Record
from patients.models.verdict import Dispensing, Mode, Notice, NoticeAnswer, Refused, Verdict

__all__ = [
    "AccessGrant",
    "Agreement",
    "Card",
    "CardRevocation",
    "Category",
    "CategoryAssessment",
    "Channel",
    "Closing",
    "Contact",
    "Contraception",
    "Dispensing",
    "Enrolment",
    "EnrolmentRecord",
    "GrantKind",
    "HealthId",
    "Identity",
    "Mode",
    "Notice",
    "NoticeAnswer",
    "Patient",
    "PatientRecord",
    "Pregnancy",
    "PregnancyResolution",
    "PregnancyTest",
    "Prescription",
    "PrescriptionClosure",
    "Record",
    "Refused",
    "Result",
    "SearchToken",
    "Sex",
    "Stop",
    "Treatment",
    "Verdict",
    "Withdrawal",
]
