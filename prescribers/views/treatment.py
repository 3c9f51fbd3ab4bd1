"""The indication and the course: begun, interrupted, resumed, ended; and the end of an enrolment."""

from uuid import UUID

from django.db import models
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.request import ActorRequest
from patients.models import Stop, Treatment
from patients.operations import (
    end_treatment,
    interrupt_supply,
    record_treatment,
    resume_supply,
)
from patients.operations import withdraw as withdraw_patient
from patients.own_pregnancy import ENDED_BY_PREGNANCY
from patients.queries import record_row, running_treatment
from prescribers.forms.base import ConfirmForm, ReasonForm
from prescribers.forms.treatment import EndTreatmentForm, IndicationForm, LeaveForm, initial_of
from prescribers.views.page import Page, answer, open_page
from prescribers.views.preparing import Preparing


@act("patients.record_treatment")
@require_http_methods(["GET", "HEAD", "POST"])
def indication(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Record what is treated, with what, after what; or correct it with a reason."""
    page = open_page(request, enrolment_id)
    running = running_treatment(enrolment=page.enrolment)
    # A form that was sent says itself whether it asked for a reason: sent twice, it is the same form.
    correcting = "reason" in request.POST if request.method == "POST" else running is not None
    facts = page.form_facts()
    facts["initial"] |= initial_of(running) if running else {"started_on": page.today}
    form = IndicationForm(request.POST or None, programme=page.programme, correcting=correcting, **facts)
    return answer(
        request,
        template="prescribers/indication.html",
        form=form,
        page=page,
        act=lambda data: record_treatment(
            by=page.by,
            at=page.at,
            enrolment=page.enrolment,
            started_on=data["started_on"],
            indication=form.indication(),
            reason=data.get("reason", ""),
            **form.stamp,
        ),
        then=lambda _made: page.home,
        context={"correcting": correcting},
    )


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def interrupt(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Stop the supply from today, until it is resumed."""
    page = open_page(request, enrolment_id)
    preparing = Preparing(request, page, "interrupt")
    form = preparing.filled(ReasonForm(request.POST or None, **page.form_facts()))
    return answer(
        request,
        template="prescribers/interrupt.html",
        form=form,
        page=page,
        act=preparing.or_keep(
            form,
            lambda data: interrupt_supply(
                by=page.by, at=page.at, enrolment=page.enrolment, reason=data["reason"], **form.stamp
            ),
        ),
        then=lambda _made: page.home,
        context=preparing.context,
    )


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Let the supply go on from today."""
    page = open_page(request, enrolment_id)
    stop = record_row(enrolment=page.enrolment, kind=Stop, row_id=row_id)
    preparing = Preparing(request, page, "resume", row_id)
    form = ConfirmForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/resume.html",
        form=form,
        page=page,
        act=preparing.or_keep(form, lambda _data: resume_supply(by=page.by, at=page.at, stop=stop, **form.stamp)),
        then=lambda _made: page.home,
        context=preparing.context,
    )


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """End the treatment that runs."""
    page = open_page(request, enrolment_id)
    running = record_row(enrolment=page.enrolment, kind=Treatment, row_id=row_id)
    preparing = Preparing(request, page, "end", row_id)
    form = preparing.filled(
        EndTreatmentForm(request.POST or None, may_be_pregnant=page.may_be_pregnant, **page.form_facts())
    )
    return answer(
        request,
        template="prescribers/end.html",
        form=form,
        page=page,
        act=preparing.or_keep(
            form,
            lambda data: end_treatment(
                by=page.by,
                at=page.at,
                treatment=running,
                ended_on=data["ended_on"],
                reason=data["reason"],
                **form.stamp,
            ),
        ),
        then=lambda made: _after_end(page, made),
        context=preparing.context,
    )


def _after_end(page: Page, made: models.Model) -> str:
    """Lead to what must be done now where a pregnancy was the reason."""
    if isinstance(made, Treatment) and made.end_reason == ENDED_BY_PREGNANCY:
        return reverse("prescribers:stopped", args=[page.enrolment.id])
    return page.home


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Take a patient out of the programme today, for one of the reasons there are."""
    page = open_page(request, enrolment_id)
    preparing = Preparing(request, page, "withdraw")
    form = preparing.filled(LeaveForm(request.POST or None, **page.form_facts()))
    return answer(
        request,
        template="prescribers/withdraw.html",
        form=form,
        page=page,
        act=preparing.or_keep(
            form,
            lambda data: withdraw_patient(
                by=page.by,
                at=page.at,
                enrolment=page.enrolment,
                cause=data["cause"],
                died_on=data["died_on"],
                reason=data["reason"],
                **form.stamp,
            ),
        ),
        then=lambda _made: page.home,
        context=preparing.context,
    )
