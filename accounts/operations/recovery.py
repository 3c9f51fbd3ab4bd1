"""A lost second factor: one administrator makes sure who asks, a second one confirms, a mailed link does the rest."""

import datetime as dt
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Recovery, RecoveryConfirmation, RecoveryEnd, Session, User
from accounts.operation import operation
from accounts.refusals import NotVisible
from accounts.roleless import write_without_role
from accounts.safeguards import AlreadyThere, NotYourself, require_another
from outbox.models import Recipient
from outbox.operations import put

LINK_GOOD_FOR: Final = dt.timedelta(hours=24)
WAITS_FOR: Final = dt.timedelta(days=3)
"""So long a recovery waits for its second administrator; then the person is made sure of anew."""


@operation("accounts.manage")
def start_recovery(*, by: Actor, at: dt.datetime, user: User, identity_check: str, remarks: str) -> Recovery:
    """Say how the person was made sure of; nothing changes before another administrator confirms.

    :raises NotYourself: for one's own account.
    :raises AlreadyThere: when one is open already, or the account is suspended or has no password yet.
    """
    require_another(by=by, user_id=user.id)
    current = User.objects.select_for_update().get(pk=user.pk)
    if not current.is_active or not current.has_usable_password():
        raise AlreadyThere(
            _("%(name)s is suspended or was never logged in. Lift the suspension, or send the invitation again.")
            % {"name": current.name}
        )
    for earlier in Recovery.objects.filter(user=current, ending__isnull=True):
        if _is_open(earlier, at):
            raise AlreadyThere(
                _("A recovery for %(name)s is open already. Confirm or end that one first.") % {"name": current.name}
            )
        RecoveryEnd.objects.create(recovery=earlier, completed=False, at=at)
    return Recovery.objects.create(
        user=current, started_by_id=by.person_id, at=at, identity_check=identity_check, remarks=remarks
    )


@operation("accounts.manage", signed=True)
def confirm_recovery(*, by: Actor, at: dt.datetime, recovery: Recovery) -> RecoveryConfirmation:
    """Confirm as second administrator: a link goes to the person, good for a day and with her password alone.

    :raises NotYourself: for whoever started it, and for whom it is.
    :raises AlreadyThere: when it was confirmed or called off already, or has waited too long.
    """
    current = _locked(recovery.pk)
    require_another(by=by, user_id=current.user_id)
    if by.user_id == current.started_by_id:
        raise NotYourself(_("You started this recovery yourself. Another administrator must confirm it."))
    if hasattr(current, "confirmation") or not _is_open(current, at):
        raise AlreadyThere(
            _("This recovery is not waiting for confirmation any more. Open the page again to see how it stands.")
        )
    confirmation = RecoveryConfirmation.objects.create(
        recovery=current, confirmed_by_id=by.person_id, at=at, expires_at=at + LINK_GOOD_FOR
    )
    put(
        key=f"factor_recovery:{current.id}",
        kind="factor_recovery",
        recipient=Recipient.USER,
        recipient_id=current.user_id,
        about_id=current.id,
        at=at,
    )
    return confirmation


@operation("accounts.manage")
def call_off_recovery(*, by: Actor, at: dt.datetime, recovery: Recovery, reason: str) -> RecoveryEnd:
    """Call a recovery off: a link that was sent is dead from this moment.

    :raises AlreadyThere: when it has ended already.
    """
    current = _locked(recovery.pk)
    if RecoveryEnd.objects.filter(recovery=current).exists():
        raise AlreadyThere(_("This recovery has ended already. Open the page again to see how it stands."))
    return RecoveryEnd.objects.create(recovery=current, completed=False, at=at)


@transaction.atomic
def use_recovery(*, at: dt.datetime, recovery: Recovery) -> Recovery:
    """Take the lost factor away, because the link was opened and the password was right; every sign-in ends.

    :raises NotVisible: when the recovery was called off, or came to its end, meanwhile.
    """
    current = _locked(recovery.pk)
    if RecoveryEnd.objects.filter(recovery=current).exists():
        raise NotVisible(_("This link no longer works."))
    Authenticator.objects.filter(user=current.user).delete()
    Session.objects.filter(user_id=current.user_id).delete()
    _write_line(current, at, "second factor taken away for a recovery")
    return current


@transaction.atomic
def complete_recovery(*, at: dt.datetime, recovery_id: UUID) -> None:
    """End a recovery because a new second factor stands; called as the person sets it up, who acts in no role then.

    :raises NotVisible: when it was called off meanwhile.
    """
    current = _locked(recovery_id)
    if RecoveryEnd.objects.filter(recovery=current).exists():
        raise NotVisible(_("This link no longer works."))
    RecoveryEnd.objects.create(recovery=current, completed=True, at=at)
    _write_line(current, at, "second factor recovered")


def _write_line(recovery: Recovery, at: dt.datetime, words: str) -> None:
    write_without_role(name=recovery.user.name, at=at, about=recovery.user, reason=words)


def _is_open(recovery: Recovery, at: dt.datetime) -> bool:
    """Say whether it may still lead somewhere: waiting for the second administrator, or with a link that is good."""
    if RecoveryEnd.objects.filter(recovery=recovery).exists():
        return False
    confirmation = RecoveryConfirmation.objects.filter(recovery=recovery).first()
    return at < (confirmation.expires_at if confirmation is not None else recovery.at + WAITS_FOR)


def _locked(recovery_id: UUID) -> Recovery:
    """Wait for whoever else works on this account: its row is locked, since a recovery's own can only be read."""
    User.objects.select_for_update(of=("self",)).get(recoveries=recovery_id)
    return Recovery.objects.select_related("user").get(pk=recovery_id)
