"""The authority's window: her own country's figures, without a name anywhere."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.countries import COUNTRIES
from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from reports import presenters
from reports.figures import work_out
from reports.forms import PeriodForm
from reports.queries import verdict_groups

USUAL_PERIOD = dt.timedelta(days=364)


@act("reports.read")
@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """Show a period's verdicts, dispensings and compliance; without a period, the last 52 weeks and a day."""
    at = timezone.now()
    today = local_day(by=request.actor, at=at)
    usual = {"since": today - USUAL_PERIOD, "until": today}
    form = PeriodForm(request.GET or None, today=today, initial=usual)
    asked = {"form": form, "country": dict(COUNTRIES).get(request.actor.country, request.actor.country)}
    if form.is_bound and not form.is_valid():
        return render(request, "reports/overview.html", asked, status=422)
    period = form.cleaned_data if form.is_bound else usual
    return render(request, "reports/overview.html", {**asked, **_shown(request, period, at)})


def _shown(request: ActorRequest, period: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    since, until = period["since"], period["until"]
    figures = work_out(verdict_groups(country=request.actor.country, since=since, until=until, recorded_until=at))
    return {
        "figures": figures,
        "since": since,
        "until": until,
        "cut_off": at,
        "answers": presenters.answers(figures),
        "reasons": presenters.reasons(figures),
        "refusals": presenters.refusals(figures),
        "deviations": presenters.deviations(figures),
        "labels": presenters.labels(figures),
        "compliance": presenters.compliance(figures),
    }
