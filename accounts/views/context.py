"""The first page after logging in, and the choice of the working context."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.declare import act
from accounts.first_pages import FIRST_PAGES
from accounts.middleware import SESSION_KEY
from accounts.queries import actor_of
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from audit.models import Outcome
from audit.operations import write


@act("accounts.own")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to her own first page; who has none yet is told whom to ask."""
    actor: Actor | None = getattr(request, "actor", None)
    return redirect("accounts:context" if actor is None else FIRST_PAGES[actor.role][0])


@act("accounts.own")
@require_http_methods(["GET", "HEAD", "POST"])
def context(request: ActorRequest) -> HttpResponseBase:
    """Let a person with several roles choose the one she works in now; the choice is written down."""
    if request.method != "POST":
        return render(request, "accounts/context.html", {"memberships": request.memberships})
    chosen = next((m for m in request.memberships if str(m.id) == request.POST.get("membership")), None)
    if chosen is None:
        raise NotVisible(_("There is no such role."))
    request.session[SESSION_KEY] = str(chosen.id)
    write(
        by=actor_of(membership=chosen, request_id=request.request_id),
        at=timezone.now(),
        act="accounts.own",
        outcome=Outcome.DONE,
        reason="working context chosen",
    )
    return redirect("accounts:home")
