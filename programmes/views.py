"""The programme office's first page: programmes and versions, people and places accredited."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from programmes import presenters
from programmes.certificates import open_declarations
from programmes.declaration_presenters import declaration_table
from programmes.in_force import programmes
from programmes.models import ProgrammeVersion
from programmes.queries import certifications, civil_day, registrations
from programmes.stands import open_applications

PAGE = 50


@act("programmes.read")
@require_safe
def programme_list(request: ActorRequest) -> HttpResponse:
    """List the versions, and the accreditations page by page."""
    at = timezone.now()
    today = local_day(by=request.actor, at=at)
    versions = list(ProgrammeVersion.objects.select_related("programme").order_by("programme__title", "-valid_from"))
    people = _page(request, certifications())
    places = _page(request, registrations())
    context = {
        "versions": presenters.version_table(
            versions=versions,
            shelf=programmes(),
            today={one.programme_id: civil_day(programme=one.programme, at=at) for one in versions},
        ),
        "applications": presenters.application_table(rows=open_applications()[:PAGE]),
        "declarations": declaration_table(rows=open_declarations()[:PAGE]),
        "prescribers": presenters.certification_table(rows=people, today=today),
        "pharmacies": presenters.registration_table(rows=places, today=today),
        "page": max(people, places, key=lambda page: page.paginator.num_pages),
    }
    return render(request, "programmes/list.html", context)


def _page(request: ActorRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
