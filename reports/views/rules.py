"""A change of rules, tried before anybody proposes it: nothing is kept, and nothing changes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.models import Role
from accounts.queries import local_day
from accounts.request import ActorRequest
from patients.what_if import what_if
from programmes.in_force import programmes
from reports.presenters.rules import trial_parts
from reports.rule_forms import TrialForm


@act("reports.try_rules")
@require_http_methods(["GET", "HEAD", "POST"])
def try_rules(request: ActorRequest) -> HttpResponse:
    """Read a programme file, say which rules would be others, and count the running treatments it would stop.

    An authority counts those of its country; the programme office all.
    """
    by = request.actor
    today = local_day(by=by, at=timezone.now())
    form = TrialForm(request.POST or None, shelf=programmes(), today=today)
    context: dict[str, object] = {"form": form, "parts": None}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid() and form.proposed is not None:
        proposed, status = form.proposed, 200
        country = by.country if by.role == Role.AUTHORITY else None
        found = [
            (one, what_if(before=one.before, after=one.after, country=country, today=today, begins=proposed.begins))
            for one in proposed.affected
        ]
        context["parts"] = trial_parts(proposed=proposed, found=found)
    return render(request, "reports/rules.html", context, status=status)
