"""The door: a card and a date of birth, and the same answer to everything that does not fit."""

import datetime as dt
from math import ceil

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import public
from accounts.sessions import network_of
from portal.forms import DoorForm
from portal.operations import open_page
from portal.refusals import TryLater
from portal.views.page import UNPROCESSABLE, remember

NOT_FOUND = 404


@public
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponseBase:
    """Ask for card and date of birth, and open the page."""
    at = timezone.now()
    form = DoorForm(request.POST or None, today=at.date())
    if request.method == "POST" and form.is_valid():
        try:
            token = open_page(at=at, network=_network(request), request_id=_id(request), **form.cleaned_data)
        except TryLater as refusal:
            return _hold_up(request, refusal, at=at)
        if token is not None:
            return remember(redirect("portal:mine"), token)
        form.add_error(None, _("This card and this date of birth do not open a page."))
    return render(request, "portal/door.html", {"form": form}, status=UNPROCESSABLE if form.is_bound else 200)


@public
@require_safe
def nowhere(request: HttpRequest, anything: str) -> HttpResponse:
    """Answer any other address, and a card's number in one, with the door and nothing else."""
    return render(request, "portal/nowhere.html", {"form": DoorForm(today=timezone.now().date())}, status=NOT_FOUND)


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, why, who sees it, and how to be told who looked."""
    return render(request, "portal/privacy.html")


@public
@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """Show the sheet with which everything here is done on paper."""
    return render(request, "portal/on_paper.html")


def _hold_up(request: HttpRequest, refusal: TryLater, *, at: dt.datetime) -> HttpResponse:
    """Say how long to wait, and whom to call meanwhile."""
    minutes = ceil((refusal.until - at).total_seconds() / 60)
    context = {"minutes": minutes, "hours": ceil(minutes / 60), "days": ceil(minutes / 60 / 24)}
    response = render(request, "portal/wait.html", context, status=refusal.status)
    response["Retry-After"] = str(ceil((refusal.until - at).total_seconds()))
    return response


def _network(request: HttpRequest) -> str:
    return network_of(get_adapter().get_client_ip(request)) if "REMOTE_ADDR" in request.META else ""


def _id(request: HttpRequest) -> str:
    return getattr(request, "request_id", "")
