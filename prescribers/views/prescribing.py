"""A prescription: drafted, checked and signed, confirmed, cancelled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from patients.care import care_of
from patients.eligibility import Judgement, Standing, forecast, judge_prescribing
from patients.models import Prescription, Treatment
from patients.operations import Draft, PrescribingRefused, authorise_prescription, cancel_prescription
from patients.queries import capsules_given, current_treatment, open_prescription, record_row
from patients.reasons import words
from patients.sendings import over_in_words, sendings_of
from prescribers.chosen import Chosen
from prescribers.dates_file import dates_ahead
from prescribers.forms.base import ReasonForm, SignForm
from prescribers.forms.prescription import DraftForm, KeptDraftForm
from prescribers.presenters.prescribing import (
    advice_lines,
    draft_facts,
    medicine,
    reason_lines,
    regimen,
)
from prescribers.status import VISIT_NEXT, status_of
from prescribers.views.page import CONFLICT, UNPROCESSABLE, Page, answer, open_page, show
from prescribers.views.patient import standing_of
from prescribers.views.preparing import Done, Preparing

ABOUT_THE_DRAFT = frozenset({"supply_too_long", "quantity_implausible"})


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def prescription(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Ask for strength, cycle and days, once nothing else is missing."""
    page = open_page(request, enrolment_id)
    standing = standing_of(page)
    treatment = current_treatment(enrolment=page.enrolment)
    if standing.judgement.verdict.reasons or treatment is None:
        context = {"reasons": reason_lines(standing.judgement), "treatment": treatment}
        status = CONFLICT if request.method == "POST" else 200
        return show(request, "prescribers/not_yet.html", context, page=page, status=status)
    judged_as = standing.judgement.verdict.judged_as
    preparing = Preparing(request, page, "prescription")
    if preparing.keeps:
        return _kept(request, page, preparing, judged_as)
    if request.method == "POST":
        form = DraftForm(request.POST, programme=page.programme, judged_as=judged_as)
        if form.is_valid() and _fits(form, page):
            request.session[_key(page)] = {name: str(value) for name, value in form.cleaned_data.items()}
            request.session[_prepared_key(page)] = str(preparing.prepared.id) if preparing.prepared else None
            return redirect("prescribers:check", enrolment_id=enrolment_id)
        status = UNPROCESSABLE
    else:
        kept = request.session.get(_key(page))
        form = preparing.filled(DraftForm(programme=page.programme, judged_as=judged_as, initial=kept or {}))
        status = 200
    drawn: dict[str, Any] = {"form": form, **_open(page), **preparing.context}
    return show(request, "prescribers/prescription.html", drawn, page=page, status=status)


