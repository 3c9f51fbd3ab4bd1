"""The secret address of a prescriber's feed: made anew, and revoked."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership
from accounts.operation import operation
from accounts.refusals import NotVisible
from reminders.models import FeedAddress


@operation("reminders.feed")
def make_feed(*, by: Actor, at: dt.datetime, secret_hash: str) -> FeedAddress:
    """Make an address for the feed of one's present role; the one before it opens nothing from now on.

    :param secret_hash: of the secret in it, which is shown once and kept nowhere.
    """
    assert by.membership_id is not None  # who carries the act holds a role
    role = Membership.objects.select_for_update(of=("self",)).get(id=by.membership_id)
    FeedAddress.objects.filter(membership=role, revoked_at__isnull=True).update(revoked_at=at)
    return FeedAddress.objects.create(membership=role, secret_hash=secret_hash, made_at=at)


@operation("reminders.feed")
def revoke_feed(*, by: Actor, at: dt.datetime) -> FeedAddress:
    """Let the address of one's present role open nothing from now on.

    :raises NotVisible: when there is none.
    """
    found = FeedAddress.objects.select_for_update().filter(membership=by.membership_id, revoked_at__isnull=True).first()
    if found is None:
        raise NotVisible(_("There is no address to revoke. Open the page again to see how it stands."))
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    return found


def note_fetched(*, feed: FeedAddress, at: dt.datetime) -> None:
    """Note that a calendar asked, so that its owner sees whether one does."""
    FeedAddress.objects.filter(id=feed.id).update(fetched_at=at)
