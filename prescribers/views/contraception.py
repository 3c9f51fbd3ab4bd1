"""Contraception: recorded, changed, confirmed, ended, corrected; from when it is enough is said as it is typed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.request import ActorRequest
from patients.models import Contraception
from patients.operations import change_contraception as change_method
from patients.operations import confirm_abstinence as confirm_again
from patients.operations import correct_contraception as put_right
from patients.operations import end_contraception as end_method
from patients.operations import record_contraception
from patients.protection import method_of, protection_with
from patients.queries import methods_in_use, record_row
from prescribers.forms.base import ConfirmForm
from prescribers.forms.contraception import (
    ChangeContraceptionForm,
    ContraceptionForm,
    CorrectContraceptionForm,
    EndContraceptionForm,
)
from prescribers.presenters.protection import in_use, protection_words
from prescribers.presenters.timeline import say
from prescribers.views.page import Page, answer, open_page, show

ASKED = "say"
"""The name of the button that asks from when, and records nothing."""


@act("patients.record_contraception")
@require_http_methods(["GET", "HEAD", "POST"])
def contraception(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Record a method in use, or say from when it would be enough."""
    page = open_page(request, enrolment_id)
    form = ContraceptionForm(request.POST or None, programme=page.programme, **page.form_facts())
    context = {"in_use": in_use(methods_in_use(patient=page.patient))}
    if ASKED in request.POST:
        return _says(request, page, form, "prescribers/contraception.html", context)
    return answer(
        request,
        template="prescribers/contraception.html",
        form=form,
        page=page,
        act=lambda _data: record_contraception(
            by=page.by, at=page.at, patient=page.patient, **_begun(form, page), **form.stamp
        ),
        then=lambda _made: page.home,
        context=context,
    )


@act("patients.record_contraception")
@require_http_methods(["GET", "HEAD", "POST"])
def change_contraception(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Record in one act that a method ended and another began."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Contraception, row_id=row_id)
    assert isinstance(row, Contraception)
    form = ChangeContraceptionForm(request.POST or None, programme=page.programme, **page.form_facts())
    context = {"entry": say(row)}
    if ASKED in request.POST:
        return _says(request, page, form, "prescribers/change_contraception.html", context, in_place_of=row)
    return answer(
        request,
        template="prescribers/change_contraception.html",
        form=form,
        page=page,
        act=lambda data: change_method(
            by=page.by,
            at=page.at,
            contraception=row,
            ended_on=data["ended_on"],
            **_begun(form, page),
            **form.stamp,
        ),
        then=lambda _made: page.home,
        context=context,
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
        context={"row": row},
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


@act("patients.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_contraception(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Put right what was written of a method."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Contraception, row_id=row_id)
    assert isinstance(row, Contraception)
    facts = page.form_facts()
    names = ("method", "started_on", "ended_on", "valid_until", "confirmed")
    facts["initial"] |= {name: getattr(row, name) for name in names}
    form = CorrectContraceptionForm(request.POST or None, programme=page.programme, **facts)
    return answer(
        request,
        template="prescribers/correct_contraception.html",
        form=form,
        page=page,
        act=lambda data: put_right(
            by=page.by,
            at=page.at,
            contraception=row,
            reason=data["reason"],
            **{name: data[name] for name in names},
            **form.stamp,
        ),
        then=lambda _made: page.home,
        context={"entry": say(row)},
    )


def _begun(form: ContraceptionForm, page: Page) -> dict[str, Any]:
    """Give what the record keeps of the method that begins."""
    begun = form.begun(today=page.today)
    assert begun is not None  # the form is valid
    return {
        "method": begun.method,
        "started_on": begun.started_on,
        "valid_until": begun.valid_until,
        "confirmed": begun.confirmed,
        "confirmed_on": begun.confirmed_on,
    }


def _says(
    request: ActorRequest,
    page: Page,
    form: ContraceptionForm,
    template: str,
    context: dict[str, Any],
    *,
    in_place_of: Contraception | None = None,
) -> HttpResponse:
    """Show the form as it was typed, with what it would come to; nothing is recorded."""
    form.is_valid()
    begun = form.begun(today=page.today)
    ends_on = form.cleaned_data.get("ended_on")
    wrong = [error for name in ("started_on", "ended_on") for error in form.errors.get(name, [])]
    found: dict[str, Any] = {"says": wrong}
    if begun is not None and (in_place_of is None or ends_on is not None):
        ended = method_of(in_place_of, ended_on=ends_on) if in_place_of is not None else None
        protection = protection_with(enrolment=page.enrolment, on=page.today, begun=begun, ended=ended)
        found = {"says": protection_words(programme=page.programme, found=protection, method=begun)}
    typed = type(form)(programme=page.programme, **_as_typed(form, page))
    return show(request, template, {"form": typed} | found | context, page=page)


def _as_typed(form: ContraceptionForm, page: Page) -> dict[str, Any]:
    """Lay what was typed out over a form that nobody has sent yet."""
    facts = page.form_facts()
    kept = {
        name: form.cleaned_data.get(name, form[name].value()) for name in form.fields if name not in facts["initial"]
    }
    return facts | {"initial": facts["initial"] | kept}
