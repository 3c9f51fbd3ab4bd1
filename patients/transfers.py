"""Questions about transfers: what waits for an answer, on which side, and the card that a new centre was shown."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Membership, Organisation, Role
from accounts.queries import in_force
from accounts.refusals import NotVisible
from audit.operations import write_read
from audit.queries import refusals_of
from patients.identity import person_of
from patients.models import Card, Transfer
from patients.refusals import CardDoesNotFit, NothingToChange, TooManyTries

TRIES, WITHIN = 10, dt.timedelta(hours=1)
"""How often somebody may mistype a card and a birth date; who guesses is held up."""

LATELY, MOST_ANSWERED = dt.timedelta(days=30), 50

WITH_NAMES = ("enrolment__patient", "enrolment__programme", "from_centre", "to_centre", "organisation", "recorded_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """What a new centre typed from a patient's card and papers; ``card`` is the valid one of that number, if any."""

    number: str
    birth_date: dt.date
    card: Card | None

    @property
    def subject_of_trail(self) -> UUID | None:
        """Give the patient of the card, so that a refused attempt stands in her trail too."""
        return None if self.card is None else self.card.subject_of_trail

    @property
    def fits(self) -> bool:
        """Say whether the birth date is that of the card's patient; an unknown one fits nobody."""
        if self.card is None:
            return False
        return person_of(patient=self.card.enrolment.patient).birth_date == self.birth_date


def shown_card(*, number: str, birth_date: dt.date) -> ShownCard:
    """Look for the valid card of a number; nothing of it is for showing."""
    valid = Card.objects.standing().filter(number=number, revocation__isnull=True)
    card = valid.select_related("enrolment__patient", "enrolment__programme").first()
    return ShownCard(number=number, birth_date=birth_date, card=card)


def require_few_tries(*, by: Actor, at: dt.datetime) -> None:
    """Hold up whoever tried too many cards that do not fit; the trail itself is counted.

    :raises TooManyTries: until an hour after the first of them.
    """
    tried = refusals_of(
        actor_id=by.person_id, act="patients.ask_transfer", reasons=[CardDoesNotFit.__name__], since=at - WITHIN
    )
    if tried[:TRIES].count() >= TRIES:
        raise TooManyTries(
            _("Too many cards and dates of birth that do not belong together. Wait an hour, or telephone.")
        )


def unanswered() -> QuerySet[Transfer]:
    """List the transfers that wait for an answer, the oldest first."""
    return (
        Transfer.objects.standing()
        .filter(answer__isnull=True)
        .select_related(*WITH_NAMES)
        .order_by("recorded_at", "id")
    )


def transfers_of(*, by: Actor, at: dt.datetime) -> list[Transfer]:
    """List the unanswered transfers that the actor's centre is a side of, and write the look at them down."""
    found = list(unanswered().filter(_of_centre(by)))
    write_read(by=by, at=at, act="patients.transfer", subjects={one.enrolment.patient_id for one in found})
    return found


def answered_lately(*, by: Actor, at: dt.datetime) -> list[Transfer]:
    """List the transfers of the actor's centre answered in the last month, the latest first; the look is written."""
    answered = Transfer.objects.standing().filter(_of_centre(by), answer__recorded_at__gt=at - LATELY)
    named = answered.select_related(*WITH_NAMES, "answer__organisation")
    found = list(named.order_by("-answer__recorded_at", "id")[:MOST_ANSWERED])
    write_read(by=by, at=at, act="patients.transfer", subjects={one.enrolment.patient_id for one in found})
    return found


def centres_to_offer(*, by: Actor, at: dt.datetime) -> list[Organisation]:
    """List the other centres that have a prescriber who could take a patient over."""
    prescribing = Membership.objects.filter(in_force(at=at), role=Role.PRESCRIBER)
    others = Organisation.objects.filter(
        kind=Kind.CENTRE, practice_of__isnull=True, id__in=prescribing.values("organisation_id")
    )
    return list(others.exclude(id=by.place_id).order_by("country", "name"))


def side_of_transfer(*, by: Actor, at: dt.datetime, transfer_id: UUID) -> Transfer:
    """Open a transfer that the actor's centre is a side of, and write the look down.

    :raises NotVisible: when there is none.
    :raises NothingToChange: when it was answered already.
    """
    found = Transfer.objects.standing().filter(_of_centre(by), id=transfer_id)
    row: Transfer | None = found.select_related(*WITH_NAMES, "answer").first()
    if row is None:
        raise NotVisible(_("There is no such record."))
    write_read(by=by, at=at, act="patients.transfer", subjects=[row.enrolment.patient_id])
    if hasattr(row, "answer"):
        raise NothingToChange(
            _("This transfer was answered or withdrawn already. Nothing was changed. See how it stands.")
        )
    return row


def moving_among(*, enrolment_ids: Iterable[UUID]) -> set[UUID]:
    """Say whose transfer waits for an answer, without names and places: for a list."""
    waiting = Transfer.objects.standing().filter(answer__isnull=True, enrolment__in=list(enrolment_ids))
    return set(waiting.values_list("enrolment_id", flat=True))


def pending_of(*, enrolment_ids: Iterable[UUID]) -> dict[UUID, Transfer]:
    """Give the transfer that waits for an answer, by enrolment: for the status "Transfer pending"."""
    return {one.enrolment_id: one for one in unanswered().filter(enrolment__in=list(enrolment_ids))}


def _of_centre(by: Actor) -> Q:
    return Q(from_centre_id=by.organisation_id) | Q(to_centre_id=by.organisation_id)
