"""What the safety desk keeps: reports, unfinished ones of their authors, pregnancies followed, and cases."""

from safety.models.case import Case, CaseReview, CaseVersion, Source
from safety.models.dictionary import MeddraTerm
from safety.models.message import Acknowledgement, Direction, PassedOn, ReadCase, Rejection, SafetyMessage
from safety.models.pregnancy import (
    Anomaly,
    Asked,
    Certainty,
    ContactWay,
    DatedBy,
    Element,
    Ending,
    PregnancyContact,
    PregnancyOutcome,
    PregnancyReport,
    RootCause,
    WhyPregnant,
)
from safety.models.question import CaseAnswer, CaseQuestion
from safety.models.report import (
    ActionTaken,
    Causality,
    Criterion,
    KeptAs,
    Outcome,
    ReportDraft,
    ReportedMedicine,
    SideEffectReport,
)
from safety.models.set_aside import SetAside

__all__ = [
    "Acknowledgement",
    "ActionTaken",
    "Anomaly",
    "Asked",
    "Case",
    "CaseAnswer",
    "CaseQuestion",
    "CaseReview",
    "CaseVersion",
    "Causality",
    "Certainty",
    "ContactWay",
    "Criterion",
    "DatedBy",
    "Direction",
    "Element",
    "Ending",
    "KeptAs",
    "MeddraTerm",
    "Outcome",
    "PassedOn",
    "PregnancyContact",
    "PregnancyOutcome",
    "PregnancyReport",
    "ReadCase",
    "Rejection",
    "ReportDraft",
    "ReportedMedicine",
    "RootCause",
    "SafetyMessage",
    "SetAside",
    "SideEffectReport",
    "Source",
    "WhyPregnant",
]
