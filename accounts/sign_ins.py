"""Sign-ins and changes of credentials, written in the trail as the login library tells of them.

The registry's own acts write their lines themselves; these happen inside a library, whose signals are
its way of telling. The clock is read here, because nobody further out can hand it over.
"""

from typing import Any
from uuid import UUID

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from accounts.drafts import has_drafts
from accounts.idle_middleware import HAS_DRAFTS
from accounts.middleware import RECOVERY_KEY
from accounts.models import User
from accounts.operations.recovery import complete_recovery
from accounts.roleless import write_without_role
from accounts.sessions import describe
from audit.models import Outcome

TOLD: dict[Signal, str] = {
    auth.user_logged_in: "signed in",
    auth.user_logged_out: "signed out",
    account.password_changed: "password changed",
    account.password_set: "password set",
    account.password_reset: "password reset by e-mail",
    account.email_changed: "e-mail address changed",
    account.email_added: "e-mail address added",
    account.email_removed: "e-mail address removed",
    mfa.authenticator_added: "second factor added",
    mfa.authenticator_removed: "second factor removed",
    mfa.authenticator_reset: "recovery codes made anew",
}


def listen() -> None:
    """Connect every signal to its line; a failed sign-in has one too, without the address that was typed."""
    for signal, words in TOLD.items():
        signal.connect(_line(words), weak=False, dispatch_uid=f"accounts.trail: {words}")
    auth.user_logged_in.connect(_describe, dispatch_uid="accounts.sessions: describe")
    mfa.authenticator_added.connect(_recovered, dispatch_uid="accounts.recovery: complete")
    auth.user_login_failed.connect(_failed, dispatch_uid="accounts.trail: failed")


def _line(words: str) -> Any:
    def receive(sender: Any, request: HttpRequest | None = None, user: User | None = None, **_: Any) -> None:
        if user is not None:  # nobody signs out who never signed in
            _write(request, name=user.name, user=user, outcome=Outcome.DONE, reason=words)

    return receive


def _describe(sender: Any, request: HttpRequest | None = None, user: User | None = None, **_: Any) -> None:
    """Write into the session what the list of sign-ins shows, and whether something typed waits for her."""
    if request is not None and user is not None and hasattr(request, "session"):
        at = timezone.now()
        request.session.update(describe(request, at=at))
        request.session[HAS_DRAFTS] = has_drafts(user_id=user.pk, at=at)


def _recovered(sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
    """End the recovery whose link opened this session: a new second factor stands."""
    recovery_id = request.session.pop(RECOVERY_KEY, None) if request is not None else None
    if recovery_id is not None:
        complete_recovery(at=timezone.now(), recovery_id=UUID(recovery_id))


def _failed(sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
    _write(request, name="somebody", user=None, outcome=Outcome.REFUSED, reason="sign-in failed")


def _write(request: HttpRequest | None, *, name: str, user: User | None, outcome: Outcome, reason: str) -> None:
    write_without_role(
        name=name,
        at=timezone.now(),
        about=user,
        reason=reason,
        outcome=outcome,
        request_id=getattr(request, "request_id", ""),
    )
