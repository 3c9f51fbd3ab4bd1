"""A patient's own trail: opening it is a look like any other, and the first line of it."""

from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.acts import LOOKS
from accounts.declare import act
from accounts.request import ActorRequest
from audit.models import Outcome
from audit.queries import trail_of
from prescribers.forms.trail import TrailForm
from prescribers.presenters.trail import trail_table
from prescribers.views.page import open_page, show

PAGE: Final = 50


@act("patients.read_trail")
@require_safe
def trail(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show who looked at a patient's record, who changed it, and who was refused, page by page."""
    page = open_page(request, enrolment_id, act="patients.read_trail")
    form = TrailForm(request.GET or None)
    wanted = form.cleaned_data["show"] if form.is_bound and form.is_valid() else ""
    her, kind = [page.patient.id, page.patient.subject_id], Outcome(wanted) if wanted else None
    lines = trail_of(subjects=her, outcome=kind, looks=LOOKS)
    shown = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form if form.is_bound else TrailForm(),
        "table": trail_table(entries=shown.object_list, zone=ZoneInfo(page.by.time_zone)),
        "page_of_list": shown,
        "query": f"show={wanted}&" if wanted else "",
    }
    return show(request, "prescribers/trail.html", context, page=page)
