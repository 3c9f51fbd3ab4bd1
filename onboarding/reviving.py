"""What a list brings that the registry has already: left as it is, or taken up again where an import was undone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import FormerDetails, Organisation, Suspension, User
from onboarding.models import Brought, Import, StagedRow, What

DETAILS = ("name", "time_zone", "telephone", "email", "language")


def there_already(row: StagedRow) -> UUID | None:
    """Give what the registry has already that a row is."""
    return row.found_id if row.found_how == "same" or row.answer == "same" else None


def counting(model: Any) -> QuerySet[Any]:
    """List the spans of a kind that ever counted: those that ended on their first day were undone."""
    rows: QuerySet[Any] = model.objects.exclude(valid_until=F("valid_from"))
    return rows


def revive_places(one: Import, rows: Sequence[StagedRow], *, by: Actor, at: dt.datetime) -> None:
    """Take places up again that an undone import had brought, with what the new list says of them."""
    found = {known: row for row in rows if (known := there_already(row)) is not None}
    places = list(Organisation.objects.filter(id__in=found, suspended=True))
    FormerDetails.objects.bulk_create(
        FormerDetails(
            organisation=place, until=at, changed_by_id=by.person_id, reason=_("list taken in anew"),
            **{name: getattr(place, name) for name in DETAILS},
        )
        for place in places
    )  # fmt: skip
    for place in places:
        place.suspended = False
        for name in DETAILS:
            setattr(place, name, found[place.id].values[name])
    Organisation.objects.bulk_update(places, [*DETAILS, "suspended"])
    Suspension.objects.bulk_create(
        Suspension(organisation=place, lifted=True, at=at, by_id=by.person_id, reason=_("list taken in anew"))
        for place in places
    )
    write_brought(one, What.PLACE, [(found[place.id].line, place.id) for place in places])


def revive_people(lines: Mapping[int, UUID], *, by: Actor, at: dt.datetime) -> dict[int, UUID]:
    """Let people in again who were suspended as an import was undone, and give them by their first line."""
    users = User.objects.filter(id__in=lines.values(), is_active=False)
    revived = set(users.values_list("id", flat=True))
    users.update(is_active=True)
    Suspension.objects.bulk_create(
        Suspension(user_id=user, lifted=True, at=at, by_id=by.person_id, reason=_("list taken in anew"))
        for user in revived
    )
    first: dict[UUID, int] = {}
    for line, user in lines.items():
        first.setdefault(user, line)
    return {first[user]: user for user in revived}


def write_brought(one: Import, what: What, made: Sequence[tuple[int, UUID]]) -> None:
    """Keep what lines of an import brought."""
    Brought.objects.bulk_create(Brought(of=one, line=line, what=what, object_id=object_id) for line, object_id in made)
