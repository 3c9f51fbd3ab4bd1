"""The administrator's pages about organisations."""

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import presenters
from accounts.client_presenters import client_lines
from accounts.declare import act
from accounts.forms.administration import ChangeDetailsForm, OrganisationForm, ReasonForm
from accounts.models import Kind, Organisation
from accounts.operations import change_details, open_organisation, readmit_organisation, suspend_organisation
from accounts.queries import (
    clients_of,
    details_changed,
    former_details,
    organisation_of,
    people_at,
    real_organisations,
    suspensions_of,
)
from accounts.request import ActorRequest
from accounts.views.page import answer, show

PAGE = 100

_AT_ONCE: Final = gettext_lazy("At once nobody can act for it any more, and everybody who does is logged out.")
_AFTER_SUSPENSION: Final[dict[str, Promise | str]] = {
    Kind.CENTRE: gettext_lazy("Prescriptions that are signed stay good; its patients need another centre."),
    Kind.PHARMACY: gettext_lazy("Prescriptions stay good at other pharmacies."),
}
"""What it means for the patients of such a place."""


@act("accounts.read")
@require_safe
def organisations(request: ActorRequest) -> HttpResponse:
    """List every real organisation, page by page."""
    page = Paginator(real_organisations(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": presenters.organisation_table(rows=page.object_list)}
    return show(request, "accounts/organisations.html", context, here="organisations")


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ActorRequest) -> HttpResponseBase:
    """Open an organisation."""
    form = OrganisationForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: open_organisation(by=request.actor, at=timezone.now(), **data),
        then=lambda made: reverse("accounts:organisation", args=[made.id]),
        words={
            "heading": _("Add an organisation"),
            "lead": _("What it is and its country cannot be changed later. Everything else can."),
            "button": _("Add the organisation"),
            "back_url": reverse("accounts:organisations"),
        },
        here="organisations",
    )


@act("accounts.read")
@require_safe
def organisation(request: ActorRequest, organisation_id: UUID) -> HttpResponse:
    """Show one organisation: what it is, its people and clients, what it was called, when it was suspended."""
    found, at = organisation_of(organisation_id=organisation_id), timezone.now()
    context = {
        "organisation": found,
        "facts": presenters.organisation_facts(organisation=found),
        "people": presenters.people_table(rows=people_at(organisation_id=found.id, at=at)),
        "is_pharmacy": found.kind == Kind.PHARMACY,
        "clients": client_lines(rows=clients_of(organisation_id=found.id), at=at),
        "former": presenters.former_table(rows=former_details(organisation_id=found.id)),
        "suspensions": presenters.suspension_table(rows=suspensions_of(of=found)),
        "back_url": reverse("accounts:organisations"),
    }
    return show(request, "accounts/organisation.html", context, here="organisations")


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ActorRequest, organisation_id: UUID) -> HttpResponseBase:
    """Give an organisation another name or other contact data."""
    found = organisation_of(organisation_id=organisation_id)
    initial = {name: getattr(found, name) for name in ("name", "time_zone", "telephone", "email", "language")}
    form = ChangeDetailsForm(request.POST or None, initial=initial | {"version": details_changed(organisation=found)})
    return answer(
        request,
        form=form,
        act=lambda data: change_details(by=request.actor, at=timezone.now(), organisation=found, **data),
        then=_home(found),
        words={
            "heading": _("Change the details of %(name)s") % {"name": found.name},
            "lead": _("What stood there before is kept, with your reason."),
            "button": _("Save the details"),
            "back_url": _home(found),
        },
        here="organisations",
    )


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: ActorRequest, organisation_id: UUID) -> HttpResponseBase:
    """Suspend an organisation."""
    found = organisation_of(organisation_id=organisation_id)
    form = ReasonForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: suspend_organisation(by=request.actor, at=timezone.now(), organisation=found, **data),
        then=_home(found),
        words={
            "heading": _("Suspend %(name)s") % {"name": found.name},
            "lead": f"{_AT_ONCE} {_AFTER_SUSPENSION.get(found.kind, '')}".strip(),
            "button": _("Suspend the organisation"),
            "danger": True,
            "back_url": _home(found),
        },
        here="organisations",
    )


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def readmit(request: ActorRequest, organisation_id: UUID) -> HttpResponseBase:
    """Lift the suspension of an organisation."""
    found = organisation_of(organisation_id=organisation_id)
    form = ReasonForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: readmit_organisation(by=request.actor, at=timezone.now(), organisation=found, **data),
        then=_home(found),
        words={
            "heading": _("Lift the suspension of %(name)s") % {"name": found.name},
            "lead": _("Its people can act for it again, in the roles they still hold."),
            "button": _("Lift the suspension"),
            "back_url": _home(found),
        },
        here="organisations",
    )


def _home(organisation: Organisation) -> str:
    return reverse("accounts:organisation", args=[organisation.id])
