"""Organisations opened, people invited, roles given and ended: all by an administrator, but for the first one."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor, nobody
from accounts.models import Kind, Membership, Organisation, Role, User
from accounts.operation import operation
from accounts.refusals import Refusal
from audit.models import Outcome
from audit.operations import write
from foundation.records import covering
from outbox.models import Recipient
from outbox.operations import put


class AlreadyThere(Refusal):
    """The person, the place or the role exists already."""


@operation("accounts.manage")
def open_organisation(
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    kind: str,
    country: str,
    time_zone: str,
    telephone: str,
    email: str,
) -> Organisation:
    """Open a place that people can act for.

    :raises AlreadyThere: when the country has one of that name.
    """
    if Organisation.objects.filter(country=country, name=name).exists():
        raise AlreadyThere(_("%(name)s is there already.") % {"name": name})
    return Organisation.objects.create(
        name=name, kind=kind, country=country, time_zone=time_zone, telephone=telephone, email=email
    )


@operation("accounts.manage")
def invite_user(*, by: Actor, at: dt.datetime, email: str, name: str, telephone: str, language: str) -> User:
    """Make an account without a password; the person is told by e-mail how to choose one.

    :raises AlreadyThere: when the address has an account, however its letters are written.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyThere(_("%(email)s has an account already.") % {"email": email})
    user = User.objects.create_user(email=email, name=name, telephone=telephone, language=language)
    put(
        key=f"invitation:{user.id}",
        kind="invitation",
        recipient=Recipient.USER,
        recipient_id=user.id,
        about_id=user.id,
        at=at,
    )
    return user


@operation("accounts.manage")
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
    """
    same = Membership.objects.filter(user=user, organisation=organisation, role=role)
    if same.filter(covering(valid_from)).exists():
        raise AlreadyThere(_("This person has this role there already."))
    return Membership.objects.create(
        user=user, organisation=organisation, role=role, valid_from=valid_from, valid_until=valid_until
    )


@operation("accounts.manage")
def end_role(*, by: Actor, at: dt.datetime, membership: Membership, valid_until: dt.date) -> Membership:
    """End a role: its last day is the day before ``valid_until``. The next request already meets the end.

    :raises AlreadyThere: when it ended on that day or earlier.
    """
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    if current.valid_until is not None and current.valid_until <= valid_until:
        raise AlreadyThere(_("This role has ended already."))
    current.valid_until = max(valid_until, current.valid_from)
    current.save(update_fields=["valid_until"])
    return current


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
        user=user, organisation=office, role=Role.ADMINISTRATOR, valid_from=at.astimezone(dt.UTC).date()
    )
    write(
        by=nobody(name="manage.py first_administrator"),
        at=at,
        act="accounts.manage",
        outcome=Outcome.DONE,
        object_kind=membership._meta.label,
        object_id=str(membership.pk),
        reason="first administrator",
    )
    return membership
