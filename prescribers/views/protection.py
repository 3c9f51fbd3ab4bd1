"""Pregnancy tests, and the stop that follows a suspicion; what to do for a man's partner."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from patients.models import Pregnancy, PregnancyTest, Result
from patients.operations import record_test, resolve_pregnancy, suspect_pregnancy
from patients.queries import is_of_a_man, open_suspicion, record_row
from prescribers.forms.base import NamingForm
from prescribers.forms.protection import TestForm
from prescribers.forms.suspicion import CloseForm
from prescribers.presenters.stopped import what_to_do, what_to_do_for_a_partner
from prescribers.views.page import Page, answer, of_another, open_page, show


@act("patients.record_test")
@require_http_methods(["GET", "HEAD", "POST"])
def test(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Record a pregnancy test; one that is not negative leads to what must be done now."""
    page = open_page(request, enrolment_id)
    facts = page.form_facts()
    facts["initial"]["sampled_on"] = page.today
    form = TestForm(request.POST or None, programme=page.programme, **facts)
    return answer(
        request,
        template="prescribers/test.html",
        form=form,
        page=page,
        act=lambda data: record_test(
            by=page.by, at=page.at, patient=page.patient, specimen=data["specimen"], **form.facts(), **form.stamp
        ),
        then=lambda made: after_test(page, made),
    )


@act("patients.suspect_pregnancy")
@require_POST
def suspect(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Stop the supply at one press; whatever changed in the record meanwhile does not hold it up."""
    page = open_page(request, enrolment_id)
    form = NamingForm(request.POST, initial={"about": page.enrolment.id})
    nonce = form.cleaned_data["nonce"] if form.is_valid() else None
    if form.is_of_another:
        return of_another(request, form, page)
    suspect_pregnancy(by=page.by, at=page.at, patient=page.patient, reason="said at the centre", nonce=nonce)
    return redirect("prescribers:stopped", enrolment_id=enrolment_id)


@act("patients.read")
@require_safe
def stopped(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Say what to do now."""
    page = open_page(request, enrolment_id)
    suspicion = open_suspicion(patient=page.patient)
    stops = not is_of_a_man(enrolment=page.enrolment)
    context: dict[str, Any] = {"steps": what_to_do(), "suspicion": suspicion, "stops": stops}
    if suspicion is not None and page.may("patients.resolve_pregnancy"):
        context["close_url"] = reverse("prescribers:close_suspicion", args=[page.enrolment.id, suspicion.id])
    return show(request, "prescribers/stopped.html", context, page=page)


@act("patients.resolve_pregnancy")
@require_http_methods(["GET", "HEAD", "POST"])
def close_suspicion(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Close a suspicion: a second prescriber of the centre signs beside the first."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Pregnancy, row_id=row_id)
    form = CloseForm(request.POST or None, request=request, by=page.by, at=page.at, **page.form_facts())
    return answer(
        request,
        template="prescribers/close_suspicion.html",
        form=form,
        page=page,
        act=lambda data: resolve_pregnancy(
            by=page.by, at=page.at, pregnancy=row, how=data["how"], second=form.second, **form.stamp
        ),
        then=lambda _made: page.home,
    )


@act("patients.read")
@require_safe
def partner_told(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Say what to do now for a partner who may be pregnant."""
    page = open_page(request, enrolment_id)
    return show(request, "prescribers/partner_told.html", {"steps": what_to_do_for_a_partner()}, page=page)


def after_test(page: Page, made: PregnancyTest) -> str:
    """Go back to the tasks, or to what must be done now."""
    if made.result == Result.NEGATIVE:
        return page.home
    return reverse("prescribers:stopped", args=[page.enrolment.id])
