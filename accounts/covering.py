"""Questions about cover: who stands in for whom, in one organisation, on a day."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.models import Cover
from accounts.queries import local_day
from foundation.records import covering


def covers_from(*, by: Actor, at: dt.datetime) -> QuerySet[Cover]:
    """List the covers of the actor's organisation that run or are still to come, the next to end first."""
    today = local_day(by=by, at=at)
    return (
        Cover.objects.filter(organisation_id=by.place_id, valid_until__gt=today)
        .select_related("absent", "colleague", "organisation")
        .order_by("valid_until", "absent__name", "id")
    )


def covered_by(*, by: Actor, at: dt.datetime) -> dict[UUID, str]:
    """Name the colleagues for whom the actor stands in today, in the organisation she acts for."""
    running = Cover.objects.filter(
        covering(local_day(by=by, at=at)), organisation_id=by.place_id, colleague_id=by.user_id
    )
    return dict(running.values_list("absent_id", "absent__name"))


def running_cover(*, absent_id: UUID, organisation_id: UUID, at: dt.datetime) -> Cover | None:
    """Give who stands in for somebody in an organisation now; nobody, when the colleague's account is closed."""
    found = Cover.objects.filter(absent_id=absent_id, organisation_id=organisation_id, colleague__is_active=True)
    rows = found.select_related("organisation", "absent", "colleague")
    return next((one for one in rows if one.runs(at)), None)
