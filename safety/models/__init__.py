"""What the safety desk keeps: reports of side effects, and the unfinished ones of their authors."""

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
    "Causality",
    "Criterion",
    "Outcome",
    "ReportDraft",
    "ReportedMedicine",
    "SideEffectReport",
]
