"""In whose care an enrolment is now, and who is to be told what comes of it.

An enrolment names who registered her; every accepted transfer hands her on. Whoever asks for her centre or her
prescriber asks here, and whoever tells them something tells also who covers for an absent one.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from accounts.covering import running_cover
from accounts.models import Organisation
from outbox.models import Recipient
from outbox.operations import put
from patients.models import Answered, Enrolment, Prescription, TransferAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """The centre that has a patient, its country, and the prescriber there; ``since`` is empty for the first."""

    centre_id: UUID
    country: str
    prescriber_id: UUID | None
    since: dt.datetime | None = None

    def signer(self, prescription: Prescription | None) -> UUID | None:
        """Give who is told of a prescription: who signed it, unless the patient was handed on since."""
        if prescription is None or (self.since is not None and prescription.recorded_at <= self.since):
            return self.prescriber_id
        return prescription.prescriber_id


def care_of(*, enrolment: Enrolment) -> Care:
    """Give in whose care one enrolment is."""
    return cares_of(enrolments=[enrolment])[enrolment.id]


def cares_of(*, enrolments: Sequence[Enrolment]) -> dict[UUID, Care]:
    """Give in whose care each of many enrolments is, in one query; of none, in none."""
    if not enrolments:
        return {}
    accepted = (
        TransferAnswer.objects.standing()
        .filter(enrolment__in=[one.id for one in enrolments], how=Answered.ACCEPTED)
        .select_related("transfer__to_centre")
        .order_by("recorded_at")
    )
    last = {one.enrolment_id: _handed_on(one) for one in accepted}
    return {one.id: last.get(one.id) or _first(one) for one in enrolments}


def centre_of(*, enrolment: Enrolment) -> Organisation:
    """Give the centre that has a patient now."""
    return Organisation.objects.get(id=care_of(enrolment=enrolment).centre_id)


def in_care_of(*, prescriber_ids: Iterable[UUID], among: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Keep the enrolments that these prescribers have in their care."""
    wanted = list(prescriber_ids)
    accepted = TransferAnswer.objects.standing().filter(how=Answered.ACCEPTED)
    later = accepted.filter(enrolment=OuterRef("enrolment"), recorded_at__gt=OuterRef("recorded_at"))
    handed_on = accepted.filter(~Exists(later), prescriber__in=wanted)
    first = Q(prescriber__in=wanted) & ~Q(id__in=accepted.values("enrolment_id"))
    return among.filter(first | Q(id__in=handed_on.values("enrolment_id")))


def handed_on_by(*, prescriber_id: UUID, since: dt.datetime) -> dict[UUID, dt.datetime]:
    """Give the enrolments that a prescriber had in her care and that were handed on since a moment, with when."""
    accepted = TransferAnswer.objects.standing().filter(how=Answered.ACCEPTED)
    hers = Q(enrolment__prescriber=prescriber_id) | Q(
        enrolment__in=accepted.filter(prescriber=prescriber_id).values("enrolment_id")
    )
    rows = accepted.filter(hers, recorded_at__gt=since).values("enrolment_id").annotate(last=Max("recorded_at"))
    when = {row["enrolment_id"]: row["last"] for row in rows}
    cares = cares_of(enrolments=list(Enrolment.objects.filter(id__in=when)))
    return {key: at for key, at in when.items() if cares[key].prescriber_id != prescriber_id}


def times_handed_on(*, enrolment_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Count how often each of many enrolments was handed on; one that never was is left out."""
    accepted = TransferAnswer.objects.standing().filter(how=Answered.ACCEPTED, enrolment__in=list(enrolment_ids))
    return dict(accepted.values_list("enrolment_id").annotate(Count("id")).order_by())


def tell_who_treats(
    *,
    enrolment: Enrolment,
    kind: str,
    event: str,
    about_id: UUID,
    at: dt.datetime,
    prescription: Prescription | None = None,
) -> None:
    """Put a message for whoever has her in care, and for who covers for an absent one; one a person.

    Where nobody is named yet the centre is told: it must reach somebody.

    :param event: what happened, so that the same is never told twice to the same person.
    :param prescription: what it is about: then who signed it is told, while she is still at that centre.
    """
    care = care_of(enrolment=enrolment)
    doctor = care.signer(prescription)
    readers = [(Recipient.ORGANISATION, care.centre_id)]
    if doctor is not None:
        cover = running_cover(absent_id=doctor, organisation_id=care.centre_id, at=at)
        readers = [(Recipient.USER, one) for one in (doctor, *([cover.colleague_id] if cover else []))]
    for recipient, reader in readers:
        put(key=f"{event}:{reader}", kind=kind, recipient=recipient, recipient_id=reader, about_id=about_id, at=at)


def _first(enrolment: Enrolment) -> Care:
    return Care(centre_id=enrolment.centre_id, country=enrolment.country, prescriber_id=enrolment.prescriber_id)


def _handed_on(answer: TransferAnswer) -> Care:
    there = answer.transfer.to_centre
    return Care(centre_id=there.id, country=there.country, prescriber_id=answer.prescriber_id, since=answer.recorded_at)
