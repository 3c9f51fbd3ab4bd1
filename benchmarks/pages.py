"""The page that does nothing: what every other is compared with."""

from django.http import HttpResponse

from accounts.declare import act
from accounts.request import ActorRequest


@act("accounts.own")
def bare(request: ActorRequest) -> HttpResponse:
    """Answer at once: what is left is the server, the middlewares and the session."""
    return HttpResponse("ok")
