"""Reports of a whole period: asked for, listed, read, taken away, and released by two people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.refusals import NotPermitted, Refusal
from accounts.request import ActorRequest
from audit.models import Outcome
from audit.operations import write
from reports.files import FORMS
from reports.forms import ApprovalForm, ReportForm
from reports.making import progress_of, publication_of
from reports.models import Report
from reports.operations import approve_report, ask_report, publish_report
from reports.presenters.documents import (
    facts_of,
    files_shown,
    may_approve,
    publication_shown,
    report_table,
    since_the_one_before,
    state_of,
)
from reports.queries import PUBLISHED, file_of, report_of, reports_of
from rulebook.periods import SETTLED_AFTER

PAGE = 50


@act("reports.ask")
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: ActorRequest) -> HttpResponse:
    """List the country's reports, and ask for one."""
    at, by = timezone.now(), request.actor
    form, status = ReportForm(request.POST or None, today=local_day(by=by, at=at)), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                asked = ask_report(by=by, at=at, language=get_language() or "en-gb", **form.cleaned_data)
            except NotPermitted:
                raise
            except Refusal as refusal:
                status = refusal.status
                form.add_error(None, str(refusal.message))
            else:
                messages.success(request, _("Asked for. It is made in the background, and you get a mail once it is."))
                return redirect("reports:document", report_id=asked.id)
    page = Paginator(reports_of(authority_id=by.place_id), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "table": report_table(rows=list(page.object_list)),
        "settled_after": SETTLED_AFTER.days,
    }
    return render(request, "reports/documents.html", context, status=status)


@act("reports.read")
@require_safe
def document(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Show one report: how far it is, its files, what changed since the one before, who released it."""
    report = report_of(by=request.actor, report_id=report_id)
    return render(request, "reports/report.html", _shown(request, report, ApprovalForm()))


@act("reports.release")
@require_http_methods(["POST"])
def approve(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Approve a report; the second approval releases it."""
    report = report_of(by=request.actor, report_id=report_id)
    return _signed(request, report, lambda nonce: approve_report(
        by=request.actor, at=timezone.now(), report=report, nonce=nonce
    ))  # fmt: skip


@act("reports.release")
@require_http_methods(["POST"])
def publish(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Make the version of a released report that anybody may read."""
    report = report_of(by=request.actor, report_id=report_id)
    return _signed(request, report, lambda nonce: publish_report(
        by=request.actor, at=timezone.now(), report=report, files=publication_of(report), nonce=nonce
    ))  # fmt: skip


@act("reports.read")
@require_safe
def document_file(request: ActorRequest, report_id: UUID, form: str) -> HttpResponse:
    """Give a report in one form, byte for byte as it is kept; that it left is written down."""
    return _handed_out(request, report_id, form, kept_as=form, name="report")


@act("reports.read")
@require_safe
def publication_file(request: ActorRequest, report_id: UUID, form: str) -> HttpResponse:
    """Give the version for publication in one form, byte for byte as it is kept; that it left is written down."""
    return _handed_out(request, report_id, form, kept_as=f"{PUBLISHED}{form}", name="publication")


def _signed(request: ActorRequest, report: Report, sign: Callable[[str], Any]) -> HttpResponse:
    """Do what somebody signs for, or show the report again with what stands against it."""
    form, status = ApprovalForm(request.POST), 422
    if form.is_valid():
        try:
            sign(form.cleaned_data["nonce"])
        except NotPermitted:
            raise
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, str(refusal.message))
        else:
            return redirect("reports:document", report_id=report.id)
    return render(request, "reports/report.html", _shown(request, report, form), status=status)


def _handed_out(request: ActorRequest, report_id: UUID, form: str, *, kept_as: str, name: str) -> HttpResponse:
    report = report_of(by=request.actor, report_id=report_id)
    found = file_of(report=report, form=kept_as)
    write(
        by=request.actor, at=timezone.now(), act="reports.read", outcome=Outcome.READ,
        object_kind=report._meta.label, object_id=str(report.id), reason=kept_as,
    )  # fmt: skip
    answer = HttpResponse(bytes(found.content), content_type=FORMS[form].content_type)
    answer["Content-Disposition"] = (
        f'attachment; filename="{name}-{report.country}-{report.since}-{report.until}.{form}"'
    )
    answer["X-Content-SHA256"] = found.sha256
    return answer


def _shown(request: ActorRequest, report: Report, form: ApprovalForm) -> dict[str, Any]:
    state = state_of(report)
    return {
        "report": report,
        "form": form,
        "state": state,
        "facts": facts_of(report, state),
        "files": files_shown(report, forms={code: one.name for code, one in FORMS.items()}),
        "progress": progress_of(report) if state.is_waiting else None,
        "changes": since_the_one_before(report),
        "publication": publication_shown(report, forms={code: one.name for code, one in FORMS.items()}),
        "may_approve": may_approve(report, by=request.actor, state=state),
    }
