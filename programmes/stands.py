"""How a pharmacy stands with each programme: registered, suspended, waiting for an answer, refused, or none of it."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.refusals import NotVisible
from programmes.models import PharmacyApplication, PharmacyRegistration, Programme
from programmes.queries import civil_day


class Standing(Enum):
    """What a pharmacy is to a programme."""

    REGISTERED = "registered"
    SUSPENDED = "suspended"
    WAITING = "waiting"
    REFUSED = "refused"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a pharmacy stands with one programme, since when, and why where that is to be said."""

    programme: Programme
    standing: Standing
    since: dt.date | None = None
    why: str = ""

    @property
    def may_apply(self) -> bool:
        """Say whether an application can be made."""
        return self.standing in (Standing.REFUSED, Standing.NOTHING)


def stands_of(*, pharmacy_id: UUID, at: dt.datetime) -> list[Stand]:
    """Give how a pharmacy stands with every programme, by title."""
    registered = PharmacyRegistration.objects.filter(pharmacy_id=pharmacy_id).order_by("-valid_from")
    applied = applications().filter(pharmacy_id=pharmacy_id).order_by("-recorded_at", "id")
    return [
        _stand(
            programme,
            [one for one in registered if one.programme_id == programme.id],
            [one for one in applied if one.programme_id == programme.id],
            at,
        )
        for programme in Programme.objects.order_by("title")
    ]


def applications() -> QuerySet[PharmacyApplication]:
    """List what real pharmacies applied for, the oldest first."""
    real = PharmacyApplication.objects.filter(pharmacy__practice_of__isnull=True)
    return real.select_related("pharmacy", "programme", "recorded_by", "answer").order_by("recorded_at", "id")


def open_applications() -> QuerySet[PharmacyApplication]:
    """List the applications that wait for an answer, the oldest first."""
    return applications().filter(answer__isnull=True)


def application_of(*, application_id: UUID) -> PharmacyApplication:
    """Find an application.

    :raises NotVisible: when there is none.
    """
    found = applications().filter(id=application_id).first()
    if found is None:
        raise NotVisible(_("There is no such application."))
    return found


def application_behind(*, registration: PharmacyRegistration) -> PharmacyApplication | None:
    """Give the application that a registration answered, where there was one."""
    return applications().filter(answer__registration=registration).first()


def _stand(
    programme: Programme, held: list[PharmacyRegistration], applied: list[PharmacyApplication], at: dt.datetime
) -> Stand:
    """Look at the registrations first, then at the last application."""
    today = civil_day(programme=programme, at=at)
    for one in held:
        if one.suspended:
            return Stand(programme, Standing.SUSPENDED, one.valid_until, one.ended_because)
        if one.covers(today) or one.valid_from > today:
            return Stand(programme, Standing.REGISTERED, one.valid_from)
    last = applied[0] if applied else None
    if last is None:
        return Stand(programme, Standing.NOTHING)
    on = civil_day(programme=programme, at=last.recorded_at)
    answer = getattr(last, "answer", None)
    if answer is None:
        return Stand(programme, Standing.WAITING, on)
    return Stand(programme, Standing.REFUSED, on, answer.why) if answer.why else Stand(programme, Standing.NOTHING)
