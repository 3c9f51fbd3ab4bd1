"""From one patient to the next: the first of the list, as it was narrowed, who is due to be seen."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from audit.operations import write_read
from prescribers.chosen import Chosen
from prescribers.counting import count_within_sight
from prescribers.keeping import kept_statuses
from prescribers.queries import worklist
from prescribers.status import VISIT_NEXT
from prescribers.whose import prescribers_of

LOOKED_AT: Final = 25
"""Rows whose kept status may be old are asked anew, so many at a time as a page of the list shows."""


@act("patients.list")
@require_safe
def next_due(request: ActorRequest) -> HttpResponse:
    """Lead to the visit of the next patient due, in the order and among the patients of the list left behind."""
    by, at = request.actor, timezone.now()
    chosen = Chosen.of(request.GET.dict())
    codes = [code for code in VISIT_NEXT if chosen.codes is None or code in chosen.codes]
    query = f"?{chosen.query}" if chosen.query else ""
    whose = prescribers_of(whose=chosen.whose, by=by, at=at)
    tally = count_within_sight(by=by, at=at, whose=whose)
    listed = worklist(by=by, at=at, tally=tally, codes=codes, category=chosen.category, order=chosen.order, whose=whose)
    looked_at = list(listed[:LOOKED_AT]) if codes else []
    kept = kept_statuses(enrolments=looked_at, at=at)
    write_read(by=by, at=at, act="patients.list", subjects=[one.patient_id for one in looked_at])
    for one in looked_at:
        if kept[one.id].code in codes and chosen.category in ("", kept[one.id].category):
            return redirect(reverse("prescribers:visit", args=[one.id]) + query)
    messages.info(request, _("Nobody else of this list is due to be seen now."))
    return redirect(chosen.url)
