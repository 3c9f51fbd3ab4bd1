"""The desk's inbox by clock, and one case: read, written, nullified, reviewed."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.refusals import NotPermitted, Refusal
from accounts.request import ActorRequest
from audit.operations import write_read
from programmes.reporting import authority_of
from rulebook.clocks import SAME_MATTER_WITHIN
from safety.facts import facts_of
from safety.followed import follow
from safety.forms.case import NullifyForm, ReviewForm, VersionForm, as_written
from safety.forms.kept import KeptForm
from safety.forms.message import SendForm
from safety.models import Case, CaseVersion, KeptAs
from safety.operations import nullify_case, review_version, write_version
from safety.presenters.case_form import case_form
from safety.presenters.cases import case_table, facts_lines, set_aside_table, state, version_table
from safety.presenters.pregnancies import contact_table, outcome_lines, plan_table, report_lines, stands
from safety.queries import (
    belonging,
    case_of,
    cases,
    inbox,
    overdue_pregnancies,
    possible_duplicates,
    questions_of,
    set_aside,
    suspicion_of_case,
    versions_of,
)
from safety.sources import TABLES, how_many_without_case, standing_row
from safety.versions import today_for
from safety.views.keeping import Unfinished, kept_or_begun, of_the_desk
from safety.views.lists import PAGE, ways


@act("safety.read")
@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """List what waits, by clock; what is not pulled yet is counted on top."""
    return _list(request, "inbox")


@act("safety.read")
@require_safe
def every_case(request: ActorRequest) -> HttpResponse:
    """List every case, those that are done too."""
    return _list(request, "cases")


@act("safety.read")
@require_safe
def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Show one case as it is told last, its versions, and what may be the same."""
    at = timezone.now()
    found = case_of(case_id=case_id)
    versions = versions_of(case=found)
    same = possible_duplicates(case=found)
    belong = belonging(case=found)
    write_read(by=request.actor, at=at, act="safety.read", subjects=_named([found, *same, *belong]))
    struck_out = found.source in TABLES and standing_row(case=found) is None
    today = today_for(case=found, at=at)
    last, facts = versions[0], facts_of(versions[0].facts)
    context = {
        "case": found,
        "last": last,
        "facts": facts,
        "state": state(found, struck_out=struck_out),
        "struck_out": struck_out,
        "overdue": found.due_on < today and not (found.passed_on or (found.reviewed and found.nullified)),
        "waits": found.reviewed and not found.passed_on and (found.ever_passed_on or not found.nullified),
        "lines": facts_lines(case=found, facts=facts),
        "versions": version_table(rows=versions),
        "duplicates": case_table(rows=same, today=today),
        "belonging": case_table(rows=belong, today=today),
        "same_within": SAME_MATTER_WITHIN,
        "may_review": last.written_by_id not in (None, request.actor.user_id) and not hasattr(last, "review"),
        "authority": authority_of(found.country),
        "send_form": SendForm(),
        "review_form": ReviewForm(initial={"after": last.number}),
        "questions": questions_of(case=found),
        "pregnancy": _pregnancy(found, struck_out, today),
        "navigation": ways(""),
    }
    return render(request, "safety/case.html", context)


@act("safety.read")
@require_safe
def paper(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Set a case on paper, for an authority that takes no electronic message."""
    at = timezone.now()
    found = _opened(request, at, case_id)
    form = case_form(case=found, facts=facts_of(found.told), authority=authority_of(found.country), at=at)
    answer = HttpResponse(form, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return answer


@act("safety.assess")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Write the next version of a case."""
    at = timezone.now()
    found = _opened(request, at, case_id)
    form = VersionForm(request.POST or None, initial=as_written(versions_of(case=found)[0]))
    return _answer(
        request, found, form, "safety/write.html", of_the_desk(request, at, KeptAs.VERSION, found),
        lambda data: write_version(
            by=request.actor, at=at, case=found, after=data["after"], written=form.written, reason=data["reason"],
            nonce=data["nonce"],
        ),
    )  # fmt: skip


@act("safety.assess")
@require_http_methods(["GET", "HEAD", "POST"])
def nullify(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Say that a case is none."""
    at = timezone.now()
    found = _opened(request, at, case_id)
    form = NullifyForm(request.POST or None, initial={"after": versions_of(case=found)[0].number})
    return _answer(
        request, found, form, "safety/nullify.html", of_the_desk(request, at, KeptAs.NULLIFICATION, found),
        lambda data: nullify_case(
            by=request.actor, at=at, case=found, after=data["after"], reason=data["reason"], nonce=data["nonce"]
        ),
    )  # fmt: skip


@act("safety.review")
@require_POST
def review(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Review the version that the page showed."""
    at = timezone.now()
    found = _opened(request, at, case_id)
    form = ReviewForm(request.POST)
    shown = form.cleaned_data["after"] if form.is_valid() else 0
    version = next((one for one in versions_of(case=found) if one.number == shown), None)
    if version is None:
        messages.warning(request, _("This page is incomplete. Nothing was stored; look at the case again."))
        return redirect("safety:case", case_id=case_id)
    try:
        review_version(by=request.actor, at=at, version=version, nonce=form.cleaned_data["nonce"])
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    return redirect("safety:case", case_id=case_id)


def _list(request: ActorRequest, which: str) -> HttpResponse:
    at = timezone.now()
    page = Paginator(inbox() if which == "inbox" else cases(), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    write_read(by=request.actor, at=at, act="safety.read", subjects=_named(rows))
    context = {
        "page": page,
        "is_inbox": which == "inbox",
        "table": case_table(rows=rows, today=local_day(by=request.actor, at=at)),
        "not_pulled": how_many_without_case(),
        "set_aside": set_aside_table(rows=set_aside()),
        "late_pregnancies": len(overdue_pregnancies(at=at)),
        "navigation": ways(which),
    }
    return render(request, "safety/inbox.html", context)


def _opened(request: ActorRequest, at: dt.datetime, case_id: UUID) -> Any:
    found = case_of(case_id=case_id)
    write_read(by=request.actor, at=at, act="safety.read", subjects=_named([found]))
    return found


def _pregnancy(found: Case, struck_out: bool, today: dt.date) -> dict[str, Any] | None:
    """Show how the pregnancy of a case goes, where it follows one."""
    if struck_out or not found.is_pregnancy:
        return None
    one = follow(suspicion=suspicion_of_case(case=found))
    return {
        "stands": stands(followed=one, today=today),
        "lines": report_lines(followed=one, today=today),
        "plan": plan_table(followed=one, today=today),
        "contacts": contact_table(followed=one),
        "outcomes": [outcome_lines(row, children=one.children) for row in one.outcomes],
    }


def _named(rows: list[Case]) -> set[UUID]:
    return {one.patient_id for one in rows if one.patient_id is not None}


def _answer(
    request: ActorRequest,
    found: Case,
    form: KeptForm,
    template: str,
    unfinished: Unfinished,
    act_on: Callable[[dict[str, Any]], CaseVersion],
) -> HttpResponse:
    """Show the form, keep it, or act on it and go back to the case; what was typed stays when it is refused."""
    if (left := kept_or_begun(request, form, unfinished)) is not None:
        return left
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            act_on(form.cleaned_data)
        except NotPermitted:
            raise
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, str(refusal.message))
        else:
            return redirect("safety:case", case_id=found.id)
    return render(request, template, {"form": form, "case": found, "navigation": ways("")}, status=status)
