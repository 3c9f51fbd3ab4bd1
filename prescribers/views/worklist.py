"""The first page of prescriber and delegate: who needs somebody, and what the pharmacies say."""

import datetime as dt
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from audit.operations import write_read
from patients.dates import today_of
from patients.eligibility import Standing, standings
from patients.identity import persons_of
from patients.models import Enrolment
from patients.operations import answer_notice
from patients.queries import patients_named
from prescribers.forms.base import AnswerForm
from prescribers.forms.identity import FilterForm, SearchForm
from prescribers.presenters import worklist as rows
from prescribers.presenters.notices import notice_reasons
from prescribers.queries import NOTICES_SHOWN, unanswered_notices, visible_notice
from prescribers.queries import worklist as listed
from prescribers.views.page import UNPROCESSABLE, answer, open_page, show

PAGE: Final = 25
FOUND_SHOWN: Final = 50


@act("patients.list")
@require_safe
def worklist(request: ActorRequest) -> HttpResponse:
    """Show the patients of the centre, page by page, and the pharmacies' messages above."""
    by, at = request.actor, timezone.now()
    filters = FilterForm(request.GET or None)
    category = filters.cleaned_data["category"] if filters.is_bound and filters.is_valid() else ""
    pages = Paginator(listed(by=by, at=at, category=category), PAGE)
    page = pages.get_page(request.GET.get("page"))
    notices = list(unanswered_notices(by=by, at=at)[:NOTICES_SHOWN])
    shown = list(page.object_list)
    subjects = [one.patient.subject_id for one in [*shown, *(notice.enrolment for notice in notices)]]
    persons = persons_of(subject_ids=subjects)
    people = [one.patient_id for one in [*shown, *(notice.enrolment for notice in notices)]]
    write_read(by=by, at=at, act="patients.list", subjects=people)
    context = {
        "today": date_format(local_day(by=by, at=at)),
        "rows": rows.rows(standings=_standings(shown, at), persons=persons),
        "page_of_list": page,
        "query": f"category={category}&" if category else "",
        "notices": rows.notice_lines(notices=notices, persons=persons),
        "notices_left": unanswered_notices(by=by, at=at).count() - len(notices),
        "filters": filters if filters.is_bound else FilterForm(),
        "category": category,
        "search": SearchForm(),
    }
    return show(request, "prescribers/worklist.html", context, here="worklist")


@act("patients.search")
@require_POST
def search(request: ActorRequest) -> HttpResponse:
    """Find patients of the centre by the beginnings of their names; the name stays out of the address."""
    by, at = request.actor, timezone.now()
    form = SearchForm(request.POST)
    if not form.is_valid():
        return show(request, "prescribers/search.html", {"form": form, "rows": []}, status=UNPROCESSABLE)
    found = patients_named(words=form.cleaned_data["name"], among=listed(by=by, at=at))
    shown = list(found[: FOUND_SHOWN + 1])
    more = len(shown) > FOUND_SHOWN
    shown = shown[:FOUND_SHOWN]
    persons = persons_of(subject_ids=[one.patient.subject_id for one in shown])
    write_read(by=by, at=at, act="patients.search", subjects=[one.patient_id for one in shown])
    context = {
        "form": form,
        "rows": rows.rows(standings=_standings(shown, at), persons=persons),
        "more": more,
        "limit": FOUND_SHOWN,
    }
    return show(request, "prescribers/search.html", context)


@act("patients.answer_notice")
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Show what a pharmacy could not dispense and why, and take down what was done about it."""
    found = visible_notice(by=request.actor, at=timezone.now(), notice_id=notice_id)
    if found is None:
        raise NotVisible(_("There is no such record."))
    page = open_page(request, found.enrolment_id)
    form = AnswerForm(request.POST or None, **page.form_facts())
    return answer(
        request,
        template="prescribers/notice.html",
        form=form,
        page=page,
        act=lambda data: answer_notice(by=page.by, at=page.at, notice=found, words=data["reason"], **form.stamp),
        then=lambda _made: reverse("prescribers:worklist"),
        context={
            "pharmacy": found.organisation.name,
            "on": date_format(found.verdict.on),
            "reasons": notice_reasons(found),
            "answered": found.answer if hasattr(found, "answer") else None,
            "back_url": reverse("prescribers:worklist"),
        },
    )


def _standings(enrolments: Sequence[Enrolment], at: dt.datetime) -> list[Standing]:
    days = [today_of(enrolment=one, at=at) for one in enrolments]
    return standings(enrolments=enrolments, on=days, by=None)
