"""The safety desk's lists: pregnancies, and side effects as they were told."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from audit.operations import write_read
from patients.identity import persons_of
from safety.followed import Suspicion, follow_all
from safety.presenters.lists import Going, partner_table, pregnancy_table, side_effect_table
from safety.queries import cases_of, partner_cases, side_effects_told
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
    shown = pregnancy_table(rows=rows, persons=persons, going=_going(request, rows, at))
    context = {"page": page, "table": shown, "navigation": ways("pregnancies")}
    return render(request, "safety/pregnancies.html", context)


@act("safety.read")
@require_safe
def side_effects(request: ActorRequest) -> HttpResponse:
    """List what patients told at their visits; one entry of the trail names everybody on the page."""
    at = timezone.now()
    page = Paginator(side_effects_told(), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    patients = [row.enrolment.patient for row in rows]
    write_read(by=request.actor, at=at, act="safety.read", subjects={one.id for one in patients})
    persons = persons_of(subject_ids={one.subject_id for one in patients})
    shown = side_effect_table(rows=rows, persons=persons)
    context = {"page": page, "table": shown, "navigation": ways("side_effects")}
    return render(request, "safety/side_effects.html", context)


@act("safety.read")
@require_safe
def partners(request: ActorRequest) -> HttpResponse:
    """List the partners of men who may be pregnant; one entry of the trail names every man on the page."""
    at = timezone.now()
    page = Paginator(partner_cases(), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    write_read(by=request.actor, at=at, act="safety.read", subjects={row.patient_id for row in rows})
    persons = persons_of(subject_ids={row.patient.subject_id for row in rows})
    shown = partner_table(rows=rows, persons=persons, going=_going(request, rows, at))
    return render(request, "safety/partners.html", {"page": page, "table": shown, "navigation": ways("partners")})


def _going(request: ActorRequest, rows: Sequence[Suspicion], at: dt.datetime) -> Going:
    followed = {one.suspicion.series: one for one in follow_all(suspicions=rows)}
    return Going(followed, cases_of(series=followed), local_day(by=request.actor, at=at))


def ways(here: str) -> list[dict[str, Any]]:
    """List the ways through this desk."""
    found = [
        ("inbox", _("Inbox")),
        ("cases", _("All cases")),
        ("pregnancies", _("Pregnancies")),
        ("partners", _("Partners")),
        ("side_effects", _("Side effects")),
        ("signals", _("Signals")),
        ("messages", _("Messages")),
        ("reconciliation", _("Compare with the company")),
    ]
    ways = [{"url": reverse(f"safety:{name}"), "label": label, "current": name == here} for name, label in found]
    elsewhere = [("reports:desk", _("Figures")), ("obligations:list", _("Conditions of the authorisation"))]
    return [*ways, *({"url": reverse(name), "label": label, "current": False} for name, label in elsewhere)]
