"""The administrator's pages about people: found, invited, given roles, suspended and let in again."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import presenters
from accounts.declare import act
from accounts.forms.administration import EndRoleForm, FindForm, InviteForm, ReasonForm, RoleForm
from accounts.models import User
from accounts.operations import end_role, give_role, invite_to_role, readmit_user, suspend_user
from accounts.operations.invitations import GOOD_FOR
from accounts.queries import (
    all_memberships,
    last_invitation,
    local_day,
    open_recovery_of,
    people_named,
    role_of,
    roles_of,
    suspensions_of,
    user_of_registry,
)
from accounts.request import ActorRequest
from accounts.views.page import UNPROCESSABLE, answer, show
from foundation.forms import ActForm

PAGE, FOUND = 100, 50


@act("accounts.read")
@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """List the people of the registry with their dated roles, page by page, for the administrator."""
    page = Paginator(all_memberships(at=timezone.now()), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "memberships": page.object_list, "find": FindForm()}
    return show(request, "accounts/people.html", context, here="people")


@act("accounts.read")
@require_POST
def find(request: ActorRequest) -> HttpResponse:
    """Find people by name or address, with a role or without; the words stay out of the address."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return show(request, "accounts/found.html", {"form": form}, here="people", status=UNPROCESSABLE)
    found = list(people_named(words=form.cleaned_data["words"])[: FOUND + 1])
    context = {
        "form": form,
        "table": presenters.user_table(rows=found[:FOUND]),
        "more": len(found) > FOUND,
        "limit": FOUND,
    }
    return show(request, "accounts/found.html", context, here="people")


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: ActorRequest) -> HttpResponseBase:
    """Invite somebody to a role; who has an account already gets the further role."""
    at = timezone.now()
    today = local_day(by=request.actor, at=at)
    initial = {"valid_from": today, "language": "en-gb"}
    form = InviteForm(request.POST or None, today=today, initial=initial)
    return answer(
        request,
        form=form,
        act=lambda data: invite_to_role(by=request.actor, at=at, **data),
        then=lambda made: reverse("accounts:person", args=[made.user_id]),
        words={
            "heading": _("Invite somebody"),
            "lead": ngettext(
                "A mail goes to the address with a link for the first password; it works once, for %(days)d day. "
                "Whoever has an account already keeps name and language, and gets the further role.",
                "A mail goes to the address with a link for the first password; it works once, for %(days)d days. "
                "Whoever has an account already keeps name and language, and gets the further role.",
                GOOD_FOR.days,
            )
            % {"days": GOOD_FOR.days},
            "button": _("Send the invitation"),
            "signs": True,
            "back_url": reverse("accounts:people"),
        },
        here="invite",
    )


@act("accounts.read")
@require_safe
def person(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Show one person: her roles, invitation, suspensions and the recovery of a lost second factor."""
    at, found = timezone.now(), user_of_registry(user_id=user_id)
    today = local_day(by=request.actor, at=at)
    context = {
        "person": found,
        "is_self": found.id == request.user.id,
        "roles": presenters.role_lines(rows=roles_of(user_id=found.id), today=today),
        "invitation": presenters.invitation_line(invitation=last_invitation(user_id=found.id), user=found, at=at),
        "recovery": presenters.recovery_line(recovery=open_recovery_of(user_id=found.id), by=request.actor, at=at),
        "suspensions": presenters.suspension_table(rows=suspensions_of(of=found)),
        "again": ActForm(auto_id=False),
        "confirmation": ActForm(auto_id=False),
        "back_url": reverse("accounts:people"),
    }
    return show(request, "accounts/person.html", context, here="people")


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Give a person a further role."""
    at, found = timezone.now(), user_of_registry(user_id=user_id)
    today = local_day(by=request.actor, at=at)
    form = RoleForm(request.POST or None, today=today, initial={"valid_from": today})
    return answer(
        request,
        form=form,
        act=lambda data: give_role(by=request.actor, at=at, user=found, **data),
        then=_home(found),
        words={
            "heading": _("Give %(name)s a role") % {"name": found.name},
            "button": _("Give the role"),
            "signs": True,
            "back_url": _home(found),
        },
        here="people",
    )


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, membership_id: UUID) -> HttpResponseBase:
    """End a role."""
    at, held = timezone.now(), role_of(membership_id=membership_id)
    today = local_day(by=request.actor, at=at)
    form = EndRoleForm(request.POST or None, today=today, initial={"valid_until": today})
    return answer(
        request,
        form=form,
        act=lambda data: end_role(by=request.actor, at=at, membership=held, **data),
        then=_home(held.user),
        words={
            "heading": _("End a role of %(name)s") % {"name": held.user.name},
            "lead": f"{held.get_role_display().capitalize()}, {held.organisation.name}",
            "button": _("End the role"),
            "danger": True,
            "back_url": _home(held.user),
        },
        here="people",
    )


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Suspend a person."""
    found = user_of_registry(user_id=user_id)
    form = ReasonForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: suspend_user(by=request.actor, at=timezone.now(), user=found, **data),
        then=_home(found),
        words={
            "heading": _("Suspend %(name)s") % {"name": found.name},
            "lead": _(
                "At once this person is logged out everywhere and cannot log in again, in any role. "
                "What was signed before stays signed."
            ),
            "button": _("Suspend this person"),
            "danger": True,
            "back_url": _home(found),
        },
        here="people",
    )


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def readmit(request: ActorRequest, user_id: UUID) -> HttpResponseBase:
    """Lift the suspension of a person."""
    found = user_of_registry(user_id=user_id)
    form = ReasonForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: readmit_user(by=request.actor, at=timezone.now(), user=found, **data),
        then=_home(found),
        words={
            "heading": _("Lift the suspension of %(name)s") % {"name": found.name},
            "lead": _("This person can log in again, in the roles that are still in force."),
            "button": _("Lift the suspension"),
            "signs": True,
            "back_url": _home(found),
        },
        here="people",
    )


def _home(user: User) -> str:
    return reverse("accounts:person", args=[user.id])
