"""What every new row of the record says of its making."""

import datetime as dt
import uuid
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accounts.actor import Actor
from patients.answers import require_reason
from patients.models import Record
from patients.refusals import NothingToChange

R = TypeVar("R", bound=Record)


def stamp(*, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Give the fields of a row that begins a new series."""
    own = uuid.uuid4()
    return {"id": own, "series": own} | _made(by=by, at=at)


def superseding(*, row: Record, because: str, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Give the fields of a row that takes the place of another, in its series.

    :raises WithoutReason: when nobody says why.
    """
    require_reason(reason=because)
    return {
        "id": uuid.uuid4(),
        "series": row.series,
        "supersedes": row,
        "supersedes_because": because,
    } | _made(by=by, at=at)


def copy_of(*, row: R, changes: dict[str, Any], made: dict[str, Any]) -> R:
    """Make the row that supersedes another: the same facts, with changes. It is not saved yet."""
    own = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in made and field.attname not in made
    }
    return type(row)(**{**own, **changes, **made})


def require_standing(*, row: Record) -> None:
    """Refuse to build on a row that was superseded meanwhile.

    :raises NothingToChange: when the row no longer stands.
    """
    if not type(row).objects.standing().filter(id=row.id).exists():
        raise NothingToChange(_("This entry was changed meanwhile. Open the record again to see how it stands."))


def _made(*, by: Actor, at: dt.datetime) -> dict[str, Any]:
    return {
        "recorded_at": at,
        "recorded_by_id": by.person_id,
        "organisation_id": by.place_id,
        "country": by.country,
    }
