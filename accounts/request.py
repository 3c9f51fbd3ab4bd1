"""The request as the rooms' views see it: somebody acts, in one working context."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.actor import Actor
from accounts.models import Membership, User


class ActorRequest(HttpRequest):
    """A request that passed the door; used for type annotations only."""

    actor: Actor
    memberships: list[Membership]
    request_id: str
    user: User
    htmx: HtmxDetails
