"""Acts of the ground: programme files taken into their table, people and places accredited."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from accounts.operation import operation
from accounts.refusals import Refusal
from programmes.models import (
    PharmacyRegistration,
    PrescriberCertification,
    Programme,
    ProgrammeVersion,
)
from rulebook import ProgrammeFile, Programmes


class ChangedFile(Exception):
    """A file that was already in force reads differently now; a version never changes."""


class SpanNotPossible(Refusal):
    """The days overlap days held already, or end before they begin."""

    status = 422


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
    with _one_span_at_a_time():
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
    with _one_span_at_a_time():
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
    """End a certification: its last day is the day before ``valid_until``, which may lie in the past."""
    certification.valid_until = max(valid_until, certification.valid_from)
    certification.save(update_fields=["valid_until"])
    return certification


@contextmanager
def _one_span_at_a_time() -> Iterator[None]:
    """Say in words what the database refuses about spans."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise SpanNotPossible(
            _("These days overlap days that are held already, or end before they begin. Choose other days.")
        ) from error
