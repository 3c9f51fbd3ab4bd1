"""The authority's copy of every pregnancy in its country, under the number of its case."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from audit.operations import write_read
from safety.followed import follow_all
from safety.presenters.copies import copy_table
from safety.queries import pregnancy_cases_in, suspicions_behind
from safety.views.lists import PAGE


@act("safety.copy")
@require_safe
def copies(request: ActorRequest) -> HttpResponse:
    """List the pregnancies of the authority's own country; each has its case within a minute of the suspicion."""
    at = timezone.now()
    page = Paginator(pregnancy_cases_in(country=request.actor.country), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    write_read(by=request.actor, at=at, act="safety.copy", subjects={one.patient_id for one in rows})
    followed = {one.suspicion.series: one for one in follow_all(suspicions=suspicions_behind(cases=rows))}
    shown = copy_table(cases=rows, followed=followed, today=local_day(by=request.actor, at=at))
    return render(request, "safety/copies.html", {"page": page, "table": shown})
