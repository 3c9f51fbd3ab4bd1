"""What she is written about, and that no text goes to her telephone any more."""

from functools import partial

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from audit.operations import write_read
from foundation.forms import ActForm
from patients.models import OPTIONAL
from patients.muted import standing_mutes
from patients.operations import choose_own_messages, delete_own_number
from portal.forms import MessagesForm
from portal.queries import own_reach
from portal.views.page import Hers, ask, draw, own_page

CHOOSE, CHANGE = "patients.choose_own_messages", "patients.change_own_number"
LAST_SIGNS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@own_page(CHOOSE)
def messages(hers: Hers) -> HttpResponseBase:
    """Show what she is written about and where, and let her choose."""
    reach = own_reach(patient=hers.patient)
    write_read(by=hers.by, at=hers.at, act=CHOOSE, subjects=[hers.patient.id], reason="end of the number shown")
    off = {one.occasion for one in standing_mutes(patients=[hers.patient])}
    choose = partial(choose_own_messages, by=hers.by, at=hers.at, patient=hers.patient)
    return ask(
        hers,
        form=MessagesForm(hers.request.POST or None, initial={"wanted": [one for one in OPTIONAL if one not in off]}),
        template="portal/messages.html",
        act=lambda typed: choose(wanted=typed["wanted"], nonce=typed["nonce"]),
        then=lambda: redirect("portal:messages_kept"),
        reach=reach,
        ending=reach.mobile[-LAST_SIGNS:],
    )


@require_safe
@own_page(CHOOSE)
def messages_kept(hers: Hers) -> HttpResponseBase:
    """Say that her choice is kept."""
    return draw(hers, "portal/messages_kept.html")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page(CHANGE)
def delete_number(hers: Hers) -> HttpResponseBase:
    """Say what it means that no number is kept, and delete it."""
    reach = own_reach(patient=hers.patient)
    delete = partial(delete_own_number, by=hers.by, at=hers.at, patient=hers.patient)
    write_read(by=hers.by, at=hers.at, act=CHANGE, subjects=[hers.patient.id], reason="end of the number shown")
    return ask(
        hers,
        form=ActForm(hers.request.POST or None),
        template="portal/delete_number.html",
        act=lambda typed: delete(nonce=typed["nonce"]),
        then=lambda: redirect("portal:number_deleted"),
        reach=reach,
        ending=reach.mobile[-LAST_SIGNS:],
    )


@require_safe
@own_page(CHANGE)
def number_deleted(hers: Hers) -> HttpResponseBase:
    """Say that her number is gone, and how she is reached now."""
    return draw(hers, "portal/number_deleted.html", reach=own_reach(patient=hers.patient))
