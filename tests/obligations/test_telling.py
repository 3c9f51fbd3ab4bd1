"""What is due is told to who answers for it, once for each reminder, and once a day when it is overdue."""

import datetime as dt

import pytest
from django.core import mail

from accounts.models import Role
from obligations.operations import drop_obligation, own_obligation, tell_obligations
from outbox.models import Message
from reminders.tasks import send_due
from tests.builders import now, user_of
from tests.obligations.owed import an_obligation, an_officer_of_the_company

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def told(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("created_at"))


def test_each_reminder_is_told_once_to_everybody_with_the_role() -> None:
    officer, _other = an_officer_of_the_company(), an_officer_of_the_company(Role.ADMINISTRATOR)
    an_obligation()
    for days in (0, 69, 70, 71, 92, 93, 100):
        for _again in range(2):
            tell_obligations(at=now() + days * DAY)
    assert [one.recipient_id for one in told("obligation_due")] == [officer.person_id] * 2
    assert told("obligations_overdue") == []


def test_what_is_taken_in_late_is_told_once_and_not_for_each_reminder_that_was_missed() -> None:
    an_officer_of_the_company()
    an_obligation(due=now().date() + 3 * DAY)
    tell_obligations(at=now())
    assert len(told("obligation_due")) == 1


def test_its_owner_is_told_and_nobody_else_until_she_may_not_act_on_it_any_more() -> None:
    officer, owner = an_officer_of_the_company(), an_officer_of_the_company(Role.ADMINISTRATOR)
    one = an_obligation(due=now().date() + 3 * DAY)
    own_obligation(by=officer, at=now(), obligation=one, owner=user_of(owner))
    tell_obligations(at=now())
    assert [message.recipient_id for message in told("obligation_due")] == [owner.person_id]
    user = user_of(owner)
    user.is_active = False
    user.save()
    tell_obligations(at=now() + 4 * DAY)
    assert [message.recipient_id for message in told("obligations_overdue")] == [officer.person_id]


def test_what_is_overdue_is_told_once_a_day_until_it_is_not() -> None:
    officer = an_officer_of_the_company()
    one = an_obligation(due=now().date() - DAY)
    for days in (0, 0, 1):
        tell_obligations(at=now() + days * DAY)
    assert len(told("obligations_overdue")) == 2
    drop_obligation(by=officer, at=now() + DAY, obligation=one, reason="not asked")
    tell_obligations(at=now() + 2 * DAY)
    assert len(told("obligations_overdue")) == 2


def test_the_mail_leads_to_the_page_and_is_not_sent_once_it_has_come_to_nothing() -> None:
    officer = an_officer_of_the_company()
    one, other = (an_obligation(due=now().date() + days * DAY) for days in (3, 4))
    tell_obligations(at=now())
    drop_obligation(by=officer, at=now(), obligation=other, reason="not asked")
    send_due()
    [sent] = mail.outbox
    assert f"/obligations/{one.id}/" in sent.body
    assert sent.subject == "A condition is due soon"
