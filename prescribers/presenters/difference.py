"""What changed in a record while a form about it was open, in words: who, when, and which rows."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from accounts.acts import ACTS
from patients.changes import Change, changes_since
from patients.models import Enrolment, Record
from prescribers.presenters.timeline import BECAUSE, say
from prescribers.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChanged:
    """A row in words; what it replaced stands struck through beside it. One of the two may be empty."""

    words: str
    struck: str
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """One act: when, who, what it is called, and the rows it left."""

    moment: str
    who: str
    where: str
    what: Text
    rows: list[RowChanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceShown:
    """All of it, with the way to the whole record."""

    changes: list[ChangeShown]
    unlisted: int
    record_url: str


def difference(*, enrolment: Enrolment, version: int, zone: dt.tzinfo) -> DifferenceShown:
    """Say what was done to the record after a version."""
    found = changes_since(enrolment=enrolment, version=version)
    return DifferenceShown(
        changes=[_shown(change, zone) for change in found.changes],
        unlisted=found.unlisted,
        record_url=reverse("prescribers:record", args=[enrolment.id]),
    )


def _shown(change: Change, zone: dt.tzinfo) -> ChangeShown:
    act = ACTS.get(change.act)
    return ChangeShown(
        moment=date_format(change.at.astimezone(zone), "DATETIME_FORMAT"),
        who=change.by,
        where=change.place,
        what=act.words if act else change.act,
        rows=[_row(row) for row in change.rows],
    )


def _row(row: Record) -> RowChanged:
    before = row.supersedes
    why = row.supersedes_because
    return RowChanged(
        words="" if row.entered_in_error else say(row),
        struck=say(before) if before is not None else "",
        because=BECAUSE.get(why, why),
    )
