"""A pharmacy's message to the prescriber, answered at the centre."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.answers import require_reason
from patients.models import Notice, NoticeAnswer
from patients.refusals import NothingToChange
from patients.stamp import stamp


@operation("patients.answer_notice", guard=changes_record)
def answer_notice(*, by: Actor, at: dt.datetime, notice: Notice, words: str) -> NoticeAnswer:
    """Record what was done about a notice; it leaves the worklist.

    :raises NothingToChange: when it was answered already.
    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=words)
    if NoticeAnswer.objects.filter(notice=notice).exists():
        raise NothingToChange(_("This message was answered already. Open the page again to see how it stands."))
    return NoticeAnswer.objects.create(enrolment=notice.enrolment, notice=notice, words=words, **stamp(by=by, at=at))
