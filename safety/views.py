"""The safety desk's first page: the list of pregnancies."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from audit.operations import write_read
from patients.identity import persons_of
from safety.presenters import pregnancy_table
from safety.queries import pregnancies as all_pregnancies

PAGE = 50


@act("safety.read")
@require_safe
def pregnancies(request: ActorRequest) -> HttpResponse:
    """List pregnancy records; one entry of the trail names everybody on the page."""
    at = timezone.now()
    page = Paginator(all_pregnancies(), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    write_read(by=request.actor, at=at, act="safety.read", subjects={row.patient_id for row in rows})
    persons = persons_of(subject_ids={row.patient.subject_id for row in rows})
    shown = pregnancy_table(rows=rows, persons=persons)
    return render(request, "safety/pregnancies.html", {"page": page, "table": shown})
