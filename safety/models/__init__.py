"""What the safety desk keeps: reports of side effects, unfinished ones of their authors, and cases in versions."""

from safety.models.case import Case, CaseReview, CaseVersion, Source
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
    "Case",
    "CaseReview",
    "CaseVersion",
    "Causality",
    "Criterion",
    "Outcome",
    "ReportDraft",
    "ReportedMedicine",
    "SideEffectReport",
    "Source",
]
