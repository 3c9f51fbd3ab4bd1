"""The tables of the record: the patient, her identity, and all that is known of her."""

from patients.models.capsule_return import CameBack, CapsuleReturn
from patients.models.card import Card, CardRevocation
from patients.models.clinical import (
    Agreement,
    Category,
    CategoryAssessment,
    Contraception,
    Pregnancy,
    PregnancyResolution,
    PregnancyTest,
    Resolved,
    Result,
    Specimen,
    Stop,
    Treatment,
)
from patients.models.deviation import LateEntry, Override, WhyLate, WhyOverruled
from patients.models.identity import (
    Channel,
    Contact,
    Gender,
    HealthId,
    Identity,
    IdentityRecord,
    PhoneCode,
    Reminder,
    ReminderChoice,
    SearchToken,
    Sex,
)
from patients.models.merge import MergeDecision, MergeProposal
from patients.models.mute import OPTIONAL, Mute
from patients.models.pack import ScannedPack, WhyNot
from patients.models.partner import PartnerPregnancy
from patients.models.patient import (
    AccessGrant,
    ChangedRecord,
    Enrolment,
    EnrolmentRecord,
    GrantKind,
    Leaving,
    Patient,
    PatientRecord,
    Withdrawal,
)
from patients.models.prescription import Closing, Prescription, PrescriptionClosure
from patients.models.record import Record
from patients.models.second_prescriber import CategoryDecision, CategoryProposal, Decided
from patients.models.sending import Sending
from patients.models.signature import Means, Scan, ScanKind, Signature
from patients.models.transfer import Agreed, Answered, Transfer, TransferAnswer
from patients.models.verdict import Dispensing, Mode, Notice, NoticeAnswer, Refused, Verdict, WhyUnscanned
from patients.models.visit import Capsules, LedTo, NowIs, SideEffectTold, Visit

__all__ = [
    "OPTIONAL",
    "AccessGrant",
    "Agreed",
    "Agreement",
    "Answered",
    "CameBack",
    "CapsuleReturn",
    "Capsules",
    "Card",
    "CardRevocation",
    "Category",
    "CategoryAssessment",
    "CategoryDecision",
    "CategoryProposal",
    "ChangedRecord",
    "Channel",
    "Closing",
    "Contact",
    "Contraception",
    "Decided",
    "Dispensing",
    "Enrolment",
    "EnrolmentRecord",
    "Gender",
    "GrantKind",
    "HealthId",
    "Identity",
    "IdentityRecord",
    "LateEntry",
    "Leaving",
    "LedTo",
    "Means",
    "MergeDecision",
    "MergeProposal",
    "Mode",
    "Mute",
    "Notice",
    "NoticeAnswer",
    "NowIs",
    "Override",
    "PartnerPregnancy",
    "Patient",
    "PatientRecord",
    "PhoneCode",
    "Pregnancy",
    "PregnancyResolution",
    "PregnancyTest",
    "Prescription",
    "PrescriptionClosure",
    "Record",
    "Refused",
    "Reminder",
    "ReminderChoice",
    "Resolved",
    "Result",
    "Scan",
    "ScanKind",
    "ScannedPack",
    "SearchToken",
    "Sending",
    "Sex",
    "SideEffectTold",
    "Signature",
    "Specimen",
    "Stop",
    "Transfer",
    "TransferAnswer",
    "Treatment",
    "Verdict",
    "Visit",
    "WhyLate",
    "WhyNot",
    "WhyOverruled",
    "WhyUnscanned",
    "Withdrawal",
]
