"""The authority's window: her own country's figures, without a name of a person anywhere."""

import hashlib
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.countries import COUNTRIES
from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from audit.models import Outcome
from audit.operations import write
from reports import presenters
from reports.exports import FORMS
from reports.forms import ScopeForm, address_of
from reports.names import Names, category
from reports.people import names_in
from reports.presenters.overview import tiles
from reports.scope import Scope
from reports.sums import versions_behind
from reports.timeline import OFF

BEHIND: Final = {presenters.COMPLIANCE: "P9", presenters.OFF_LABEL: OFF}
"""Pages from which the patients behind a figure are listed, and of which figure first."""


@act("reports.read")
@require_safe
def page(request: ActorRequest, name: str) -> HttpResponse:
    """Show one page of figures."""
    asked = asked_for(request)
    sheets = presenters.sheets_of(name, asked["scope"], asked["names"])
    shown = {
        **asked,
        "here": reverse(f"reports:{name}"),
        "pages": _pages(name, asked["scope"]),
        "sheets": sheets,
        "forms": list(FORMS),
    }
    if name == presenters.OVERVIEW:
        shown["tiles"] = [(tile, _address(tile.page, asked["scope"])) for tile in tiles(asked["scope"])]
    if name in BEHIND:
        shown["behind"] = f"{reverse('reports:behind')}?of={BEHIND[name]}&{asked['question']}"
    shown["versions"] = versions_behind(asked["scope"])
    return render(request, "reports/figures.html", shown, status=422 if asked["form"].errors else 200)


@act("safety.figures")
@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """Show the safety desk the figures of pregnancies and side effects, of every country together."""
    asked = asked_for(request, everywhere=True)
    shown = {
        **asked,
        "here": reverse("reports:desk"),
        "sheets": presenters.sheets_of(presenters.OUTCOMES, asked["scope"], asked["names"]),
        "versions": versions_behind(asked["scope"]),
    }
    return render(request, "reports/desk.html", shown, status=422 if asked["form"].errors else 200)


@act("reports.read")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """Send one table as CSV or XLSX; asked for something that cannot be, show its page with what to do instead."""
    name, form = request.GET.get("table", ""), FORMS.get(request.GET.get("as", ""))
    if name not in presenters.SHEETS or form is None:
        messages.error(request, _("There is no such table. Every table on these pages has its own links."))
        return redirect("reports:overview")
    asked = asked_for(request)
    if asked["form"].errors:
        return page(request, presenters.page_of(name))
    scope: Scope = asked["scope"]
    sheet = presenters.SHEETS[name](scope, asked["names"])
    content = form.write(sheet, _about(request, scope, asked["names"]), scope.cut_off)
    answer = HttpResponse(content, content_type=form.content_type)
    answer["Content-Disposition"] = (
        f'attachment; filename="{name}-{scope.country}-{scope.since}-{scope.until}.{request.GET["as"]}"'
    )
    answer["X-Content-SHA256"] = hashlib.sha256(content).hexdigest()
    write(
        by=request.actor,
        at=scope.cut_off,
        act="reports.read",
        outcome=Outcome.READ,
        reason=f"taken away: {name}, {request.GET['as']}, ?{address_of(scope)}",
    )
    return answer


def asked_for(request: ActorRequest, *, everywhere: bool = False) -> dict[str, Any]:
    """Read the clock once, and the address: the filters, or the nearest that can be; else of one's own country."""
    at = timezone.now()
    country = request.actor.country
    names = names_in(country)
    today = local_day(by=request.actor, at=at)
    form = ScopeForm(request.GET, today=today, names=names)
    form.is_valid()
    scope = form.scope(country=None if everywhere else country, cut_off=at)
    return {
        "form": form,
        "names": names,
        "scope": scope,
        "country": _country(country),
        "question": address_of(scope),
        "this_year": address_of(
            scope, since_day=today.replace(month=1, day=1).isoformat(), until_day=today.isoformat()
        ),
    }


def _about(request: ActorRequest, scope: Scope, names: Names) -> list[tuple[str, str]]:
    """Say what a table that leaves the registry stands on."""
    everything = _("All")
    return [
        (_("Country"), str(_country(request.actor.country))),
        (_("Period"), f"{scope.since.isoformat()} – {scope.until.isoformat()}"),
        (_("As recorded until"), scope.cut_off.isoformat(timespec="seconds")),
        (_("Centre"), names.centre(scope.centre) if scope.centre else everything),
        (_("Category"), str(category(scope.category)) if scope.category else everything),
        (_("Programme"), scope.programme or everything),
        (_("Brand"), names.brands.get(str(scope.brand), everything)),
        (_("Programme versions"), ", ".join(versions_behind(scope))),
        (_("Address"), f"?{address_of(scope)}"),
    ]


def _pages(current: str, scope: Scope) -> list[dict[str, Any]]:
    labels = {
        presenters.OVERVIEW: _("Overview"),
        presenters.COMPLIANCE: _("Compliance"),
        presenters.OFF_LABEL: _("Off-label use"),
        presenters.PREVENTED: _("What prevented harm"),
        presenters.OUTCOMES: _("Pregnancies and side effects"),
        presenters.PARTICIPATION: _("Participation"),
        presenters.QUALITY: _("Data quality"),
    }
    return [
        {"label": label, "url": _address(name, scope), "is_current": name == current} for name, label in labels.items()
    ]


def _address(name: str, scope: Scope) -> str:
    return f"{reverse(f'reports:{name}')}?{address_of(scope)}"


def _country(code: str) -> Any:
    return dict(COUNTRIES).get(code, code)
