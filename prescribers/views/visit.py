"""The monthly visit on one page: filled in, checked, signed once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.refusals import NotSigned, Refusal, Stale
from accounts.request import ActorRequest
from patients.care import care_of
from patients.eligibility import Judgement, Standing, forecast, judge_visit
from patients.models import Treatment, Visit
from patients.operations import PrescribingRefused, record_test, record_visit, suspect_pregnancy, tell_side_effect
from patients.queries import (
    current_treatment,
    current_version,
    last_prescription,
    last_test,
    methods_in_use,
    told_since_the_last_visit,
)
from patients.reasons import words
from prescribers.chosen import Chosen
from prescribers.forms.base import SignForm
from prescribers.forms.prescription import DraftForm
from prescribers.forms.visit import DRAFT_FIELDS, TEST_FIELDS, VisitForm, carried_over
from prescribers.presenters.prescribing import Fact, advice_lines, draft_facts, reason_lines
from prescribers.presenters.visit import (
    BESIDE,
    NOT_TO_BE_HELD,
    asked_of,
    coming_said,
    draft_said,
    facts_above,
    fingerprint,
    in_the_way,
    kit_said,
    label_said,
    ribbon_of,
    visit_facts,
)
from prescribers.views.page import SEE_ABOVE, UNPROCESSABLE, Page, of_another, open_page, renewed, show
from prescribers.views.patient import standing_of
from prescribers.views.preparing import Preparing

CONFLICT = 409


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show the visit, check it, sign it; a result that stops is recorded before anything else is looked at."""
    sheet = Sheet(request, open_page(request, enrolment_id))
    if request.method == "POST":
        return _sent(sheet)
    return _shown(sheet) if sheet.can_be_held else _not_yet(sheet)


@dataclass(frozen=True)
class Sheet:
    """One visit as it is being filled in."""

    request: ActorRequest
    page: Page

    @cached_property
    def standing(self) -> Standing:
        """Tell how the patient stands before it."""
        return standing_of(self.page)

    @cached_property
    def treatment(self) -> Treatment | None:
        """Give the treatment begun last."""
        return current_treatment(enrolment=self.page.enrolment)

    @property
    def can_be_held(self) -> bool:
        """Say whether a prescription could come of it at all: other things stop it before its questions do."""
        return self.treatment is not None and not NOT_TO_BE_HELD & set(self.standing.judgement.verdict.reasons)

    @cached_property
    def signer_id(self) -> UUID:
        """Give whose certification is asked about: who signs, or for whom it is filled in."""
        if self.page.may_sign:
            return self.page.by.person_id
        return care_of(enrolment=self.page.enrolment).prescriber_id or self.page.by.person_id

    @cached_property
    def judged_as(self) -> str | None:
        """Give the category the rulebook judges by."""
        return self.standing.judgement.verdict.judged_as

    @cached_property
    def carried(self) -> dict[str, Any]:
        """Give what is as last time."""
        return carried_over(
            test=last_test(patient=self.page.patient),
            last=last_prescription(enrolment=self.page.enrolment),
            judged_as=self.judged_as,
            programme=self.page.programme,
        )

    @cached_property
    def form(self) -> VisitForm:
        """Give the form, filled in with what was sent or with what is carried over."""
        facts = self.page.form_facts()
        facts["initial"] |= {"sampled_on": self.page.today} | self.carried
        asks = asked_of(standing=self.standing, methods=methods_in_use(patient=self.page.patient))
        made = VisitForm(
            self.request.POST if self.request.method == "POST" else None,
            programme=self.page.programme,
            judged_as=self.judged_as,
            asks=asks,
            **facts,
        )
        return self.preparing.filled(made)

    @cached_property
    def preparing(self) -> Preparing:
        """Say whether it is signed here, or kept for a prescriber."""
        return Preparing(self.request, self.page, "visit")

    @cached_property
    def judgement(self) -> Judgement:
        """Ask the rulebook with all of the visit as if it were recorded."""
        test = self.form.test
        return judge_visit(
            enrolment=self.page.enrolment,
            prescriber_id=self.signer_id,
            draft=self.form.draft().in_words(),
            on=self.page.today,
            test=None
            if test is None
            else {
                "sampled_on": test.sampled_on.isoformat(),
                "result": test.result,
                "sensitivity_miu_ml": None if test.sensitivity_miu_ml is None else float(test.sensitivity_miu_ml),
                "supervised": test.supervised,
            },
            confirms_abstinence=bool(self.form.answers().contraception_unchanged),
        )

    def facts(self) -> list[Fact]:
        """List everything that the signature stands under."""
        assert self.treatment is not None  # a visit without one is not held
        draft = self.form.draft()
        coming = forecast(enrolment=self.page.enrolment, draft=draft.in_words(), on=self.page.today)
        return [
            *visit_facts(
                asks=self.form.asks,
                test=self.form.test,
                earlier=last_test(patient=self.page.patient),
                side_effect=self.form.side_effect,
            ),
            *draft_facts(
                enrolment=self.page.enrolment,
                draft=draft,
                judgement=self.judgement,
                coming=coming,
                treatment=self.treatment,
            ),
        ]


