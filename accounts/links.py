"""The links that are mailed: each names one row by a signed number, and is good while that row is open."""

import datetime as dt
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from accounts.models import Invitation, Recovery
from accounts.refusals import NotVisible

INVITATION: Final = Signer(salt="accounts.invitation")
RECOVERY: Final = Signer(salt="accounts.recovery")


def invitation_token(*, invitation_id: UUID) -> str:
    """Give what stands in the link of an invitation."""
    return INVITATION.sign(str(invitation_id))


def recovery_token(*, recovery_id: UUID) -> str:
    """Give what stands in the link of a recovery."""
    return RECOVERY.sign(str(recovery_id))


def open_invitation(*, at: dt.datetime, token: str) -> Invitation:
    """Give the invitation that a link belongs to, while it is good.

    :raises NotVisible: when it is not; why is not said.
    """
    found = Invitation.objects.filter(
        id=_read(INVITATION, token), expires_at__gt=at, ending__isnull=True, user__is_active=True
    ).select_related("user")
    invitation = found.first()
    if invitation is None:
        raise NotVisible(_("This link no longer works."))
    return invitation


def open_recovery(*, at: dt.datetime, token: str) -> Recovery:
    """Give the recovery that a link belongs to, once it is confirmed and while it is good.

    :raises NotVisible: when it is not; why is not said.
    """
    found = Recovery.objects.filter(
        id=_read(RECOVERY, token), confirmation__expires_at__gt=at, ending__isnull=True, user__is_active=True
    ).select_related("user")
    recovery = found.first()
    if recovery is None:
        raise NotVisible(_("This link no longer works."))
    return recovery


def _read(signer: Signer, token: str) -> UUID:
    try:
        return UUID(signer.unsign(token))
    except (BadSignature, ValueError):
        raise NotVisible(_("This link no longer works.")) from None
