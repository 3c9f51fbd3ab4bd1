"""Mistakes put right: struck out or corrected, with the reason; what stood there stays to be seen."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from patients.models import PregnancyTest
from patients.operations import correct_test as put_right
from patients.operations import void_record
from patients.queries import record_row
from prescribers.forms.base import ReasonForm
from prescribers.forms.protection import CorrectTestForm
from prescribers.presenters.timeline import KINDS, say
from prescribers.views.page import answer, open_page
from prescribers.views.protection import after_test


@act("patients.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: ActorRequest, enrolment_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Strike out an entry that was made in error."""
    page = open_page(request, enrolment_id)
    if kind not in KINDS:
        raise NotVisible(_("There is no such record."))
    row = record_row(enrolment=page.enrolment, kind=KINDS[kind], row_id=row_id)
    form = ReasonForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/void.html",
        form=form,
        page=page,
        act=lambda data: void_record(by=page.by, at=page.at, record=row, reason=data["reason"], **form.stamp),
        then=lambda _made: page.home,
        context={"entry": say(row)},
    )


@act("patients.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_test(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Correct a pregnancy test; one that turns out not to be negative stops the treatment."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=PregnancyTest, row_id=row_id)
    assert isinstance(row, PregnancyTest)
    facts = page.form_facts()
    facts["initial"] |= {"sampled_on": row.sampled_on, "sensitivity_miu_ml": row.sensitivity_miu_ml}
    form = CorrectTestForm(request.POST or None, programme=page.programme, **facts)

    def correct(data: dict[str, Any]) -> PregnancyTest:
        return put_right(by=page.by, at=page.at, test=row, reason=data["reason"], **form.facts(), **form.stamp)

    return answer(
        request,
        template="prescribers/correct_test.html",
        form=form,
        page=page,
        act=correct,
        then=lambda made: after_test(page, made),
        context={"entry": say(row)},
    )
