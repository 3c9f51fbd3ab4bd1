"""The rules as people read them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.acts import carries
from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from programmes.in_force import programmes
from programmes.overlays import families
from programmes.rules_presenters import family_tables


@act("programmes.compare")
@require_safe
def countries(request: ActorRequest) -> HttpResponse:
    """Show where each country's programme differs from the one that it is laid over, today."""
    today = local_day(by=request.actor, at=timezone.now())
    tables = [one for family in families(shelf=programmes(), on=today) for one in family_tables(family=family)]
    may_try = carries(request.actor.role, "reports.try_rules")
    return render(request, "programmes/countries.html", {"tables": tables, "may_try": may_try})
