"""Whoever is registered already: looked for before somebody is registered anew."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import Refusal
from audit.operations import write_read
from patients.identity import NewIdentity, subjects_alike, subjects_numbered
from patients.identity_changes import identity_row
from patients.models import Enrolment, Patient
from patients.practice import of_the_same_world
from patients.queries import visible_enrolments

REGISTRATIONS = 0x5245_4749
"""The key under which registrations wait for one another, so that of two at once the second sees the first."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The records that may be the same person's: those within sight, and whether there are others."""

    seen: list[Enrolment]
    elsewhere: bool


class PossibleMatch(Refusal):
    """Somebody of this name and birth date is registered; whoever registers says that it is somebody else."""

    def __init__(self, matches: Matches) -> None:
        super().__init__(_("Somebody of this name and date of birth is registered already. Nothing was stored yet."))
        self.matches = matches


class NumberTaken(PossibleMatch):
    """The health number or file number is another record's: no two people have one."""

    def __init__(self, matches: Matches) -> None:
        super().__init__(matches)
        self.message = _(
            "Somebody with this number is registered already. Nothing was stored. Check the health number and the file "
            "number."
        )


class RealNumber(Refusal):
    """A health number was typed while practising."""

    status = 422


def _wait_for_others() -> None:
    """Let one registration at a time look for the same person: two centres may have her in front of them at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTRATIONS])


def require_nobody_like(*, new: NewIdentity, by: Actor, at: dt.datetime, reason: str) -> None:
    """Refuse to register the same person twice.

    :param reason: why it is a different person, in words; it never overrules a national health number.
    :raises RealNumber: when somebody practises and types a health number.
    :raises NumberTaken: when the health number or the file number is somebody's.
    :raises PossibleMatch: when name and birth date are much like somebody's, and no reason is given.
    """
    if by.practice and new.health_id:
        raise RealNumber(_("You are practising. Leave the health number empty: it may be a real person’s."))
    _wait_for_others()
    require_numbers_free(numbers=new.numbers(centre_id=by.place_id), by=by, at=at)
    if reason:
        return
    alike = subjects_alike(name=new.written, latin_name=new.latin_name, birth_date=new.birth_date)
    found = of_the_same_world(patients=Patient.objects.filter(subject_id__in=alike), by=by)
    if alike and found.exists():
        raise PossibleMatch(_matches(found, by=by, at=at))


def require_numbers_free(*, numbers: dict[str, str], by: Actor, at: dt.datetime, but: Patient | None = None) -> None:
    """Refuse a number that stands for another record.

    :raises NumberTaken: when one does.
    """
    numbered = subjects_numbered(numbers=numbers, but=but.subject_id if but else None)
    if numbered:
        raise NumberTaken(_matches(Patient.objects.filter(subject_id__in=numbered), by=by, at=at))


def possible_doubles(*, patient: Patient, by: Actor, at: dt.datetime) -> list[Enrolment]:
    """List the records within sight that may be a second one of the same patient, and write the look down."""
    row = identity_row(patient=patient)
    alike = subjects_alike(
        name=f"{row.family_name} {row.given_name}".strip(),
        latin_name=row.latin_name,
        birth_date=row.birth_date,
        but=patient.subject_id,
    )
    matches = _matches(Patient.objects.filter(subject_id__in=alike), by=by, at=at)
    write_matches_read(matches=matches, by=by, at=at)
    return matches.seen


def write_matches_read(*, matches: Matches, by: Actor, at: dt.datetime) -> None:
    """Write down whose records were shown as possible matches."""
    if matches.seen:
        write_read(by=by, at=at, act="patients.search", subjects=[one.patient_id for one in matches.seen])


def _matches(patients: QuerySet[Patient], *, by: Actor, at: dt.datetime) -> Matches:
    seen = list(visible_enrolments(by=by, at=at).filter(patient__in=patients).select_related("patient", "programme"))
    hidden = patients.exclude(id__in=[one.patient_id for one in seen])
    return Matches(seen, hidden.exists())
