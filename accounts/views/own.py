"""One's own account: where one is logged in, what was done with it lately, and how long one may stay."""

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actor import Actor
from accounts.acts import carries
from accounts.declare import act
from accounts.idle_middleware import begin_anew, time_left
from accounts.operations import end_sessions, switch_shortcuts
from accounts.presenters import session_lines, sign_in_table
from accounts.queries import own_sessions, own_sign_ins
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from accounts.second_step import SecondStep, passkey_question


@act("accounts.own")
@require_safe
def you(request: ActorRequest) -> HttpResponse:
    """Show a person her account: roles, sign-ins at other machines, the last times that it was used."""
    at = timezone.now()
    actor: Actor | None = request.actor
    context = {
        "sessions": session_lines(
            rows=own_sessions(user_id=request.user.id, at=at), current=request.session.session_key or ""
        ),
        "sign_ins": sign_in_table(rows=own_sign_ins(user_id=request.user.id)),
        "memberships": request.memberships,
        "has_keys": actor is not None and carries(actor.role, "patients.list"),
        "may_practise": actor is not None and carries(actor.role, "programmes.practise"),
    }
    return render(request, "accounts/you.html", context)


@act("accounts.own")
@require_POST
def end_sign_ins(request: ActorRequest) -> HttpResponseBase:
    """End one sign-in elsewhere, or all but this one."""
    at = timezone.now()
    mine = session_lines(rows=own_sessions(user_id=request.user.id, at=at), current=request.session.session_key or "")
    others = {line.handle: line.key for line in mine if not line.is_this}
    wanted = request.POST.get("session", "")
    if wanted and wanted not in others:
        raise NotVisible(_("There is no such sign-in."))
    end_sessions(at=at, user=request.user, keys=[others[wanted]] if wanted else list(others.values()))
    return redirect("accounts:you")


@act("accounts.own")
@require_POST
def shortcuts(request: ActorRequest) -> HttpResponseBase:
    """Switch all single keys on or off; without a clear answer they go off."""
    switch_shortcuts(user=request.user, on=request.POST.get("shortcuts") == "on")
    return redirect("accounts:you")


@act("accounts.own")
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_left(request: ActorRequest) -> HttpResponse:
    """Say how many seconds are left before the log-out; a POST begins them anew."""
    at = timezone.now()
    if request.method == "POST":
        begin_anew(request, at=at)
    return JsonResponse({"seconds": int(time_left(request, at=at).total_seconds())})


@act("accounts.own")
@require_safe
def passkey(request: ActorRequest) -> HttpResponse:
    """Give what the browser asks this person's passkey at a signature; nothing where she has none."""
    has_one = SecondStep(request.user.id).has_passkey
    return JsonResponse(passkey_question(user=request.user) if has_one else {})
