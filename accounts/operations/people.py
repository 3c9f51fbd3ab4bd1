"""Roles given and ended, people suspended and let in again; and the first administrator, whom nobody could appoint."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Membership, Organisation, Role, Session, Suspension, User
from accounts.operation import operation
from accounts.roleless import write_without_role
from accounts.roles import give
from accounts.safeguards import (
    AlreadyThere,
    one_at_a_time,
    require_an_administrator,
    require_another,
)


@operation("accounts.manage", signed=True)
def give_role(
    *,
    by: Actor,
    at: dt.datetime,
    user: User,
    organisation: Organisation,
    role: str,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
) -> Membership:
    """Give a person a role in an organisation, from a day on.

    :raises AlreadyThere: when she has that role there on one of these days.
    :raises RoleDoesNotFit: when it is not a role of this kind of organisation, or it would end before it begins.
    :raises NotVisible: when the organisation is one to practise at.
    """
    return give(user, organisation, role, valid_from, valid_until)


@operation("accounts.manage")
def end_role(*, by: Actor, at: dt.datetime, membership: Membership, valid_until: dt.date) -> Membership:
    """End a role: its last day is the day before ``valid_until``. The next request already meets the end.

    :raises AlreadyThere: when it ended on that day or earlier.
    :raises LastAdministrator: when nobody would be left to administer.
    """
    one_at_a_time()
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    if current.valid_until is not None and current.valid_until <= valid_until:
        raise AlreadyThere(_("This role has ended already. Open the page again to see how it stands."))
    current.valid_until = max(valid_until, current.valid_from)
    current.save(update_fields=["valid_until"])
    _end_practice(current)
    if current.role == Role.ADMINISTRATOR:
        require_an_administrator(at=max(at, _midnight(current.valid_until, current.organisation)))
    return current


@operation("accounts.manage")
def suspend_user(*, by: Actor, at: dt.datetime, user: User, reason: str) -> Suspension:
    """Suspend a person: from this moment she is logged out everywhere and cannot log in.

    :raises NotYourself: when it is the administrator herself.
    :raises AlreadyThere: when she is suspended already.
    :raises LastAdministrator: when nobody would be left to lift it.
    """
    one_at_a_time()
    require_another(by=by, user_id=user.id)
    current = User.objects.select_for_update().get(pk=user.pk)
    if not current.is_active:
        raise AlreadyThere(
            _("%(name)s is suspended already. Open the page again to see how it stands.") % {"name": current.name}
        )
    suspension = _written(current, lifted=False, by=by, at=at, reason=reason)
    _end_sessions_of([current.id])
    require_an_administrator(at=at)
    return suspension


@operation("accounts.manage", signed=True)
def readmit_user(*, by: Actor, at: dt.datetime, user: User, reason: str) -> Suspension:
    """Lift the suspension of a person: she may log in again, with the roles she still holds.

    :raises AlreadyThere: when she is not suspended.
    """
    current = User.objects.select_for_update().get(pk=user.pk)
    if current.is_active:
        raise AlreadyThere(
            _("%(name)s is not suspended. Open the page again to see how it stands.") % {"name": current.name}
        )
    return _written(current, lifted=True, by=by, at=at, reason=reason)


def end_sessions(*, at: dt.datetime, user: User, keys: Collection[str]) -> None:
    """End one's own sign-ins elsewhere, with a role or without; keys of somebody else's are left alone."""
    ended, _rows = Session.objects.filter(user_id=user.id, session_key__in=keys).delete()
    if ended:
        write_without_role(name=user.name, at=at, about=user, reason="signed out elsewhere")


def choose_own_language(*, user: User, language: str) -> None:
    """Keep the language in which a person reads pages, mails and papers; the caller knows it to be offered."""
    user.language = language
    user.save(update_fields=["language"])


def switch_shortcuts(*, user: User, on: bool) -> None:
    """Switch all single keys on or off for a person, wherever she logs in (WCAG 2.1.4)."""
    user.shortcuts = on
    user.save(update_fields=["shortcuts"])


def appoint_first_administrator(
    *,
    at: dt.datetime,
    email: str,
    name: str,
    password: str | None,
    organisation: str,
    country: str,
    time_zone: str,
    telephone: str,
) -> Membership:
    """Make the first administrator, whom nobody could appoint; the trail says that a command did.

    :raises AlreadyThere: when there is or was an administrator: from then on she alone gives roles.
    """
    if Membership.objects.filter(role=Role.ADMINISTRATOR).exists():
        raise AlreadyThere(_("There is an administrator already. She can give this role to others."))
    office = Organisation.objects.create(
        name=organisation, kind=Kind.COMPANY, country=country, time_zone=time_zone, telephone=telephone, email=email
    )
    user = User.objects.create_user(email=email, name=name, password=password)
    membership = Membership.objects.create(
        user=user,
        organisation=office,
        role=Role.ADMINISTRATOR,
        valid_from=at.astimezone(ZoneInfo(office.time_zone)).date(),
    )
    write_without_role(
        name="manage.py first_administrator",
        at=at,
        about=membership,
        reason="first administrator",
        act="accounts.manage",
    )
    return membership


def _end_practice(ended: Membership) -> None:
    """End with the last role in a place also those in the places to practise at that belong to it."""
    until = ended.valid_until
    assert until is not None
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=until)
    if Membership.objects.filter(lasting, user=ended.user, organisation=ended.organisation).exists():
        return
    for held in Membership.objects.filter(lasting, user=ended.user, organisation__practice_of=ended.organisation):
        held.valid_until = max(until, held.valid_from)
        held.save(update_fields=["valid_until"])


def _written(user: User, *, lifted: bool, by: Actor, at: dt.datetime, reason: str) -> Suspension:
    user.is_active = lifted
    user.save(update_fields=["is_active"])
    return Suspension.objects.create(user=user, lifted=lifted, at=at, by_id=by.person_id, reason=reason)


def _end_sessions_of(user_ids: Collection[UUID]) -> None:
    Session.objects.filter(user_id__in=user_ids).delete()


def _midnight(day: dt.date, place: Organisation) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(place.time_zone))
