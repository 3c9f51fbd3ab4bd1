"""What is done at the safety desk, and what is reported to it."""

from safety.operations.cases import Written, nullify_case, review_version, write_version
from safety.operations.opening import draft_anew, open_case
from safety.operations.reports import NewReport, complete_report, keep_draft, report_side_effect

__all__ = [
    "NewReport",
    "Written",
    "complete_report",
    "draft_anew",
    "keep_draft",
    "nullify_case",
    "open_case",
    "report_side_effect",
    "review_version",
    "write_version",
]
