"""Acts of the ground: programme files taken into their table, people and places accredited."""

import datetime as dt
from decimal import Decimal
from pathlib import PurePath
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Membership, Organisation, Role
from accounts.operation import operation
from accounts.queries import local_day
from accounts.refusals import Refusal
from foundation.records import covering
from programmes.models import (
    BatchRecall,
    Pack,
    PharmacyRegistration,
    PrescriberCertification,
    Product,
    Programme,
    ProgrammeVersion,
)
from programmes.queries import civil_day, standing_recalls
from programmes.spans import SpanNotPossible, one_span_at_a_time
from rulebook import ProgrammeFile, Programmes

One = TypeVar("One", PrescriberCertification, PharmacyRegistration)


class ChangedFile(Exception):
    """A file that was already in force reads differently now; a version never changes."""


class PackNotPossible(Refusal):
    """The GTIN is another pack's."""

    status = 422


class RecallNotPossible(Refusal):
    """The batch is called back already, or is not any more."""

    status = 422


class NotAsItWas(Refusal):
    """The accreditation is not in the state that the act needs."""


class NothingToPractise(Refusal):
    """Whoever practises already does not begin to practise."""


@transaction.atomic
def take_in(*, programmes: Programmes, at: dt.datetime) -> list[ProgrammeVersion]:
    """Write the versions not yet in the table, in the order of their days: all of them or none.

    :raises ChangedFile: when a file's hash is not the one kept; it says which.
    """
    kept = {(v.programme_id, v.valid_from): v for v in ProgrammeVersion.objects.all()}
    added = []
    for file in programmes.files:
        valid_from = dt.date.fromisoformat(PurePath(file.name).stem)
        earlier = kept.get((file.folder, valid_from))
        if earlier is None:
            added.append(_add(programmes, file, valid_from, at))
        elif earlier.sha256 != file.sha256:
            raise ChangedFile(
                f"{file.path}: this version was taken in before and its text has changed since. "
                "Put the file back as it was and write a new version with a later valid_from."
            )
    return added


def _add(programmes: Programmes, file: ProgrammeFile, valid_from: dt.date, at: dt.datetime) -> ProgrammeVersion:
    newest = programmes.versions(file.folder)[-1]
    Programme.objects.update_or_create(
        id=file.folder,
        defaults={
            "title": newest.title,
            "substance": newest.substance,
            "atc": newest.atc,
            "time_zone": newest.time_zone,
        },
    )
    return ProgrammeVersion.objects.create(
        programme_id=file.folder,
        valid_from=valid_from,
        sha256=file.sha256,
        text=file.content.decode(),
        read_at=at,
    )


@operation("programmes.accredit")
def certify_prescriber(
    *,
    by: Actor,
    at: dt.datetime,
    prescriber_id: UUID,
    programme: Programme,
    country: str,
    valid_from: dt.date,
    valid_until: dt.date | None,
) -> PrescriberCertification:
    """Certify a person to prescribe under a programme, from a day until (not including) another.

    :raises SpanNotPossible: when she is certified on some of these days already, or they are in no order.
    """
    with one_span_at_a_time():
        return PrescriberCertification.objects.create(
            prescriber_id=prescriber_id,
            programme=programme,
            country=country,
            valid_from=valid_from,
            valid_until=valid_until,
        )


@operation("programmes.accredit")
def register_pharmacy(
    *,
    by: Actor,
    at: dt.datetime,
    pharmacy: Organisation,
    programme: Programme,
    valid_from: dt.date,
    valid_until: dt.date | None,
) -> PharmacyRegistration:
    """Register a pharmacy to dispense under a programme.

    :raises SpanNotPossible: when it is registered on some of these days already, or they are in no order.
    """
    with one_span_at_a_time():
        return PharmacyRegistration.objects.create(
            pharmacy=pharmacy, programme=programme, valid_from=valid_from, valid_until=valid_until
        )


@operation("programmes.accredit")
def end_certification(
    *,
    by: Actor,
    at: dt.datetime,
    certification: PrescriberCertification,
    valid_until: dt.date,
    reason: str,
) -> PrescriberCertification:
    """End a certification: its last day is the day before ``valid_until``, which may lie in the past.

    :raises NotAsItWas: when it has ended by that day already.
    """
    return _ended(certification, valid_until, reason)


