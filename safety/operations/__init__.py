"""What is done at the safety desk, and what is reported to it."""

from safety.operations.cases import Written, nullify_case, review_version, write_version
from safety.operations.drafts import keep_desk_draft, keep_draft
from safety.operations.messages import pass_on_otherwise, take_acknowledgement, take_message, write_message
from safety.operations.opening import draft_anew, open_case
from safety.operations.overdue import tell_overdue
from safety.operations.pregnancies import (
    NewContact,
    NewOutcome,
    NewPregnancy,
    call_lost,
    correct_outcome,
    judge_root_cause,
    note_contact,
    report_pregnancy,
    tell_contact,
    tell_outcome,
)
from safety.operations.questions import answer_question, ask_reporter
from safety.operations.reports import NewReport, complete_report, report_side_effect
from safety.operations.taking_away import CaseList, take_file, take_list

__all__ = [
    "CaseList",
    "NewContact",
    "NewOutcome",
    "NewPregnancy",
    "NewReport",
    "Written",
    "answer_question",
    "ask_reporter",
    "call_lost",
    "complete_report",
    "correct_outcome",
    "draft_anew",
    "judge_root_cause",
    "keep_desk_draft",
    "keep_draft",
    "note_contact",
    "nullify_case",
    "open_case",
    "pass_on_otherwise",
    "report_pregnancy",
    "report_side_effect",
    "review_version",
    "take_acknowledgement",
    "take_file",
    "take_list",
    "take_message",
    "tell_contact",
    "tell_outcome",
    "tell_overdue",
    "write_message",
    "write_version",
]
