"""Opening and closing a page: by a card and a date of birth, before anybody is known; the record's acts are its own."""

import datetime as dt
import secrets

from django.db import transaction

from accounts.actor import Actor, nobody
from accounts.operation import operation
from audit.models import Outcome
from audit.operations import write
from patients.access import sees_record
from patients.models.identity import CodeFor
from patients.own import patient_as_actor
from patients.phone_codes import use_code
from portal.models import Opening
from portal.queries import card_shown, hash_of
from portal.throttle import keep_attempt, keys_of, require_few_tries, wait_in_line

OPEN, COPY = "portal.open", "patients.copy_own"
FORGOTTEN_AFTER = dt.timedelta(days=1)
"""How long it is kept that a page was open; the trail has it for good."""


def open_page(*, at: dt.datetime, number: str, birth_date: dt.date, network: str, request_id: str = "") -> str | None:
    """Open the page of a card for who knows its owner's date of birth, and give the token for her browser.

    None, after the same work, for a card that does not exist, that opens nothing any more, or is another person's.
    The try is kept, and stands in the trail of whoever's card it was.

    :raises TryLater: after too many tries that did not fit.
    """
    keys = keys_of(number=number, network=network)
    with transaction.atomic():
        wait_in_line(keys)
        require_few_tries(keys=keys, at=at)
        whose, card = card_shown(number=number, birth_date=birth_date)
        keep_attempt(keys=keys, at=at, fitted=card is not None)
        if card is None:
            by = nobody(name="somebody with a card", request_id=request_id)
            known = [] if whose is None else [whose]
            write(by=by, at=at, act=OPEN, outcome=Outcome.REFUSED, subjects=known, reason="CardDoesNotFit")
            return None
        actor = patient_as_actor(enrolment=card.enrolment, request_id=request_id)
        write(by=actor, at=at, act=OPEN, outcome=Outcome.DONE, subjects=[card.enrolment.patient_id])
        token = secrets.token_urlsafe(32)
        Opening.objects.filter(opened_at__lt=at - FORGOTTEN_AFTER).delete()
        Opening.objects.create(card=card, token_hash=hash_of(token), opened_at=at, seen_at=at)
        return token


def keep_open(*, opening: Opening, at: dt.datetime) -> None:
    """Count the time without a new page from this moment."""
    Opening.objects.filter(id=opening.id, seen_at__lt=at).update(seen_at=at)


@operation(OPEN, guard=sees_record)
def close_page(*, by: Actor, at: dt.datetime, opening: Opening) -> Opening:
    """Close a page: its token opens nothing from now on."""
    opening.ended_at = at
    opening.save(update_fields=["ended_at"])
    return opening


@operation(COPY, guard=sees_record)
def let_copy_be_read(*, by: Actor, at: dt.datetime, opening: Opening, code: str) -> Opening:
    """Let the copy be read as long as this page is open, to who holds the telephone on record.

    :raises CodeDoesNotFit: when it is another code, or none waits.
    :raises TooManyTries: after three wrong ones.
    """
    use_code(patient=opening.enrolment.patient, opens=CodeFor.COPY, typed=code, act=COPY, at=at)
    opening.copy_opened_at = at
    opening.save(update_fields=["copy_opened_at"])
    return opening