def _sent(sheet: Sheet) -> HttpResponse:
    """Take what was sent: whose it is and a result that stops come first."""
    form = sheet.form
    valid = form.is_valid()
    if form.is_of_another:
        return of_another(sheet.request, form, sheet.page)
    if form.stops:
        return _stop(sheet)
    if not sheet.can_be_held:
        return _not_yet(sheet)
    if not valid:
        return _shown(sheet, status=UNPROCESSABLE)
    return _sign(sheet) if sheet.request.POST.get("step") == "sign" else _filled_in(sheet)


def _filled_in(sheet: Sheet) -> HttpResponse:
    """Go on from the answers: to the signature, to the page of contraception, or back to be changed."""
    form, page = sheet.form, sheet.page
    if form.cleaned_data["version"] != page.patient.version:
        return _shown(sheet, status=CONFLICT, **renewed(form, page))
    if sheet.request.POST.get("step") == "change":
        form.ask_anew()
        return _shown(sheet)
    if form.is_changed:
        return _leads_on(sheet)
    if not _fits(sheet):
        return _shown(sheet, status=UNPROCESSABLE)
    return _keep(sheet) if sheet.preparing.keeps else _to_sign(sheet, _sign_form(sheet, None))


def _stop(sheet: Sheet) -> HttpResponse:
    """Record the result that stops, then what else was told; the prescription is not signed.

    Where the rest of the test cannot be read, the supply is stopped all the same, for the suspicion.
    """
    page, form = sheet.page, sheet.form
    said = _("The result is recorded. No prescription was signed.")
    if form.test is None:
        reason = f"test: {form.cleaned_data['result']}"
        nonce = uuid5(form.cleaned_data["nonce"], "suspicion")
        suspect_pregnancy(by=page.by, at=page.at, patient=page.patient, reason=reason, nonce=nonce)
        said = _("The supply is stopped. Date or sample of the test could not be read: record the test once more.")
    _record_facts(sheet)
    messages.warning(sheet.request, said)
    return redirect("prescribers:stopped", enrolment_id=page.enrolment.id)


def _leads_on(sheet: Sheet) -> HttpResponse:
    """Keep the facts that were typed, and go to where the method is recorded."""
    _record_facts(sheet)
    messages.info(
        sheet.request,
        _("The test and the side effects are recorded. Record the method now, then open the visit again."),
    )
    return redirect("prescribers:contraception", enrolment_id=sheet.page.enrolment.id)


def _keep(sheet: Sheet) -> HttpResponse:
    """Record the facts that a delegate may record, and keep the rest for a prescriber to sign."""
    _record_facts(sheet)
    told = ("side_effects", "told", "serious") if sheet.form.side_effect is not None else ()
    version = current_version(patient=sheet.page.patient)
    sheet.preparing.keep(sheet.form, sheet.form.cleaned_data, without=(*TEST_FIELDS, *told), version=version)
    return redirect(sheet.page.home)


def _record_facts(sheet: Sheet) -> None:
    """Record test and side effect, each by itself, under numbers that the form's own leads to."""
    page, form = sheet.page, sheet.form
    test, nonce = form.test, form.cleaned_data["nonce"]
    if test is not None:
        record_test(
            by=page.by,
            at=page.at,
            patient=page.patient,
            sampled_on=test.sampled_on,
            result=test.result,
            specimen=test.specimen,
            sensitivity_miu_ml=test.sensitivity_miu_ml,
            supervised=test.supervised,
            nonce=uuid5(nonce, "test"),
        )
    if form.side_effect is not None:
        tell_side_effect(
            by=page.by,
            at=page.at,
            enrolment=page.enrolment,
            side_effect=form.side_effect,
            nonce=uuid5(nonce, "side effect"),
        )


def _fits(sheet: Sheet) -> bool:
    """Ask the rulebook about all of it; each reason stands beside the answer that mends it."""
    reasons = sheet.judgement.verdict.reasons
    for code in reasons:
        beside = BESIDE.get(code)
        entry = words(code)
        said = f"{entry.for_prescriber} {entry.remedy}".strip()
        sheet.form.add_error(beside if beside in sheet.form.fields else None, said)
    return not reasons


