"""Writing the trail. Every other room calls this one; this one calls nobody."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from audit.models import Entry, Outcome


class Signatory(Protocol):
    """What the trail must know of whoever acts."""

    @property
    def user_id(self) -> UUID | None:
        """Give the account, if a person acts."""

    @property
    def name(self) -> str:
        """Give the name as it is printed today."""

    @property
    def role(self) -> str:
        """Give the role acted in."""

    @property
    def organisation_id(self) -> UUID | None:
        """Give the organisation acted for."""

    @property
    def organisation_name(self) -> str:
        """Give that organisation's name as it is today."""

    @property
    def country(self) -> str:
        """Give the country acted in."""

    @property
    def request_id(self) -> str:
        """Give the request, as the logs know it."""

    @property
    def through(self) -> str:
        """Give the client of the interface that called, if one did."""


def write_each(
    *,
    by: Signatory,
    at: dt.datetime,
    act: str,
    outcome: Outcome,
    object_kind: str,
    object_ids: Iterable[str],
    subjects: Iterable[UUID] = (),
) -> None:
    """Add one line for each of many objects of one act, in one statement and in the caller's transaction."""
    named = list(subjects)
    Entry.objects.bulk_create(_line(by, at, act, outcome, named, object_kind, one) for one in object_ids)


def write(
    *,
    by: Signatory,
    at: dt.datetime,
    act: str,
    outcome: Outcome,
    subjects: Iterable[UUID] = (),
    object_kind: str = "",
    object_id: str = "",
    reason: str = "",
    version: int | None = None,
) -> Entry:
    """Add one line to the trail, in the caller's transaction.

    ``subjects`` are patients' ids; a list of patients that was shown is one line that names them all.
    ``version`` is the one that the record of the one subject reached by the act, where it changed.
    """
    entry = _line(by, at, act, outcome, subjects, object_kind, object_id)
    entry.reason, entry.version = reason, version
    entry.save(force_insert=True)
    return entry


def write_read(*, by: Signatory, at: dt.datetime, act: str, subjects: Iterable[UUID], reason: str = "") -> None:
    """Write down that these patients' records were looked at; a look at nobody is not a look."""
    named = list(subjects)
    if named:
        write(by=by, at=at, act=act, outcome=Outcome.READ, subjects=named, reason=reason)


def _line(
    by: Signatory,
    at: dt.datetime,
    act: str,
    outcome: Outcome,
    subjects: Iterable[UUID],
    object_kind: str,
    object_id: str,
) -> Entry:
    return Entry(
        at=at,
        act=act,
        outcome=outcome,
        actor_id=by.user_id,
        actor_name=by.name,
        role=by.role,
        organisation_id=by.organisation_id,
        organisation_name=by.organisation_name,
        country=by.country,
        object_kind=object_kind,
        object_id=object_id,
        subjects=sorted(set(subjects)),
        request_id=by.request_id,
        through=by.through,
    )