@operation("programmes.accredit")
def end_registration(
    *,
    by: Actor,
    at: dt.datetime,
    registration: PharmacyRegistration,
    valid_until: dt.date,
    reason: str,
) -> PharmacyRegistration:
    """End a registration: its last day is the day before ``valid_until``, which may lie in the past.

    :raises NotAsItWas: when it has ended by that day already.
    """
    return _ended(registration, valid_until, reason)


@operation("programmes.accredit")
def suspend_accreditation(*, by: Actor, at: dt.datetime, accreditation: One, reason: str) -> One:
    """Suspend a certification or a registration from today: the next judgement already meets it.

    :raises NotAsItWas: when it is suspended already, or has ended.
    """
    current, today = _locked(accreditation), civil_day(programme=accreditation.programme, at=at)
    if current.suspended or (current.valid_until is not None and current.valid_until <= today):
        raise NotAsItWas(_("It is suspended already, or has ended. Open the page again to see how it stands."))
    current.suspended, current.agreed_until = True, current.valid_until
    current.valid_until, current.ended_because = max(today, current.valid_from), reason
    current.save(update_fields=["suspended", "agreed_until", "valid_until", "ended_because"])
    return current


@operation("programmes.accredit")
def reinstate_accreditation(*, by: Actor, at: dt.datetime, accreditation: One, reason: str) -> One:
    """Take a suspended one up again from today, until the day it would have held; the gap stays to be seen.

    :raises NotAsItWas: when it is not suspended, or would have run out meanwhile.
    """
    current, today = _locked(accreditation), civil_day(programme=accreditation.programme, at=at)
    if not current.suspended:
        raise NotAsItWas(_("It is not suspended. Open the page again to see how it stands."))
    if current.agreed_until is not None and current.agreed_until <= today:
        raise NotAsItWas(_("It would have run out meanwhile. Renew it instead."))
    current.suspended = False
    current.save(update_fields=["suspended"])
    return _followed_by(current, max(today, current.valid_from), current.agreed_until)


@operation("programmes.accredit")
def renew_accreditation(*, by: Actor, at: dt.datetime, accreditation: One, valid_until: dt.date) -> One:
    """Renew: a new span from the day the present one ends, or from today where it has ended.

    :raises NotAsItWas: when it is suspended, or open-ended and so needs no renewal.
    :raises SpanNotPossible: when the new span would end before it begins, or meets another one.
    """
    current, today = _locked(accreditation), civil_day(programme=accreditation.programme, at=at)
    if current.suspended:
        raise NotAsItWas(_("It is suspended. Lift the suspension first."))
    if current.valid_until is None:
        raise NotAsItWas(_("It has no last day, and so needs no renewal. Open the page again to see how it stands."))
    first = max(today, current.valid_until)
    if valid_until <= first:
        raise SpanNotPossible(_("The renewal would end before its first day. Choose a later day."))
    return _followed_by(current, first, valid_until)


def _ended(accreditation: One, valid_until: dt.date, reason: str) -> One:
    current = _locked(accreditation)
    until = max(valid_until, current.valid_from)
    if current.valid_until is not None and current.valid_until <= until and not current.suspended:
        raise NotAsItWas(_("It has ended by that day already. Open the page again to see how it stands."))
    if current.valid_until is None or until < current.valid_until:
        current.valid_until = until
    current.suspended, current.ended_because = False, reason
    current.save(update_fields=["valid_until", "suspended", "ended_because"])
    return current


def _followed_by(current: One, first: dt.date, until: dt.date | None) -> One:
    copy = type(current)._default_manager.get(pk=current.pk)
    copy.pk = uuid4()
    copy.valid_from, copy.valid_until, copy.agreed_until, copy.ended_because = first, until, None, ""
    copy.suspended = False
    copy._state.adding = True
    with one_span_at_a_time():
        copy.save(force_insert=True)
    return copy


def _locked(accreditation: One) -> One:
    return type(accreditation)._default_manager.select_for_update().get(pk=accreditation.pk)


