"""Accreditation by the programme office: prescribers certified, pharmacies registered, in dated spans."""

from collections.abc import Callable
from typing import Any
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
from foundation.forms import RegistryForm
from programmes import operations, presenters
from programmes.accreditation_forms import CertifyForm, EndForm, RegisterForm, RenewForm
from programmes.certificates import certificate_behind
from programmes.declaration_presenters import number_facts
from programmes.learning import last_passed
from programmes.learning_presenters import passed_in_words
from programmes.models import PharmacyRegistration, PrescriberCertification
from programmes.queries import accreditation_of
from programmes.stands import application_behind

Accredited = PrescriberCertification | PharmacyRegistration


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def certify(request: ActorRequest) -> HttpResponseBase:
    """Certify a prescriber."""
    at = timezone.now()
    form = CertifyForm(request.POST or None, today=local_day(by=request.actor, at=at), at=at)
    return _answer(
        request,
        form,
        lambda data: operations.certify_prescriber(
            by=request.actor,
            at=at,
            prescriber_id=data["prescriber"].id,
            programme=data["programme"],
            country=data["country"],
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
            nonce=data["nonce"],
        ),
        heading=_("Certify a prescriber"),
        button=_("Certify"),
    )


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActorRequest) -> HttpResponseBase:
    """Register a pharmacy."""
    at = timezone.now()
    form = RegisterForm(request.POST or None, today=local_day(by=request.actor, at=at))
    return _answer(
        request,
        form,
        lambda data: operations.register_pharmacy(by=request.actor, at=at, **data),
        heading=_("Register a pharmacy"),
        button=_("Register"),
    )


@act("programmes.read")
@require_safe
def accreditation(request: ActorRequest, accreditation_id: UUID) -> HttpResponse:
    """Show one certification or registration, and what may be done with it."""
    found = accreditation_of(accreditation_id=accreditation_id)
    today = local_day(by=request.actor, at=timezone.now())
    context = {
        "accreditation": found,
        "name": presenters.accredited(one=found),
        "facts": presenters.accreditation_facts(one=found, today=today) + _responsible(found) + _known(found),
        "has_ended": found.valid_until is not None and found.valid_until <= today,
        "back_url": reverse("programmes:list"),
    }
    return render(request, "programmes/accreditation.html", context)


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, accreditation_id: UUID) -> HttpResponseBase:
    """End one."""
    at, found = timezone.now(), accreditation_of(accreditation_id=accreditation_id)
    form = EndForm(request.POST or None, today=local_day(by=request.actor, at=at))

    def ended(data: dict[str, Any]) -> Accredited:
        if isinstance(found, PrescriberCertification):
            return operations.end_certification(by=request.actor, at=at, certification=found, **data)
        return operations.end_registration(by=request.actor, at=at, registration=found, **data)

    return _answer(
        request,
        form,
        ended,
        heading=_("End it for %(name)s") % {"name": presenters.accredited(one=found)},
        button=_("End it"),
        danger=True,
        found=found,
    )


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: ActorRequest, accreditation_id: UUID) -> HttpResponseBase:
    """Suspend one from today."""
    at, found = timezone.now(), accreditation_of(accreditation_id=accreditation_id)
    return _answer(
        request,
        ReasonForm(request.POST or None),
        lambda data: operations.suspend_accreditation(by=request.actor, at=at, accreditation=found, **data),
        heading=_("Suspend it for %(name)s") % {"name": presenters.accredited(one=found)},
        lead=_("From today nothing new is prescribed or dispensed on it; every check asks anew."),
        button=_("Suspend it"),
        danger=True,
        found=found,
    )


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def reinstate(request: ActorRequest, accreditation_id: UUID) -> HttpResponseBase:
    """Take a suspended one up again from today."""
    at, found = timezone.now(), accreditation_of(accreditation_id=accreditation_id)
    return _answer(
        request,
        ReasonForm(request.POST or None),
        lambda data: operations.reinstate_accreditation(by=request.actor, at=at, accreditation=found, **data),
        heading=_("Lift the suspension for %(name)s") % {"name": presenters.accredited(one=found)},
        lead=_("It holds again from today, until the day agreed before."),
        button=_("Lift the suspension"),
        found=found,
    )


@act("programmes.accredit")
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: ActorRequest, accreditation_id: UUID) -> HttpResponseBase:
    """Renew one."""
    at, found = timezone.now(), accreditation_of(accreditation_id=accreditation_id)
    form = RenewForm(request.POST or None, today=local_day(by=request.actor, at=at))
    return _answer(
        request,
        form,
        lambda data: operations.renew_accreditation(by=request.actor, at=at, accreditation=found, **data),
        heading=_("Renew it for %(name)s") % {"name": presenters.accredited(one=found)},
        lead=_("It goes on from the day it ends, or from today if it has ended."),
        button=_("Renew it"),
        found=found,
    )


def _known(found: Accredited) -> list[dict[str, str]]:
    """Say which guide a prescriber read and answered, and when; the office decides what that is worth."""
    if not isinstance(found, PrescriberCertification):
        return []
    row = last_passed(reader_id=found.prescriber_id, programme=found.programme, country=found.country)
    behind = certificate_behind(certification=found)
    number = number_facts(one=behind) if behind is not None else []
    return [{"label": _("Knowledge check"), "value": passed_in_words(row)}, *number]


def _responsible(one: Accredited) -> list[dict[str, str]]:
    """Name the pharmacist who answers for a pharmacy that applied by itself."""
    behind = application_behind(registration=one) if isinstance(one, PharmacyRegistration) else None
    return presenters.responsible_facts(one=behind) if behind is not None else []


def _answer(
    request: ActorRequest,
    form: RegistryForm,
    work: Callable[[dict[str, Any]], Accredited],
    *,
    found: Accredited | None = None,
    **words: str | bool,
) -> HttpResponseBase:
    """Show the form or act on it; go on to the page of what was accredited."""
    back = reverse("programmes:list") if found is None else _home(found)
    return answer(request, form=form, act=work, then=_home, words=words | {"back_url": back, "navigation": []})


def _home(one: Accredited) -> str:
    return reverse("programmes:accreditation", args=[one.id])
