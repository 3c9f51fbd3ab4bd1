"""People invited: an account without a password, a link by mail that is good once, and the first password."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.links import open_invitation
from accounts.models import HowInvitationEnded, Invitation, InvitationEnd, Membership, Organisation, User
from accounts.operation import operation
from accounts.refusals import NotVisible
from accounts.roleless import write_without_role
from accounts.roles import give
from accounts.safeguards import AlreadyThere
from outbox.models import Recipient
from outbox.operations import put

GOOD_FOR: Final = dt.timedelta(days=7)


@operation("accounts.manage")
def invite_user(*, by: Actor, at: dt.datetime, email: str, name: str, telephone: str, language: str) -> User:
    """Make an account without a password; the person is told by e-mail how to choose one.

    :raises AlreadyThere: when the address has an account, however its letters are written.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyThere(
            _("%(email)s has an account already. Look for the person in the list of people.") % {"email": email}
        )
    return _invited(email, name, telephone, language, by=by, at=at)


@operation("accounts.manage", signed=True)
def invite_to_role(
    *,
    by: Actor,
    at: dt.datetime,
    email: str,
    name: str,
    telephone: str,
    language: str,
    organisation: Organisation,
    role: str,
    valid_from: dt.date,
    valid_until: dt.date | None,
) -> Membership:
    """Give a role to whoever has this address: who has an account gets a further role, who has none is invited.

    :raises AlreadyThere: when she has that role there on one of these days.
    :raises RoleDoesNotFit: when it is not a role of this kind of organisation.
    """
    found = User.objects.filter(email__iexact=email).first()
    user = found or _invited(email, name, telephone, language, by=by, at=at)
    membership = give(user, organisation, role, valid_from, valid_until)
    if found is not None:
        put(
            key=f"role_given:{membership.id}",
            kind="role_given",
            recipient=Recipient.USER,
            recipient_id=user.id,
            about_id=membership.id,
            at=at,
        )
    return membership


@operation("accounts.manage")
def send_invitation_again(*, by: Actor, at: dt.datetime, user: User) -> Invitation:
    """Send a new link; the earlier one is dead from this moment.

    :raises AlreadyThere: when she has a password already, or is suspended.
    """
    current = _locked(user)
    if current.has_usable_password() or not current.is_active:
        raise AlreadyThere(
            _("%(name)s needs no invitation any more. Open the page again to see how it stands.")
            % {"name": current.name}
        )
    _end_open(current, HowInvitationEnded.REPLACED, at)
    return _sent(current, by=by, at=at)


@operation("accounts.manage")
def withdraw_invitation(*, by: Actor, at: dt.datetime, invitation: Invitation, reason: str) -> InvitationEnd:
    """Withdraw an invitation: its link is dead, and the roles that waited for her end before they begin to count.

    :raises AlreadyThere: when it was accepted, withdrawn or replaced already.
    """
    current = _locked(invitation.user)
    if InvitationEnd.objects.filter(invitation=invitation).exists() or current.has_usable_password():
        raise AlreadyThere(_("This invitation is not open any more. Open the page again to see what became of it."))
    for held in Membership.objects.filter(user=current).select_related("organisation"):
        today = at.astimezone(ZoneInfo(held.organisation.time_zone)).date()
        last = max(today, held.valid_from)
        if held.valid_until is None or held.valid_until > last:
            held.valid_until = last
            held.save(update_fields=["valid_until"])
    return InvitationEnd.objects.create(invitation=invitation, how=HowInvitationEnded.WITHDRAWN, at=at)


@transaction.atomic
def accept_invitation(*, at: dt.datetime, token: str, password: str) -> User:
    """Take the first password of somebody who was invited; the link is good once.

    :raises NotVisible: when the link is forged, used, withdrawn, replaced or too old; which of these is not said.
    """
    invitation = open_invitation(at=at, token=token)
    user = _locked(invitation.user)
    if InvitationEnd.objects.filter(invitation=invitation).exists():
        raise NotVisible(_("This link no longer works."))
    user.set_password(password)
    user.save(update_fields=["password"])
    InvitationEnd.objects.create(invitation=invitation, how=HowInvitationEnded.ACCEPTED, at=at)
    write_without_role(name=user.name, at=at, about=user, reason="invitation accepted")
    return user


def _invited(email: str, name: str, telephone: str, language: str, *, by: Actor, at: dt.datetime) -> User:
    user = User.objects.create_user(email=email, name=name, telephone=telephone, language=language)
    _sent(user, by=by, at=at)
    return user


def _sent(user: User, *, by: Actor, at: dt.datetime) -> Invitation:
    invitation = Invitation.objects.create(user=user, invited_by_id=by.person_id, at=at, expires_at=at + GOOD_FOR)
    put(
        key=f"invitation:{invitation.id}",
        kind="invitation",
        recipient=Recipient.USER,
        recipient_id=user.id,
        about_id=invitation.id,
        at=at,
    )
    return invitation


def _end_open(user: User, how: HowInvitationEnded, at: dt.datetime) -> None:
    for invitation in Invitation.objects.filter(user=user, ending__isnull=True):
        InvitationEnd.objects.create(invitation=invitation, how=how, at=at)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)