@operation("programmes.keep_products")
def add_pack(
    *,
    by: Actor,
    at: dt.datetime,
    programme: Programme,
    brand: str,
    holder: str,
    strength_mg: Decimal,
    capsules: int,
    gtin: str,
) -> Pack:
    """Enter a pack with the GTIN that its code carries; the first of a brand enters the brand too.

    :raises PackNotPossible: when another pack bears the GTIN.
    """
    product, _new = Product.objects.get_or_create(programme=programme, brand=brand, defaults={"holder": holder})
    if Pack.objects.filter(gtin=gtin).exists():
        raise PackNotPossible(_("Another pack bears this GTIN. Compare it with the box."))
    return Pack.objects.create(product=product, strength_mg=strength_mg, capsules=capsules, gtin=gtin)


@operation("programmes.keep_products")
def recall_batch(
    *, by: Actor, at: dt.datetime, product: Product, number: str, from_on: dt.date, reason: str
) -> BatchRecall:
    """Call a batch back: from a day on no pack of it is dispensed, wherever it is scanned or typed.

    :raises RecallNotPossible: when it is called back already.
    """
    Product.objects.select_for_update().get(id=product.id)
    if standing_recalls().filter(product=product, number__iexact=number).exists():
        raise RecallNotPossible(_("This batch is called back already. Open the page again to see how it stands."))
    return BatchRecall.objects.create(
        product=product, number=number.upper(), from_on=from_on, why=reason, recorded_at=at, recorded_by_id=by.person_id
    )


@operation("programmes.keep_products")
def lift_recall(*, by: Actor, at: dt.datetime, recall: BatchRecall, reason: str) -> BatchRecall:
    """End a recall that was a mistake: a row of its own, and the recall stays to be seen.

    :raises RecallNotPossible: when it was lifted already.
    """
    Product.objects.select_for_update().get(id=recall.product_id)
    if not standing_recalls().filter(id=recall.id).exists():
        raise RecallNotPossible(_("This recall was lifted already. Open the page again to see how it stands."))
    return BatchRecall.objects.create(
        product_id=recall.product_id,
        number=recall.number,
        from_on=local_day(by=by, at=at),
        why=reason,
        lifts=recall,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )


@operation("programmes.practise")
def start_practice(*, by: Actor, at: dt.datetime) -> Membership:
    """Open the places at which a centre's people practise, and let the actor in; asked again, it is the same place.

    A prescriber may stand at the practice counter too, so that she walks the whole way alone.

    :raises NothingToPractise: from a practice place.
    """
    real = Organisation.objects.select_for_update().get(id=by.place_id)
    if real.is_practice:
        raise NothingToPractise(_("You are practising already. Go to the list of patients."))
    centre = _twin(real, Kind.CENTRE, _("Practice: %(name)s"))
    pharmacy = _twin(real, Kind.PHARMACY, _("Practice counter: %(name)s"))
    for programme in Programme.objects.all():
        if not PharmacyRegistration.objects.filter(pharmacy=pharmacy, programme=programme).exists():
            first = civil_day(programme=programme, at=at)
            PharmacyRegistration.objects.create(pharmacy=pharmacy, programme=programme, valid_from=first)
    today = local_day(by=by, at=at)
    if by.role == Role.PRESCRIBER:
        _joined(by, pharmacy, Role.PHARMACIST, today)
    return _joined(by, centre, by.role, today)


def _twin(real: Organisation, kind: Kind, name: str) -> Organisation:
    found = Organisation.objects.filter(practice_of=real, kind=kind).first()
    return found or Organisation.objects.create(
        name=(name % {"name": real.name})[:200],
        kind=kind,
        country=real.country,
        time_zone=real.time_zone,
        telephone=real.telephone,
        email=real.email,
        language=real.language,
        practice_of=real,
    )


def _joined(by: Actor, place: Organisation, role: str, today: dt.date) -> Membership:
    held = Membership.objects.filter(covering(today), user_id=by.person_id, organisation=place, role=role).first()
    return held or Membership.objects.create(user_id=by.person_id, organisation=place, role=role, valid_from=today)
