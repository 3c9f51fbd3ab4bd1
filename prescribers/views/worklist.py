"""The first page of prescriber and delegate: who needs somebody, and what the pharmacies say."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acts import carries
from accounts.declare import act
from accounts.queries import local_day
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from audit.operations import write_read
from patients.delegation import is_delegation_over
from patients.identity import persons_of
from patients.models import Enrolment, Notice
from patients.operations import answer_notice
from patients.queries import patients_named
from prescribers.chosen import MESSAGES, Chosen
from prescribers.counting import count_within_sight
from prescribers.forms.base import AnswerForm
from prescribers.forms.identity import SearchForm
from prescribers.forms.worklist import WorklistForm
from prescribers.keeping import Present, kept_statuses
from prescribers.prepared import waiting_acts
from prescribers.presenters import parts
from prescribers.presenters import worklist as rows
from prescribers.presenters.notices import notice_reasons
from prescribers.queries import (
    NOTICES_SHOWN,
    Tally,
    by_rank,
    found_by_name,
    stretch,
    stretch_by_rank,
    unanswered_notices,
    visible_notice,
)
from prescribers.queries import worklist as listed
from prescribers.views.page import UNPROCESSABLE, answer, open_page, show
from prescribers.whose import prescribers_of, remarks

PAGE: Final = 25
FOUND_SHOWN: Final = 50


class Counted(Paginator):  # type: ignore[type-arg]  # Django does not let it be subscripted
    """Pages of patients whose number is known already; a page is read once it is cut."""

    def __init__(self, stretch: Callable[..., list[Enrolment]], *, length: int) -> None:
        """Keep how a stretch is read, from ``first`` to ``last``, and the length of the list."""
        super().__init__([], PAGE)
        self.stretch, self.length = stretch, length

    @cached_property
    def count(self) -> int:
        """Give the length."""
        return self.length

    def page(self, number: int | str) -> "Page[Any]":
        """Cut a page, and read who stands on it."""
        place = self.validate_number(number)
        first = (place - 1) * self.per_page
        return Page(self.stretch(first=first, last=first + self.per_page), place, self)


@act("patients.list")
@require_safe
def worklist(request: ActorRequest) -> HttpResponse:
    """Show one part of the centre's patients, page by page, with what needs somebody now above it."""
    by, at = request.actor, timezone.now()
    chosen = Chosen.of(request.GET.dict())
    whose = prescribers_of(whose=chosen.whose, by=by, at=at)
    tally = count_within_sight(by=by, at=at, whose=whose)
    messages = unanswered_notices(by=by, at=at)
    waiting = messages.count()
    page = _page(request, chosen, tally, whose, at)
    notices: Iterable[Notice] = messages[:NOTICES_SHOWN] if waiting else []
    enrolments: list[Enrolment] = []
    if chosen.part == MESSAGES:
        notices = page.object_list
    else:
        enrolments = list(page.object_list)
    context = _drawn(request, enrolments, notices, at=at, act="patients.list", now=tally.present) | {
        "today": date_format(local_day(by=by, at=at)),
        "page_of_list": page,
        "chosen": chosen,
        "query": f"{chosen.query}&" if chosen.query else "",
        "notices_left": waiting - NOTICES_SHOWN if chosen.part != MESSAGES else 0,
        "parts": parts.parts(chosen=chosen, tally=tally, messages=waiting),
        "meaning": parts.MEANINGS.get(chosen.part, ""),
        "urgent": parts.urgent(tally=tally, to_sign=waiting_acts(by=by, at=at).count()),
        "being_counted": parts.being_counted(tally),
        "nobody": parts.nobody(chosen),
        "filters": WorklistForm(
            chosen=chosen,
            statuses=parts.statuses(chosen=chosen, tally=tally),
            has_own=carries(by.role, "patients.authorise"),
        ),
        "search": SearchForm(),
        "delegation_is_over": is_delegation_over(by=by, at=at),
    }
    template = "prescribers/worklist_part.html" if request.htmx else "prescribers/worklist.html"
    return show(request, template, context, here="worklist")


@act("patients.list")
@require_safe
def keys(request: ActorRequest) -> HttpResponse:
    """Show what the single keys do, with the one switch for all of them."""
    return show(request, "prescribers/keys.html", {})


@act("patients.search")
@require_POST
def search(request: ActorRequest) -> HttpResponse:
    """Find patients of the centre by the beginnings of their names; the name stays out of the address."""
    by, at = request.actor, timezone.now()
    form = SearchForm(request.POST)
    if not form.is_valid():
        return show(request, "prescribers/search.html", {"form": form, "rows": []}, status=UNPROCESSABLE)
    found = patients_named(words=form.cleaned_data["name"], among=found_by_name(by=by, at=at))
    shown = list(found[: FOUND_SHOWN + 1])
    context = _drawn(request, shown[:FOUND_SHOWN], [], at=at, act="patients.search") | {
        "form": form,
        "more": len(shown) > FOUND_SHOWN,
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


def _page(
    request: ActorRequest, chosen: Chosen, tally: Tally, whose: list[UUID] | None, at: dt.datetime
) -> "Page[Any]":
    """Cut the page asked for out of the part chosen."""
    by = request.actor
    if chosen.part == MESSAGES:
        return Paginator(unanswered_notices(by=by, at=at), PAGE).get_page(request.GET.get("page"))
    narrowed: dict[str, Any] = {"codes": chosen.codes, "category": chosen.category}
    ranks = tally.ranks(**narrowed) if chosen.order == "urgency" else {}
    cut: Callable[..., list[Enrolment]]
    if ranks:
        cut = partial(stretch_by_rank, kept=by_rank(by=by, at=at, whose=whose, **narrowed), ranks=ranks)
    else:
        found = listed(by=by, at=at, tally=tally, order=chosen.order, whose=whose, **narrowed)
        cut = partial(stretch, enrolments=found)
    length = tally.count(**narrowed) + tally.not_current
    return Counted(cut, length=length).get_page(request.GET.get("page"))


def _drawn(
    request: ActorRequest,
    enrolments: Sequence[Enrolment],
    notices: Iterable[Notice],
    *,
    at: dt.datetime,
    act: str,
    now: Present | None = None,
) -> dict[str, Any]:
    """Give rows and messages with their names, and write down whose were shown."""
    by = request.actor
    told = list(notices)
    about = [*enrolments, *(one.enrolment for one in told)]
    persons = persons_of(subject_ids=[one.patient.subject_id for one in about])
    write_read(by=by, at=at, act=act, subjects=[one.patient_id for one in about])
    return {
        "rows": rows.rows(
            enrolments=enrolments,
            kept=kept_statuses(enrolments=enrolments, at=at, now=now),
            persons=persons,
            may=lambda name: carries(by.role, name),
            said=remarks(enrolments=enrolments, by=by, at=at),
        ),
        "notices": rows.notice_lines(notices=told, persons=persons),
    }
