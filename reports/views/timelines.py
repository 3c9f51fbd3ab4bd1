"""From a figure to the patients behind it, by pseudonym, and to the timeline of one: each opening for a purpose."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from audit.operations import write_read
from reports.forms import PurposeForm
from reports.presenters.timelines import behind_table, course_facts, course_table, figures_to_choose
from reports.timeline import behind, course_of, enrolment_of, figures_behind, pseudonym_of
from reports.views.figures import asked_for

PAGE = 50


@act("reports.open_timeline")
@require_safe
def behind_figures(request: ActorRequest) -> HttpResponse:
    """List the patients behind a figure: those who did not comply, or are treated outside every label."""
    of = request.GET.get("of", "P9")
    if of not in figures_behind():
        messages.error(request, _("There is no such figure. Choose one of the figures on the page."))
        return redirect("reports:behind")
    asked = asked_for(request)
    page = Paginator(behind(asked["scope"], of), PAGE).get_page(request.GET.get("page"))
    shown = {
        **asked,
        "query": f"of={of}&{asked['question']}&",
        "page": page,
        "figures": figures_to_choose(of, asked["question"]),
        "table": behind_table(rows=list(page.object_list), names=asked["names"], of=of),
    }
    return render(request, "reports/behind.html", shown, status=422 if asked["form"].errors else 200)


@act("reports.open_timeline")
@require_http_methods(["GET", "HEAD", "POST"])
def timeline(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Ask for the purpose; once it is stated, write it down and show the timeline in the same answer."""
    by, at = request.actor, timezone.now()
    enrolment = enrolment_of(by=by, enrolment_id=enrolment_id)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    shown: dict[str, object] = {"form": form, "pseudonym": pseudonym_of(enrolment.id)}
    if form.is_bound and form.is_valid():
        write_read(by=by, at=at, act="reports.open_timeline", subjects={enrolment.patient_id}, reason=form.reason)
        course = course_of(enrolment, cut_off=at)
        shown |= {"facts": course_facts(course), "table": course_table(course), "reason": form.cleaned_data["words"]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reports/timeline.html", shown, status=status)
