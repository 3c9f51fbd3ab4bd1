"""Reporting a side effect: from the patient's page, or from the counter while the card's scan opens sight of her."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.refusals import NotPermitted, NotVisible, Refusal
from accounts.request import ActorRequest
from safety.forms.report import CompletingForm, ReportForm, answers_of
from safety.medicines import medicines_of, medicines_reported
from safety.models import KeptAs
from safety.operations import complete_report, report_side_effect
from safety.presenters.reports import own_reports
from safety.queries import report_of, reports_of_a_place
from safety.views.about import About, open_about
from safety.views.keeping import Unfinished, kept_or_begun


@act("safety.report")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Report a side effect, or keep what is not finished."""
    about = open_about(request, enrolment_id, "safety.report")
    form = ReportForm(
        request.POST or None,
        substance=about.enrolment.programme.substance,
        medicines=medicines_of(enrolment=about.enrolment),
        today=about.today,
        initial={"known_on": about.today},
    )
    unfinished = Unfinished(by=about.by, at=about.at, enrolment=about.enrolment, form=KeptAs.SIDE_EFFECT)
    if (left := kept_or_begun(request, form, unfinished)) is not None:
        return left
    if form.is_bound and form.is_valid():
        try:
            report_side_effect(
                by=about.by, at=about.at, enrolment=about.enrolment, report=form.report,
                nonce=form.cleaned_data["nonce"],
            )  # fmt: skip
        except Refusal as refusal:
            return _refused(request, about, form, refusal)
        return redirect(about.then)
    return _show(request, about, form)


@act("safety.report")
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Add to a report what is known by now."""
    about = open_about(request, enrolment_id, "safety.report")
    earlier = report_of(enrolment=about.enrolment, row_id=row_id)
    if earlier.organisation_id != about.by.place_id:
        messages.warning(request, _("Another place made that report. Report here what you know yourself."))
        return redirect(about.then)
    form = CompletingForm(
        request.POST or None,
        substance=about.enrolment.programme.substance,
        medicines=medicines_reported(report=earlier),
        today=about.today,
        initial=answers_of(earlier),
    )
    unfinished = Unfinished(by=about.by, at=about.at, enrolment=about.enrolment, form=KeptAs.COMPLETION, row=earlier)
    if (left := kept_or_begun(request, form, unfinished)) is not None:
        return left
    if form.is_bound and form.is_valid():
        try:
            complete_report(
                by=about.by, at=about.at, earlier=earlier, report=form.report, reason=form.cleaned_data["reason"],
                nonce=form.cleaned_data["nonce"],
            )  # fmt: skip
        except Refusal as refusal:
            return _refused(request, about, form, refusal, {"completes": earlier})
        return redirect(about.then)
    return _show(request, about, form, {"completes": earlier})


@act("safety.report")
@require_safe
def reported(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Say that it has reached the safety desk, and list what this place reported of the patient."""
    about = open_about(request, enrolment_id, "safety.report")
    rows = reports_of_a_place(enrolment=about.enrolment, place_id=about.by.place_id)
    context = {"about": about, "table": own_reports(rows=rows), "back_url": about.back_url}
    return render(request, "safety/reported.html", context)


def _show(
    request: ActorRequest, about: About, form: ReportForm, context: dict[str, Any] | None = None, status: int = 0
) -> HttpResponse:
    shown = {"about": about, "form": form, "back_url": about.back_url} | (context or {})
    return render(request, "safety/report.html", shown, status=status or (422 if form.is_bound else 200))


def _refused(
    request: ActorRequest, about: About, form: ReportForm, refusal: Refusal, context: dict[str, Any] | None = None
) -> HttpResponse:
    """Show the form again with the refusal's words; what must not be shown at all is raised on."""
    if isinstance(refusal, NotVisible | NotPermitted):
        raise refusal
    form.add_error(None, str(refusal.message))
    return _show(request, about, form, context, status=refusal.status)
