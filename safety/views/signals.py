"""What the side effects say together."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from safety.presenters.signals import month_table, place_table, term_table
from safety.queries import inbox
from safety.signals import signals
from safety.views.lists import ways


@act("safety.read")
@require_safe
def signal_page(request: ActorRequest) -> HttpResponse:
    """Show counts alone: no patient is on this page."""
    found = signals()
    today = local_day(by=request.actor, at=timezone.now())
    context = {
        "found": found,
        "tables": [one for one in (term_table(found), month_table(found), place_table(found)) if one.rows],
        "overdue": inbox().filter(due_on__lt=today).count(),
        "navigation": ways("signals"),
    }
    return render(request, "safety/signals.html", context)
