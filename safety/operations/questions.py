"""A question of the desk to the centre, and the centre's answer."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Role
from accounts.operation import operation
from accounts.refusals import NotVisible
from outbox.models import Recipient
from outbox.operations import put
from patients.access import changes_record
from patients.answers import require_reason
from patients.care import tell_who_treats
from patients.models import Enrolment
from safety.models import Case, CaseAnswer, CaseQuestion, KeptAs
from safety.operations.drafts import drop_draft
from safety.refusals import AlreadyAnswered, NobodyToAsk
from safety.sources import enrolment_of, standing_row


@operation("safety.assess")
def ask_reporter(*, by: Actor, at: dt.datetime, case: Case, words: str) -> CaseQuestion:
    """Ask those who treat the patient of a case, and the pharmacy that reported it; they are told, and answer here.

    :raises NobodyToAsk: when the case came as a message, or what it was opened for was struck out.
    :raises WithoutReason: when nothing is asked.
    """
    require_reason(reason=words)
    row = standing_row(case=case)
    if row is None or case.patient_id is None:
        raise NobodyToAsk(_("Nobody here reported this case. Ask whoever sent it, by your own way."))
    enrolment: Enrolment = getattr(row, "enrolment", None) or enrolment_of(patient_id=case.patient_id)
    drop_draft(by=by, form=KeptAs.QUESTION, matter=case.id)
    pharmacy = row.organisation if row.organisation.kind == Kind.PHARMACY else None
    question = CaseQuestion.objects.create(
        case=case, enrolment=enrolment, pharmacy=pharmacy, words=words, asked_at=at, asked_by_id=by.person_id
    )
    event = f"question:{question.id}"
    tell_who_treats(enrolment=enrolment, kind="question_asked", event=event, about_id=enrolment.id, at=at)
    if pharmacy is not None:
        put(
            key=f"{event}:{pharmacy.id}", kind="question_to_pharmacy", recipient=Recipient.ORGANISATION,
            recipient_id=pharmacy.id, about_id=question.id, at=at,
        )  # fmt: skip
    return question


@operation("safety.report", guard=changes_record)
def answer_question(*, by: Actor, at: dt.datetime, question: CaseQuestion, words: str) -> CaseAnswer:
    """Answer a question of the desk; the case waits for the desk again.

    :raises NotVisible: for a pharmacy that was not asked.
    :raises AlreadyAnswered: when somebody answered it meanwhile.
    :raises WithoutReason: when nothing is answered.
    """
    if by.role == Role.PHARMACIST and question.pharmacy_id != by.place_id:
        raise NotVisible(_("There is no such record."))
    require_reason(reason=words)
    answer, is_new = CaseAnswer.objects.get_or_create(
        question=question, defaults={"words": words, "answered_at": at, "answered_by_id": by.person_id}
    )
    if not is_new:
        raise AlreadyAnswered(_("Somebody answered this meanwhile. Open the page again to see the answer."))
    drop_draft(by=by, form=KeptAs.ANSWER, matter=question.id)
    return answer
