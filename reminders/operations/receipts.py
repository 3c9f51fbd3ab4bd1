"""What a provider tells of a text message: kept once; what did not arrive goes by the next way."""

import datetime as dt

from accounts.actor import Actor
from accounts.operation import operation
from outbox.models import Message
from patients.models import Channel
from patients.reach import Way
from reminders.judging import cases_of
from reminders.models import Delivered, Receipt, Reminder
from reminders.patient_messages import fall_back
from reminders.planning import TO_PATIENT


@operation("outbox.send")
def record_receipt(*, by: Actor, at: dt.datetime, receipt: Receipt, is_delivered: bool, word: str) -> Receipt:
    """Keep whether a message arrived; one that did not goes by the next way, or somebody is to telephone.

    The first word stands, whatever comes after it. Whether there is still something to say is judged as it is for every
    message: who came meanwhile is not written to again. The number stays hers: a telephone may have been off.
    """
    untold = Receipt.objects.filter(id=receipt.id, outcome="")
    if untold.update(outcome=Delivered.YES if is_delivered else Delivered.NO, word=word[:40], told_at=at):
        receipt.refresh_from_db()
        if not is_delivered:
            _go_on(receipt, at)
    return receipt


def _go_on(receipt: Receipt, at: dt.datetime) -> None:
    """Take the next way for a reminder; a code that did not arrive is asked for anew by whoever waits for it."""
    message: Message = receipt.message
    if message.kind != TO_PATIENT or message.about_id is None:
        return
    rows = Reminder.objects.filter(id=message.about_id)
    found = list(rows.select_related("enrolment__patient", "enrolment__programme", "enrolment__centre"))
    for case in cases_of(reminders=found, at=at).values():
        if not case.stop and case.reach is not None:
            fall_back(message=message, case=case, failed=Way(Channel.SMS, "", receipt.contact_id), at=at)
