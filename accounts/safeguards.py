"""What holds for every act of an administrator: not on herself, and never so that nobody is left to put it right."""

import datetime as dt
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership, Role
from accounts.queries import in_force
from accounts.refusals import Refusal

ONE_AT_A_TIME = 7_310_001
"""The number of the lock that every act takes by which an administrator could be lost."""


class AlreadyThere(Refusal):
    """The person, the place or the role exists already, or is as it was to be made."""


class NotYourself(Refusal):
    """An administrator does not do this to herself."""


class LastAdministrator(Refusal):
    """After this nobody could administer the registry."""


def require_another(*, by: Actor, user_id: UUID) -> None:
    """Refuse what is done to oneself.

    :raises NotYourself: always to oneself.
    """
    if by.user_id == user_id:
        raise NotYourself(_("You cannot do this to your own account. Ask another administrator to do it."))


def one_at_a_time() -> None:
    """Wait for other acts that could take an administrator away: two at once could take each other away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def require_an_administrator(*, at: dt.datetime) -> None:
    """Refuse, after the change and before it is kept, to leave nobody who administers.

    :raises LastAdministrator: when no administrator is in force any more; the whole act is taken back.
    """
    if not Membership.objects.filter(in_force(at=at), role=Role.ADMINISTRATOR).exists():
        raise LastAdministrator(
            _(
                "Then nobody would be left to administer the registry. "
                "Give another person the role of administrator first, then try again."
            )
        )
