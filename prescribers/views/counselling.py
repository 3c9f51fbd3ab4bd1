"""The category, and the agreement signed for it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.request import ActorRequest
from patients.eligibility import justifies
from patients.models import Category, CategoryAssessment, Sex
from patients.operations import assess_category, sign_agreement
from prescribers.forms.category import AgreementForm, ManForm, WomanForm
from prescribers.statements import FORM_VERSION, statements_for
from prescribers.views.page import Page, answer, open_page, show


@act("patients.assess_category")
@require_http_methods(["GET", "HEAD", "POST"])
def category(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Ask whether the patient can become pregnant; a man is asked nothing."""
    page = open_page(request, enrolment_id)
    if page.person.sex == Sex.MALE:
        return _man(request, page)
    form = WomanForm(request.POST or None, programme=page.programme, **page.form_facts())
    if request.method == "POST" and form.is_valid():
        _ask_the_rulebook(form, page)
    return answer(
        request,
        template="prescribers/category.html",
        form=form,
        page=page,
        act=lambda data: assess_category(
            by=page.by,
            at=page.at,
            enrolment=page.enrolment,
            category=form.category,
            criterion=form.criterion_met,
            specialist_confirmed=data["specialist_confirmed"] and form.criterion_met is not None,
            evidence=data["evidence"],
            **form.stamp,
        ),
        then=lambda _made: page.home,
    )


@act("patients.sign_agreement")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Talk the statements of the category through, one by one, and sign."""
    page = open_page(request, enrolment_id)
    if page.category is None:
        return show(request, "prescribers/category_first.html", {}, page=page)
    statements = statements_for(category=page.category.category, programme=page.programme)
    form = AgreementForm(request.POST or None, statements=statements, person=page.person, **page.form_facts())
    return answer(
        request,
        template="prescribers/agreement.html",
        form=form,
        page=page,
        act=lambda data: sign_agreement(
            by=page.by,
            at=page.at,
            enrolment=page.enrolment,
            statements=form.statements,
            signed_how=data["signed_how"],
            form_version=FORM_VERSION,
            **form.stamp,
        ),
        then=lambda _made: page.home,
    )


def _man(request: ActorRequest, page: Page) -> HttpResponse:
    form = ManForm(request.POST or None, **page.form_facts())

    def assess(_data: dict[str, Any]) -> CategoryAssessment:
        return assess_category(
            by=page.by,
            at=page.at,
            enrolment=page.enrolment,
            category=Category.MALE,
            criterion=None,
            specialist_confirmed=False,
            evidence="",
            **form.stamp,
        )

    return answer(
        request,
        template="prescribers/category_man.html",
        form=form,
        page=page,
        act=assess,
        then=lambda _made: page.home,
    )


def _ask_the_rulebook(form: WomanForm, page: Page) -> None:
    """Refuse a criterion that the rulebook would not take, before it is stored."""
    if form.criterion_met is None:
        return
    carried = justifies(
        enrolment=page.enrolment,
        on=page.today,
        criterion=form.criterion_met,
        specialist_confirmed=form.cleaned_data["specialist_confirmed"],
    )
    if not carried:
        form.add_error(
            "criterion",
            _(
                "This does not carry the category for this patient: her age does not meet it, or a specialist's "
                "confirmation is missing. Add the confirmation, or choose what does apply."
            ),
        )