def _sign(sheet: Sheet) -> HttpResponse:
    """Record and sign, once the page shown is what would be signed."""
    page, form = sheet.page, sheet.form
    sign = _sign_form(sheet, sheet.request.POST)
    if not sign.is_valid():
        return _to_sign(sheet, sign, status=UNPROCESSABLE)
    try:
        sign.require_as_shown()
    except Stale as stale:
        sign.add_error(None, str(stale.message))
        sign.renew(version=page.patient.version)
        return _to_sign(sheet, sign, status=stale.status)
    try:
        made = sheet.preparing.signed(
            lambda: record_visit(
                by=page.by,
                at=page.at,
                enrolment=page.enrolment,
                answers=form.answers(),
                draft=form.draft(),
                reason=sign.cleaned_data.get("dose_reason", ""),
                **form.stamp,
            )
        )
    except NotSigned as refusal:
        sign.add_error(None, str(refusal.message))
        return _to_sign(sheet, sign, status=refusal.status)
    except PrescribingRefused:
        _fits(sheet)
        return _shown(sheet, status=CONFLICT)
    except Refusal as refusal:
        changed = renewed(form, page) if isinstance(refusal, Stale) else {}
        form.add_error(None, str(SEE_ABOVE if changed else refusal.message))
        return _shown(sheet, status=refusal.status, **changed)
    assert isinstance(made, Visit)
    query = Chosen.of(sheet.request.GET.dict()).query
    done = reverse("prescribers:authorised", args=[page.enrolment.id, made.prescription_id])
    return redirect(f"{done}?{query}" if query else done)


def _sign_form(sheet: Sheet, sent: Any) -> SignForm:
    facts = sheet.page.form_facts()
    facts["initial"] |= {name: sheet.form.cleaned_data[name] for name in ("nonce", "version")}
    return SignForm(
        sent,
        shown=fingerprint(on=sheet.page.today, facts=sheet.facts()),
        dose_outside_label=sheet.judgement.holds("dose_outside_label"),
        **facts,
    )


def _to_sign(sheet: Sheet, sign: SignForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": sign,
        "facts": [Fact(label=fact.label, value=fact.value) for fact in sheet.facts()],
        "advice": advice_lines(sheet.judgement),
        "sent": sheet.form.sent_again(),
        **sheet.preparing.context,
    }
    return show(sheet.request, "prescribers/visit_check.html", context, page=sheet.page, status=status)


def _not_yet(sheet: Sheet) -> HttpResponse:
    context = {"reasons": reason_lines(sheet.standing.judgement), "treatment": sheet.treatment}
    return show(sheet.request, "prescribers/not_yet.html", context, page=sheet.page)


def _shown(sheet: Sheet, *, status: int = 200, **more: Any) -> HttpResponse:
    """Draw the page: what stands above, the questions, and the prescription as last time."""
    form, page = sheet.form, sheet.page
    as_last = DraftForm(
        {name: sheet.carried.get(name, "") for name in DRAFT_FIELDS}, programme=page.programme, judged_as=None
    )
    draft = as_last.draft() if as_last.is_valid() else None
    touched = form.is_bound and any(
        str(form[name].value()) != str(sheet.carried.get(name, "")) for name in DRAFT_FIELDS
    )
    test = last_test(patient=page.patient)
    context = {
        "form": form,
        "today": page.today,
        "ribbon": ribbon_of(standing=sheet.standing),
        "above": facts_above(
            standing=sheet.standing, test=test, told=told_since_the_last_visit(enrolment=page.enrolment)
        ),
        "in_the_way": in_the_way(standing=sheet.standing),
        "draft": draft_said(page.enrolment, draft) if draft else "",
        "coming": coming_said(forecast(enrolment=page.enrolment, draft=draft.in_words(), on=page.today))
        if draft
        else "",
        "label": label_said(sheet.standing.judgement, sheet.treatment) if sheet.treatment else "",
        "draft_open": draft is None or touched or any(name in form.errors for name in DRAFT_FIELDS),
        "kit": kit_said(test),
        "kit_open": not kit_said(test) or any(name in form.errors for name in ("specimen", "sensitivity_miu_ml")),
        "told_open": any(form[name].errors or form[name].value() for name in ("told", "serious")),
        "running": sheet.treatment,
        "may_end": page.may_fill_in("patients.end_treatment"),
        "may_interrupt": page.may_fill_in("patients.interrupt"),
        **sheet.preparing.context,
        **more,
    }
    return show(sheet.request, "prescribers/visit.html", context, page=page, status=status)
