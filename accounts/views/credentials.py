"""Invitations and lost second factors: the administrator's part of them, and the pages that the mailed links open."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.declare import act, public
from accounts.forms.administration import FirstPasswordForm, OwnPasswordForm, ReasonForm, RecoveryForm
from accounts.links import open_invitation, open_recovery
from accounts.middleware import RECOVERY_KEY
from accounts.models import Invitation, Recovery, User
from accounts.operations import (
    accept_invitation,
    call_off_recovery,
    confirm_recovery,
    send_invitation_again,
    start_recovery,
    use_recovery,
    withdraw_invitation,
)
from accounts.queries import last_invitation, open_recovery_of, user_of_registry
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from accounts.views.page import UNPROCESSABLE, answer
from foundation.forms import ActForm


@act("accounts.manage")
@require_POST
def invite_again(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Send a new link to somebody who has no password yet."""
    found = user_of_registry(user_id=user_id)
    form = ActForm(request.POST)
    nonce = form.cleaned_data["nonce"] if form.is_valid() else None
    send_invitation_again(by=request.actor, at=timezone.now(), user=found, nonce=nonce)
    messages.success(request, _("A new link is on its way. The earlier one no longer works."))
    return redirect(_home(found))


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Withdraw the invitation of somebody who has not accepted it."""
    found = user_of_registry(user_id=user_id)
    form = ReasonForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: withdraw_invitation(
            by=request.actor, at=timezone.now(), invitation=_invitation_of(found), **data
        ),
        then=_home(found),
        words={
            "heading": _("Withdraw the invitation of %(name)s") % {"name": found.name},
            "lead": _("Its link no longer works, and the roles that waited for her end today."),
            "button": _("Withdraw the invitation"),
            "danger": True,
            "back_url": _home(found),
        },
        here="people",
    )


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def lost_factor(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Say how it was made sure who asks; another administrator then confirms."""
    found = user_of_registry(user_id=user_id)
    form = RecoveryForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: start_recovery(by=request.actor, at=timezone.now(), user=found, **data),
        then=_home(found),
        words={
            "heading": _("%(name)s has lost the second step") % {"name": found.name},
            "lead": _(
                "First make sure who asks: never on the strength of a mail or a call that came to you. "
                "Then another administrator confirms, and a link goes by mail to the address of the account."
            ),
            "button": _("Ask another administrator to confirm"),
            "back_url": _home(found),
        },
        here="people",
    )


@act("accounts.manage")
@require_POST
def confirm(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Confirm a recovery as second administrator."""
    found = user_of_registry(user_id=user_id)
    form = ActForm(request.POST)
    nonce = form.cleaned_data["nonce"] if form.is_valid() else None
    confirm_recovery(by=request.actor, at=timezone.now(), recovery=_recovery_of(found), nonce=nonce)
    messages.success(request, _("The link is on its way. It works for one day, with the password."))
    return redirect(_home(found))


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Call a recovery off."""
    found = user_of_registry(user_id=user_id)
    form = ReasonForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: call_off_recovery(by=request.actor, at=timezone.now(), recovery=_recovery_of(found), **data),
        then=_home(found),
        words={
            "heading": _("Call off the recovery for %(name)s") % {"name": found.name},
            "lead": _("A link that was sent no longer works."),
            "button": _("Call it off"),
            "danger": True,
            "back_url": _home(found),
        },
        here="people",
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take the first password of whoever was invited; then she logs in with it and sets up her second step."""
    at = timezone.now()
    try:
        invitation = open_invitation(at=at, token=token)
        form = FirstPasswordForm(request.POST or None, user=invitation.user)
        if form.is_valid():
            accept_invitation(at=at, token=token, password=form.cleaned_data["password"])
            messages.success(request, _("Your password is set. Log in with it; then set up your second step."))
            return redirect("account_login")
    except NotVisible:
        return render(request, "accounts/dead_link.html", status=NotVisible.status)
    context = {"form": form, "person": invitation.user}
    return render(request, "accounts/accept.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let somebody whose recovery was confirmed log in with her password, to set up a new second step at once."""
    at = timezone.now()
    try:
        recovery = open_recovery(at=at, token=token)
        form = OwnPasswordForm(request.POST or None)
        if form.is_valid() and _is_hers(request, form, recovery.user):
            logout(request)  # whoever was logged in here: every session of hers ends now
            use_recovery(at=at, recovery=recovery)
            answered = _logged_in(request, recovery.user)
            request.session[RECOVERY_KEY] = str(recovery.id)
            return answered
    except NotVisible:
        return render(request, "accounts/dead_link.html", status=NotVisible.status)
    context = {"form": form, "person": recovery.user}
    return render(request, "accounts/recover.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _is_hers(request: HttpRequest, form: OwnPasswordForm, user: User) -> bool:
    """Ask the login library for the password, so that wrong ones are counted as at the log-in page."""
    try:
        found = get_adapter(request).authenticate(request, email=user.email, password=form.cleaned_data["password"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    if found is None or found.pk != user.pk:
        form.add_error("password", _("This is not your password. Type it again, or set a new one first."))
        return False
    return True


def _logged_in(request: HttpRequest, user: User) -> HttpResponseBase:
    """Log her in; the password was asked a moment ago, so that the page for the new factor need not ask again."""
    login = Login(user=user, redirect_url=reverse("mfa_index"))
    record_authentication(request, user, method="password", reauthenticated=True)
    answered: HttpResponseBase = perform_login(request, login)
    return answered


def _invitation_of(user: User) -> Invitation:
    found = last_invitation(user_id=user.id)
    if found is None:
        raise NotVisible(_("There is no such invitation."))
    return found


def _recovery_of(user: User) -> Recovery:
    found = open_recovery_of(user_id=user.id)
    if found is None:
        raise NotVisible(_("There is no such recovery."))
    return found


def _home(user: User) -> str:
    return reverse("accounts:person", args=[user.id])
