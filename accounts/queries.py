"""Questions about users, organisations and roles."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.models import Membership, Organisation
from foundation.records import covering


def memberships_in_force(*, user_id: UUID, at: dt.datetime) -> QuerySet[Membership]:
    """List the roles a user has now, with their organisations, in a steady order."""
    day = at.astimezone(dt.UTC).date()
    return (
        Membership.objects.filter(covering(day), user_id=user_id, user__is_active=True)
        .select_related("organisation", "user")
        .order_by("organisation__name", "role", "id")
    )


def actor_of(*, membership: Membership, request_id: str = "") -> Actor:
    """Make the actor who acts in this membership."""
    organisation: Organisation = membership.organisation
    return Actor(
        user_id=membership.user_id,
        name=membership.user.name,
        role=membership.role,
        role_label=membership.get_role_display(),
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        country=organisation.country,
        time_zone=organisation.time_zone,
        membership_id=membership.id,
        request_id=request_id,
    )


def local_day(*, by: Actor, at: dt.datetime) -> dt.date:
    """Give the civil date where the actor works, for greeting and lists; rules ask the programme's."""
    return at.astimezone(ZoneInfo(by.time_zone)).date()


def all_memberships(*, at: dt.datetime) -> QuerySet[Membership]:
    """List the roles in force of everybody, by country, organisation and name."""
    return (
        Membership.objects.filter(covering(at.astimezone(dt.UTC).date()))
        .select_related("organisation", "user")
        .order_by("organisation__country", "organisation__name", "user__name", "role", "id")
    )


def members_of(*, organisation_id: UUID | None, role: str, at: dt.datetime) -> list[UUID]:
    """List the users who hold a role in an organisation now; nobody holds one in none."""
    if organisation_id is None:
        return []
    held = Membership.objects.filter(
        covering(at.astimezone(dt.UTC).date()), organisation_id=organisation_id, role=role, user__is_active=True
    )
    return list(held.values_list("user_id", flat=True))