@act("patients.authorise")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show all that is about to be signed, and sign it."""
    page = open_page(request, enrolment_id)
    kept = DraftForm(request.session.get(_key(page)) or {}, programme=page.programme, judged_as=None)
    treatment = current_treatment(enrolment=page.enrolment)
    if not kept.is_valid() or treatment is None:
        if request.method == "POST":
            messages.error(request, _("There is no draft any more. Nothing was signed: fill it in once more."))
        return redirect("prescribers:prescription", enrolment_id=enrolment_id)
    draft = kept.draft()
    judgement = _judged(page, draft)
    form = SignForm(
        request.POST or None,
        shown=f"{page.today.isoformat()} {kept.as_text()}",
        dose_outside_label=judgement.holds("dose_outside_label"),
        **page.form_facts(),
    )
    preparing = Preparing(request, page, "prescription", kept_id=request.session.get(_prepared_key(page)))
    try:
        return answer(
            request,
            template="prescribers/check.html",
            form=form,
            page=page,
            act=_signing(page, preparing, form, draft),
            then=lambda made: reverse("prescribers:authorised", args=[page.enrolment.id, made.id]),
            context=_to_be_signed(page, draft, judgement, treatment),
        )
    except PrescribingRefused as refused:
        messages.error(request, str(refused.message))
        return redirect("prescribers:prescription", enrolment_id=enrolment_id)


@act("patients.read")
@require_safe
def authorised(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Confirm a prescription with its number, and say what happens next."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Prescription, row_id=row_id)
    assert isinstance(row, Prescription)
    standing = standing_of(page)
    dispense_by, visit = standing.due.get("dispense_by"), standing.due.get("visit")
    context = {
        "number": row.authorisation_number,
        "line": f"{medicine(page.enrolment, row)}, {regimen(row)}",
        "left": row.capsules - capsules_given(prescription=row),
        "dispense_by": date_format(dispense_by) if dispense_by else "",
        "visit": date_format(visit) if visit is not None and visit >= standing.on else "",
        "is_open": not hasattr(row, "closure"),
        **_at_pharmacies(page, standing, row),
        "may_cancel": page.may("patients.cancel_prescription"),
        "has_feed": page.may("reminders.feed"),
        "may_send": page.may("patients.send_prescription"),
        "has_dates": bool(dates_ahead(standing)),
        "sent_to": [one.pharmacy.name for one in sendings_of(prescription=row)],
        "row": row,
        "list_query": Chosen.of(request.GET.dict()).query,
    }
    return show(request, "prescribers/authorised.html", context, page=page)


def _at_pharmacies(page: Page, standing: Standing, row: Prescription) -> dict[str, object]:
    """Tell whether pharmacies dispense on it; where its time is over, since when, and the way on."""
    is_held = bool(standing.judgement.held_by)
    way = "prescribers:visit" if status_of(standing).code in VISIT_NEXT else "prescribers:prescription"
    return {
        "is_held": is_held,
        "is_dispensed": standing.waits_for(prescription=row) and not is_held,
        "over": "" if is_held else _over(standing, row),
        "anew_url": reverse(way, args=[page.enrolment.id]) if page.may("patients.prepare") else "",
    }


def _over(standing: Standing, row: Prescription) -> str:
    """Say that the time of a prescription is over; nothing while it waits, was closed or was dispensed in full."""
    is_done = hasattr(row, "closure") or capsules_given(prescription=row) >= row.capsules
    return "" if is_done or standing.waits_for(prescription=row) else over_in_words(ended_on=standing.ended_on)


@act("patients.cancel_prescription")
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Cancel a prescription from today."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Prescription, row_id=row_id)
    assert isinstance(row, Prescription)
    form = ReasonForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/cancel.html",
        form=form,
        page=page,
        act=lambda data: cancel_prescription(
            by=page.by, at=page.at, prescription=row, reason=data["reason"], **form.stamp
        ),
        then=lambda _made: page.home,
        context={"number": row.authorisation_number, "line": f"{medicine(page.enrolment, row)}, {regimen(row)}"},
    )


def _signing(page: Page, preparing: Preparing, form: SignForm, draft: Draft) -> Done:
    """Sign what was shown, and say so of what was prepared."""

    def sign(data: dict[str, Any]) -> models.Model:
        form.require_as_shown()
        reason = data.get("dose_reason", "")
        return preparing.signed(
            lambda: authorise_prescription(
                by=page.by, at=page.at, enrolment=page.enrolment, draft=draft, reason=reason, **form.stamp
            )
        )

    return sign


def _kept(request: ActorRequest, page: Page, preparing: Preparing, judged_as: str | None) -> HttpResponse:
    """Take a draft down for a prescriber, once the rulebook has looked at it as if it were hers or his."""
    form = KeptDraftForm(request.POST or None, programme=page.programme, judged_as=judged_as, **page.form_facts())
    if request.method == "POST" and form.is_valid():
        _fits(form, page)
    return answer(
        request,
        template="prescribers/prescription.html",
        form=form,
        page=page,
        act=lambda data: preparing.keep(form, data),
        then=lambda _made: page.home,
        context={**_open(page), **preparing.context},
    )


def _fits(form: DraftForm, page: Page) -> bool:
    """Ask the rulebook about the draft itself; what it says stands beside the field that mends it."""
    reasons = _judged(page, form.draft()).verdict.reasons
    for code in reasons:
        form.add_error("days_supply" if code in ABOUT_THE_DRAFT else None, str(words(code).for_prescriber))
    return not reasons


def _judged(page: Page, draft: Draft) -> Judgement:
    signer = page.by.person_id if page.may_sign else care_of(enrolment=page.enrolment).prescriber_id
    return judge_prescribing(
        enrolment=page.enrolment, prescriber_id=signer or page.by.person_id, draft=draft.in_words(), on=page.today
    )


def _to_be_signed(page: Page, draft: Draft, judgement: Judgement, treatment: Treatment) -> dict[str, object]:
    """Give all that stands above the signature."""
    coming = forecast(enrolment=page.enrolment, draft=draft.in_words(), on=page.today)
    return {
        "facts": draft_facts(
            enrolment=page.enrolment, draft=draft, judgement=judgement, coming=coming, treatment=treatment
        ),
        "advice": advice_lines(judgement),
        "back_url": reverse("prescribers:prescription", args=[page.enrolment.id]),
        **_open(page),
    }


def _open(page: Page) -> dict[str, object]:
    """Tell of the prescription that signing a new one would close."""
    row = open_prescription(enrolment=page.enrolment)
    if row is None:
        return {"open": None}
    return {
        "open": row,
        "open_over": _over(standing_of(page), row),
        "open_on": date_format(row.prescribed_on),
        "open_given": capsules_given(prescription=row),
    }


def _prepared_key(page: Page) -> str:
    return f"prepared:{page.enrolment.id}"


def _key(page: Page) -> str:
    return f"draft:{page.enrolment.id}"
