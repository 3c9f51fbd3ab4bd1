"""The time at the desk: who opens no page for a while is logged out, and what she had typed is kept for her."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.drafts import draft_at, drop_draft, keep_draft
from accounts.middleware import page_before
from accounts.sessions import OPENED, SEEN
from foundation.drafts import kept_by_itself, offering

Respond = Callable[[HttpRequest], HttpResponseBase]

HAS_DRAFTS: Final = "drafts"
WRITTEN_EVERY: Final = dt.timedelta(minutes=1)
"""A session is not written anew for every page; the limit is kept to within this much."""
SENT_ON: Final = 302


class TimeAtTheDesk:
    """Log out whoever was away for longer than her role allows, and bring back what she had typed."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; offer the forms of the page what was typed there before."""
        request.draft_kept = False  # type: ignore[attr-defined]
        words, at = None, timezone.now()
        asks = request.user.is_authenticated and not has_run_out(request, at=at)
        if asks and request.method == "GET" and request.session.get(HAS_DRAFTS):
            words = draft_at(user_id=_user_id(request), path=request.path, at=at)
            request.draft_kept = words is not None  # type: ignore[attr-defined]
        with offering(words):
            response = self.get_response(request)
        if request.method == "POST" and asks and response.status_code == SENT_ON and request.session.get(HAS_DRAFTS):
            drop_draft(user_id=_user_id(request), path=page_before(request) or request.path)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Log out where the time is over, else count it from now on.

        What a page does by itself is nobody being there: asking for the time, keeping a form that is not finished.
        """
        if not request.user.is_authenticated:
            return None
        at = timezone.now()
        if has_run_out(request, at=at):
            _end(request, at=at)
        elif request.path != reverse("accounts:time_left") and not kept_by_itself(request.POST):
            _count_from(request, at=at)
        return None


def limit_of(actor: Actor | None) -> dt.timedelta:
    """Give how long a person may open no page: by her role, else the shortest."""
    limits: dict[str, dt.timedelta] = settings.IDLE_LIMITS
    return limits.get(actor.role, limits[""]) if actor is not None else limits[""]


def time_left(request: HttpRequest, *, at: dt.datetime) -> dt.timedelta:
    """Give how long it is until the person is logged out, if she opens no page."""
    now = at.timestamp()
    idle = request.session.get(SEEN, now) + limit_of(getattr(request, "actor", None)).total_seconds() - now
    whole = request.session.get(OPENED, now) + settings.LONGEST_SIGN_IN.total_seconds() - now
    return dt.timedelta(seconds=min(idle, whole))


def has_run_out(request: HttpRequest, *, at: dt.datetime) -> bool:
    """Say whether the time is over."""
    return time_left(request, at=at) <= dt.timedelta()


def begin_anew(request: HttpRequest, *, at: dt.datetime) -> None:
    """Count the time from this moment, because the person asked for it."""
    request.session[SEEN] = at.timestamp()


def _count_from(request: HttpRequest, *, at: dt.datetime) -> None:
    seen = request.session.get(SEEN)
    request.session.setdefault(OPENED, at.timestamp())
    if seen is None or at.timestamp() - seen >= WRITTEN_EVERY.total_seconds():
        request.session[SEEN] = at.timestamp()


def _end(request: HttpRequest, *, at: dt.datetime) -> None:
    """Log out; of a form that was just sent, keep what was typed. Nothing of it is acted on."""
    if request.method == "POST":
        keep_draft(user_id=_user_id(request), path=page_before(request) or request.path, sent=request.POST, at=at)
    logout(request)
    request.actor = None  # type: ignore[attr-defined]
    request.memberships = []  # type: ignore[attr-defined]
    messages.warning(
        request,
        _("You were away for a while and were logged out. Log in again: what you had typed comes back, ticks do not.")
        if request.method == "POST"
        else _("You were away for a while and were logged out. Log in to go on."),
    )


def _user_id(request: HttpRequest) -> UUID:
    assert request.user.is_authenticated
    return request.user.id
