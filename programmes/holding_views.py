"""Materials on their way: sent by the office, confirmed by their holders, watched by office and authority."""

import secrets
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.acts import carries
from accounts.declare import act
from accounts.request import ActorRequest
from accounts.views.page import answer
from foundation.forms import ActForm
from programmes.getting_there import acknowledge_material, require_holder, send_material
from programmes.holding import last_day, reach_of
from programmes.holding_presenters import hold_table
from programmes.learning_forms import LARGEST_SEED, ChangesReadForm, DifferenceForm, ReadForm
from programmes.material_changes import Difference, difference_for
from programmes.material_queries import material_of
from programmes.queries import civil_day

PAGE = 100


@act("programmes.read_drafts")
@require_safe
def reach(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """Show who should hold a material, and who confirmed it."""
    at, by = timezone.now(), request.actor
    found = material_of(by=by, at=at, material_id=material_id)
    rows = reach_of(material=found, at=at)
    rows = sorted(rows, key=lambda one: one.acknowledged_at is not None)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    until = last_day(material=found)
    context = {
        "material": found,
        "page": page,
        "query": "",
        "of": len(rows),
        "confirmed": sum(one.acknowledged_at is not None for one in rows),
        "until": until,
        "table": hold_table(
            rows=page.object_list,
            zone=found.programme.time_zone,
            is_late=until is not None and civil_day(programme=found.programme, at=at) > until,
        ),
        "may_send": carries(by.role, "programmes.write_material") and any(one.copied_at is None for one in rows),
        "back_url": reverse("programmes:material", args=[found.id]),
    }
    return render(request, "programmes/reach.html", context)


@act("programmes.write_material")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: ActorRequest, material_id: UUID) -> HttpResponseBase:
    """Send a material to those who should hold it and were not sent it."""
    at = timezone.now()
    found = material_of(by=request.actor, at=at, material_id=material_id)
    back = reverse("programmes:reach", args=[found.id])
    return answer(
        request,
        form=ActForm(request.POST or None),
        act=lambda _data: send_material(by=request.actor, at=at, material=found),
        then=back,
        words={
            "heading": _("Send %(title)s") % {"title": found.title},
            "lead": _("It goes by mail to everybody who should hold it and was not sent it. They are reminded."),
            "button": _("Send"),
            "back_url": back,
            "navigation": [],
        },
    )


@act("programmes.acknowledge")
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: ActorRequest, material_id: UUID) -> HttpResponseBase:
    """Show what changed, and keep that the holder has it and read it."""
    at, by = timezone.now(), request.actor
    found = material_of(by=by, at=at, material_id=material_id)
    require_holder(by=by, at=at, material=found)
    difference = difference_for(by=by, at=at, material=found)
    form = _form(request, difference)
    back = reverse("programmes:material", args=[found.id])
    return answer(
        request,
        form=form,
        act=lambda _data: acknowledge_material(by=by, at=at, material=found, answers=form.answers),
        then=back,
        template="programmes/acknowledge.html",
        words={
            "material": found,
            "difference": difference,
            "until": last_day(material=found),
            "back_url": back,
            "navigation": [],
        },
    )


def _form(request: ActorRequest, difference: Difference | None) -> Any:
    """Ask on what changed alone; where nothing is asked about it, for a word that it was read."""
    sent = request.POST or None
    if difference is None or not (difference.changes or difference.gone):
        return ReadForm(sent)
    if difference.check is None:
        return ChangesReadForm(sent)
    seed = secrets.randbelow(LARGEST_SEED)
    return DifferenceForm(sent, check_id=difference.check.id, questions=difference.questions, seed=seed)
