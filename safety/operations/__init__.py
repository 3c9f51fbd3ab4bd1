"""What is done at the safety desk."""

from safety.operations.reports import NewReport, complete_report, keep_draft, report_side_effect

__all__ = ["NewReport", "complete_report", "keep_draft", "report_side_effect"]
