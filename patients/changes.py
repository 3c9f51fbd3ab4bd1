"""What changed in a record since one of its versions: the lines of the trail, each with the rows it made."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from audit.models import Entry
from audit.queries import changes_about
from patients.models import Enrolment, Patient, Record
from patients.queries import rows_of_record

SHOWN_AT_MOST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One act that raised the version: who did it, where and when, and the rows of this record it left."""

    at: dt.datetime
    act: str
    by: str
    place: str
    rows: list[Record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a record has more than one of its versions had, the oldest first."""

    changes: list[Change]
    unlisted: int
    """How many changes there were before the first of these."""


def changes_since(*, enrolment: Enrolment, version: int) -> Difference:
    """List what was done to a record after a version, the last ten acts at most.

    The version rises by one with every act, and the act's line in the trail names the version it made, so that
    nothing is left out and nothing is guessed. What was done in another programme of hers is an act without rows.
    """
    lines = list(changes_about(subject=enrolment.patient_id, after=version).order_by("-version")[:SHOWN_AT_MOST])
    rows = rows_of_record(enrolment=enrolment) if lines else []
    now = Patient.objects.values_list("version", flat=True).get(id=enrolment.patient_id)
    return Difference(
        changes=[_change(line, rows) for line in _told_once(reversed(lines))],
        unlisted=max(0, now - version - len(lines)),
    )


def _told_once(lines: Iterable[Entry]) -> list[Entry]:
    """Keep one line of those of one act: a visit is one to the reader, with the test and the prescription in it."""
    found: list[Entry] = []
    for line in lines:
        if not found or (found[-1].at, found[-1].actor_id) != (line.at, line.actor_id):
            found.append(line)
    return found


def _change(line: Entry, rows: list[Record]) -> Change:
    """Join an act with its rows: an act stamps all that it writes with its own moment and person."""
    made = [row for row in rows if (row.recorded_at, row.recorded_by_id) == (line.at, line.actor_id)]
    return Change(at=line.at, act=line.act, by=line.actor_name, place=line.organisation_name, rows=made)
