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
from patients.models import Enrolment, Patient
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
    """The national health number is another record's: no two people have one."""

    def __init__(self, matches: Matches) -> None:
        super().__init__(matches)
        self.message = _(
            "Somebody with this national health number is registered already. Nothing was stored. Check the number."
        )


def require_nobody_like(*, new: NewIdentity, by: Actor, at: dt.datetime, reason: str) -> None:
    """Refuse to register the same person twice.

    :param reason: why it is a different person, in words; it never overrules a national health number.
    :raises NumberTaken: when the national health number is somebody's.
    :raises PossibleMatch: when name and birth date are somebody's, and no reason is given.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTRATIONS])
    numbered = subjects_numbered(new=new)
    if numbered:
        raise NumberTaken(_matches(Patient.objects.filter(subject_id__in=numbered), by=by, at=at))
    alike = set() if reason else subjects_alike(new=new)
    if alike:
        raise PossibleMatch(_matches(Patient.objects.filter(subject_id__in=alike), by=by, at=at))


def write_matches_read(*, matches: Matches, by: Actor, at: dt.datetime) -> None:
    """Write down whose records were shown as possible matches."""
    if matches.seen:
        write_read(by=by, at=at, act="patients.search", subjects=[one.patient_id for one in matches.seen])


def _matches(patients: QuerySet[Patient], *, by: Actor, at: dt.datetime) -> Matches:
    seen = list(visible_enrolments(by=by, at=at).filter(patient__in=patients).select_related("patient", "programme"))
    hidden = patients.exclude(id__in=[one.patient_id for one in seen])
    return Matches(seen, hidden.exists())
