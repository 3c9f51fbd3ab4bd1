"""The door: who is acting, does the view say what it needs, does the role carry it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.actor import Actor, nobody
from accounts.acts import carries
from accounts.declare import PUBLIC, declared_act, is_for_systems
from accounts.guessing import write_refused
from accounts.queries import actor_of, is_recovering, memberships_in_force
from accounts.refusals import NotPermitted, NotVisible, Refusal
from audit.models import Outcome
from audit.operations import write

Respond = Callable[[HttpRequest], HttpResponseBase]
SESSION_KEY = "membership"
RECOVERY_KEY = "recovery"
"""Under which a session bears the recovery whose link opened it."""


class WorkingContext:
    """Give each request its actor, asked of the database anew: an ended role ends at once."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find who acts, answer by her place's clock, and let no browser keep what a logged-in person saw."""
        request.actor = None  # type: ignore[attr-defined]
        request.memberships = []  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._find(request)
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        with timezone.override(actor.time_zone if actor is not None else None):
            response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def _find(self, request: HttpRequest) -> None:
        held = list(memberships_in_force(user_id=_user_id(request), at=timezone.now()))
        request.memberships = held  # type: ignore[attr-defined]
        chosen = request.session.get(SESSION_KEY)
        current = next((m for m in held if str(m.id) == chosen), None)
        real = [one for one in held if not one.organisation.is_practice]
        if current is None and len(real) == 1:
            current = real[0]
        if current is not None:
            request.actor = actor_of(  # type: ignore[attr-defined]
                membership=current,
                request_id=request.request_id,  # type: ignore[attr-defined]
            )


class DeclaredAct:
    """Refuse every view that does not declare its act, and every person whose role lacks it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on: the view is known only later."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the request through, send it to log in, or refuse it; a view for systems has a door of its own."""
        declared = declared_act(view)
        if declared == PUBLIC or is_for_systems(view):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(_where_to_go_on(request))
        if declared is None:
            return _refuse(request, act="undeclared", why="view declares no act")
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None:
            return None if declared == "accounts.own" else redirect("accounts:context")
        if not carries(actor.role, declared):
            return _refuse(request, act=declared, why="role lacks the act")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Turn a refusal that no view answered into its page."""
        if isinstance(exception, NotVisible):
            _note_unseen(request, exception)
            return render(request, "404.html", status=404)
        if isinstance(exception, NotPermitted):
            return render(request, "403.html", {"message": exception.message}, status=403)
        if isinstance(exception, Refusal):
            context = {"message": exception.message, "page_before": page_before(request)}
            return render(request, "409.html", context, status=exception.status)
        return None


class SecondFactorRequired:
    """Where the settings ask for it, nobody works without a second factor."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on: the view is known only later."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Send a person without a second factor to the page where she sets one up."""
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if is_mfa_enabled(request.user):
            return None
        if RECOVERY_KEY not in request.session and is_recovering(user_id=_user_id(request)):
            logout(request)
            messages.warning(request, _("Open the link in your mail once more: a new second step is set up there."))
            return redirect("account_login")
        return None if declared_act(view) == PUBLIC else redirect("mfa_index")


def _where_to_go_on(request: HttpRequest) -> str:
    """Give the page to come back to after logging in: of a form that was sent, the page it stood on."""
    if request.method == "POST":
        return page_before(request) or request.path
    return request.get_full_path()


def page_before(request: HttpRequest) -> str:
    """Give the address of the registry's own page that a request was sent from, or nothing."""
    sent_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, require_https=request.is_secure()):
        return ""
    path = urlsplit(sent_from).path
    return "" if path.startswith("//") else path  # two slashes would lead to another host


def _refuse(request: HttpRequest, *, act: str, why: str) -> HttpResponse:
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    write(
        by=actor or nobody(name=str(request.user), request_id=request.request_id),  # type: ignore[attr-defined]
        at=timezone.now(),
        act=act,
        outcome=Outcome.REFUSED,
        reason=why,
    )
    return render(request, "403.html", status=403)


def _note_unseen(request: HttpRequest, refusal: NotVisible) -> None:
    """Write down who asked for what is not hers; a refused operation wrote its line itself."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is not None and not refusal.in_trail and request.resolver_match is not None:
        asked = declared_act(request.resolver_match.func) or "undeclared"
        write_refused(by=actor, at=timezone.now(), act=asked, refusal=refusal)


def _user_id(request: HttpRequest) -> UUID:
    if not request.user.is_authenticated:
        raise Http404
    return request.user.pk
