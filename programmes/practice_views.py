"""Practising with a test patient: what it is, and the way in."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.middleware import SESSION_KEY
from accounts.request import ActorRequest
from programmes.operations import start_practice


@act("programmes.practise")
@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: ActorRequest) -> HttpResponseBase:
    """Say what practising is; the button opens the place and goes there."""
    if request.method != "POST":
        return render(request, "programmes/practise.html")
    membership = start_practice(by=request.actor, at=timezone.now())
    request.session[SESSION_KEY] = str(membership.id)
    return redirect("accounts:home")
