"""The category: assessed, proposed lower, decided on by a second prescriber, corrected."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from patients.justification import why_not_justified
from patients.models import Category, CategoryAssessment, CategoryProposal, Sex
from patients.operations import (
    approve_category,
    assess_category,
    lowers,
    propose_category,
    refuse_category,
    withdraw_proposal,
)
from patients.operations import correct_category as put_right
from patients.queries import open_prescription, open_proposal, record_row
from prescribers.forms.base import ConfirmForm
from prescribers.forms.category import APPROVE, CorrectCategoryForm, DecideForm, ManForm, WomanForm
from prescribers.presenters.category import category_facts, proposal_facts, what_changed
from prescribers.presenters.prescribing import reason_lines
from prescribers.presenters.timeline import say
from prescribers.views.page import Page, answer, open_page, show
from prescribers.views.patient import standing_of
from prescribers.views.preparing import Preparing


@act("patients.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def category(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Ask whether the patient can become pregnant; a lower category than the one in force is only proposed."""
    page = open_page(request, enrolment_id)
    is_male = page.person.sex == Sex.MALE
    preparing = Preparing(request, page, "category")
    sent = request.POST if request.method == "POST" else None  # an empty body is a form without answers
    form: ManForm | WomanForm
    if is_male:
        lowering = lowers(earlier=page.category, category=Category.MALE)
        form = preparing.filled(ManForm(sent, lowering=lowering, **page.form_facts()))
    else:
        form = preparing.filled(WomanForm(sent, programme=page.programme, **page.form_facts()))
        if request.method == "POST":
            _ask_the_rulebook(form, page)
    proposal = open_proposal(enrolment=page.enrolment)
    return answer(
        request,
        template="prescribers/category_man.html" if is_male else "prescribers/category.html",
        form=form,
        page=page,
        act=preparing.or_keep(form, lambda _data: _assess_or_propose(form, page)),
        then=preparing.then(lambda made: _where_next(page, made)),
        context={
            "in_force": category_facts(page.category) if page.category else [],
            "proposed": proposal is not None,
            "is_strictest": page.category is not None and page.category.category == Category.CHILDBEARING,
            **preparing.context,
        },
    )


@act("patients.read")
@require_safe
def outcome(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Say which category is in force and why, what is missing for it, and what waits for a second prescriber."""
    page = open_page(request, enrolment_id)
    if page.category is None:
        return redirect(page.home)
    proposal = open_proposal(enrolment=page.enrolment)
    standing = standing_of(page)
    context: dict[str, Any] = {
        "in_force": category_facts(page.category),
        "missing": reason_lines(standing.judgement),
        "prescription": what_changed(standing, open_prescription(enrolment=page.enrolment)),
        "proposal": proposal_facts(proposal) if proposal else [],
    }
    if proposal is not None and page.may("patients.approve_category"):
        context["decide_url"] = reverse("prescribers:proposal", args=[page.enrolment.id, proposal.id])
        context["is_own"] = proposal.recorded_by_id == page.by.user_id
    if page.may("patients.assess_category"):
        context["correct_url"] = reverse("prescribers:correct_category", args=[page.enrolment.id, page.category.id])
    return show(request, "prescribers/category_outcome.html", context, page=page)


@act("patients.approve_category")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Show a proposed category; a second prescriber decides, who proposed it may take it back."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=CategoryProposal, row_id=row_id)
    assert isinstance(row, CategoryProposal)
    form = DecideForm(request.POST or None, **page.form_facts())

    def decide(data: dict[str, Any]) -> Any:
        if data["answer"] == APPROVE:
            return approve_category(by=page.by, at=page.at, proposal=row, **form.stamp)
        return refuse_category(by=page.by, at=page.at, proposal=row, reason=data["words"], **form.stamp)

    return answer(
        request,
        template="prescribers/category_proposal.html",
        form=form,
        page=page,
        act=decide,
        then=lambda _made: _outcome(page),
        context={
            "proposal": proposal_facts(row),
            "in_force": category_facts(page.category) if page.category else [],
            "is_own": row.recorded_by_id == page.by.user_id,
            "decided": getattr(row, "decision", None),
            "withdraw_url": reverse("prescribers:withdraw_proposal", args=[page.enrolment.id, row.id]),
        },
    )


@act("patients.propose_category")
@require_POST
def withdraw_own_proposal(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Take one's own proposal back."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=CategoryProposal, row_id=row_id)
    form = ConfirmForm(request.POST, **page.form_facts())
    return answer(
        request,
        template="prescribers/category_withdrawn.html",
        form=form,
        page=page,
        act=lambda _data: withdraw_proposal(by=page.by, at=page.at, proposal=row, **form.stamp),
        then=lambda _made: _outcome(page),
    )


@act("patients.assess_category")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_category(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Put right what was written of an assessment of a woman; it never comes to ask for less."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=CategoryAssessment, row_id=row_id)
    assert isinstance(row, CategoryAssessment)
    facts = page.form_facts()
    names = ("criterion", "specialist_confirmed", "evidence", "evidence_on", "evidence_by")
    facts["initial"] |= {name: getattr(row, name) for name in names if name != "criterion" or row.criterion}
    form = CorrectCategoryForm(request.POST or None, programme=page.programme, **facts)
    return answer(
        request,
        template="prescribers/correct_category.html",
        form=form,
        page=page,
        act=lambda data: put_right(
            by=page.by, at=page.at, assessment=row, reason=data["reason"], **form.facts(), **form.stamp
        ),
        then=lambda _made: _outcome(page),
        context={"entry": say(row)},
    )


def _assess_or_propose(form: ManForm | WomanForm, page: Page) -> CategoryAssessment | CategoryProposal:
    """Set the category, or propose it where it asks for less than the one in force."""
    facts = {"by": page.by, "at": page.at, "enrolment": page.enrolment, **form.facts(), **form.stamp}
    if lowers(earlier=page.category, category=form.category):
        return propose_category(**facts)
    return assess_category(**facts)


def _where_next(page: Page, made: CategoryAssessment | CategoryProposal) -> str:
    """Go on with the tasks after the first assessment; after a change, say first what came of it."""
    is_change = page.category is not None and page.category.category != made.category
    return _outcome(page) if is_change else page.home


def _outcome(page: Page) -> str:
    return reverse("prescribers:category_outcome", args=[page.enrolment.id])


def _ask_the_rulebook(form: WomanForm, page: Page) -> None:
    """Refuse a criterion that the rulebook would not take, beside the answer that it is about."""
    form.is_valid()
    if form.criterion_met is None:
        return
    against = why_not_justified(
        enrolment=page.enrolment,
        on=page.today,
        criterion=form.criterion_met,
        specialist_confirmed=bool(form.cleaned_data.get("specialist_confirmed")),
    )
    if against is not None:
        form.add_error("criterion", against)
