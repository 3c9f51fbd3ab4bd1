"""Contraception, pregnancy tests, and the stop that follows a suspicion."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from foundation.forms import ActForm
from patients.models import Contraception, Pregnancy, PregnancyTest, Result
from patients.operations import (
    confirm_abstinence as confirm_again,
)
from patients.operations import end_contraception as end_method
from patients.operations import record_contraception, record_test, resolve_pregnancy, suspect_pregnancy
from patients.queries import is_of_a_man, open_suspicion, record_row
from prescribers.forms.base import ConfirmForm
from prescribers.forms.protection import ContraceptionForm, EndContraceptionForm, TestForm
from prescribers.forms.suspicion import CloseForm
from prescribers.presenters.stopped import what_to_do
from prescribers.views.page import Page, answer, open_page, show


@act("patients.record_contraception")
@require_http_methods(["GET", "HEAD", "POST"])
def contraception(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Record a method in use."""
    page = open_page(request, enrolment_id)
    form = ContraceptionForm(request.POST or None, programme=page.programme, **page.form_facts())
    return answer(
        request,
        template="prescribers/contraception.html",
        form=form,
        page=page,
        act=lambda data: record_contraception(
            by=page.by,
            at=page.at,
            patient=page.patient,
            method=data["method"],
            started_on=data["started_on"],
            valid_until=data["valid_until"],
            confirmed=data["confirmed"],
            confirmed_on=[page.today] if data["confirmed_today"] else [],
            **form.stamp,
        ),
        then=lambda _made: page.home,
    )


@act("patients.record_contraception")
@require_http_methods(["GET", "HEAD", "POST"])
def end_contraception(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Record the first day on which a method no longer protects."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Contraception, row_id=row_id)
    form = EndContraceptionForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/end_contraception.html",
        form=form,
        page=page,
        act=lambda data: end_method(by=page.by, at=page.at, contraception=row, ended_on=data["ended_on"], **form.stamp),
        then=lambda _made: page.home,
    )


@act("patients.record_contraception")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_abstinence(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Record that she confirms abstinence again today."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Contraception, row_id=row_id)
    form = ConfirmForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/confirm_abstinence.html",
        form=form,
        page=page,
        act=lambda _data: confirm_again(by=page.by, at=page.at, contraception=row, **form.stamp),
        then=lambda _made: page.home,
    )


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
    form = ActForm(request.POST)
    nonce = form.cleaned_data["nonce"] if form.is_valid() else None
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


def after_test(page: Page, made: PregnancyTest) -> str:
    """Go back to the tasks, or to what must be done now."""
    if made.result == Result.NEGATIVE:
        return page.home
    return reverse("prescribers:stopped", args=[page.enrolment.id])
