"""The programme office answers pharmacies that applied."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.forms.administration import ReasonForm
from accounts.queries import local_day
from accounts.request import ActorRequest
from accounts.views.page import answer
from programmes import presenters
from programmes.accreditation_forms import AcceptForm
from programmes.applications import accept_application, refuse_application
from programmes.models import PharmacyApplication
from programmes.stands import application_of


@act("programmes.read")
@require_safe
def application(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """Show what a pharmacy declared, and what was answered."""
    found = application_of(application_id=application_id)
    context = {
        "application": found,
        "name": str(found),
        "facts": presenters.application_facts(one=found),
        "is_open": not hasattr(found, "answer"),
        "back_url": reverse("programmes:list"),
    }
    return render(request, "programmes/application.html", context)


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: ActorRequest, application_id: UUID) -> HttpResponseBase:
    """Register the pharmacy that applied."""
    at, found = timezone.now(), application_of(application_id=application_id)
    return answer(
        request,
        form=AcceptForm(request.POST or None, today=local_day(by=request.actor, at=at)),
        act=lambda data: accept_application(by=request.actor, at=at, application=found, **data),
        then=_page(found),
        words={
            "heading": _("Register %(name)s") % {"name": found},
            "lead": _("Compare the licence number with the register of the country first. It holds from today."),
            "button": _("Register"),
            "back_url": _page(found),
            "navigation": [],
        },
    )


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: ActorRequest, application_id: UUID) -> HttpResponseBase:
    """Say no, and why."""
    at, found = timezone.now(), application_of(application_id=application_id)
    return answer(
        request,
        form=ReasonForm(request.POST or None),
        act=lambda data: refuse_application(by=request.actor, at=at, application=found, **data),
        then=_page(found),
        words={
            "heading": _("Refuse %(name)s") % {"name": found},
            "lead": _("The pharmacy reads the reason, and may apply again."),
            "button": _("Refuse"),
            "danger": True,
            "back_url": _page(found),
            "navigation": [],
        },
    )


def _page(one: PharmacyApplication) -> str:
    return reverse("programmes:application", args=[one.id])
