"""What the safety desk keeps: reports, unfinished ones of their authors, pregnancies followed, and cases."""

from safety.models.case import Case, CaseReview, CaseVersion, Source
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
from safety.models.report import (
    ActionTaken,
    Causality,
    Criterion,
    Outcome,
    ReportDraft,
    ReportedMedicine,
    SideEffectReport,
)

__all__ = [
    "ActionTaken",
    "Anomaly",
    "Asked",
    "Case",
    "CaseReview",
    "CaseVersion",
    "Causality",
    "Certainty",
    "ContactWay",
    "Criterion",
    "DatedBy",
    "Element",
    "Ending",
    "Outcome",
    "PregnancyContact",
    "PregnancyOutcome",
    "PregnancyReport",
    "ReportDraft",
    "ReportedMedicine",
    "RootCause",
    "SideEffectReport",
    "Source",
    "WhyPregnant",
]
