"""Her page, her card, her brochure, the file for her calendar, and the change of her telephone number."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.operations import write_read
from foundation.checksymbols import format_number
from foundation.qr import card_svg
from patients.operations import ask_for_new_number, confirm_new_number
from portal.calendar import CONTENT_TYPE, visit_file
from portal.forms import CodeForm, NumberForm
from portal.operations import close_page
from portal.presenters import OwnPage, present
from portal.queries import own_facts, own_reach
from portal.views.page import Hers, ask, draw, forget, own_page
from programmes.material_queries import text_of


@require_safe
@own_page("portal.open")
def mine(hers: Hers) -> HttpResponseBase:
    """Show what comes next and what to do."""
    return draw(hers, "portal/mine.html", own=shown(hers))


@require_safe
@own_page("portal.open")
def visit(hers: Hers) -> HttpResponseBase:
    """Hand out her next visit as a file for a calendar."""
    day = shown(hers).visit_on
    if day is None:
        return redirect("portal:mine")
    file = visit_file(enrolment=hers.enrolment, day=day, version=hers.patient.version, at=hers.at)
    return HttpResponse(
        file, content_type=CONTENT_TYPE, headers={"Content-Disposition": 'attachment; filename="visit.ics"'}
    )


@require_safe
@own_page("portal.open")
def card(hers: Hers) -> HttpResponseBase:
    """Show the card that opened the page, for who has it not at hand in the pharmacy."""
    write_read(by=hers.by, at=hers.at, act="portal.open", subjects=[hers.patient.id])
    number = hers.opening.card.number
    square = card_svg(number, label=_("Square code of my card"))
    return draw(hers, "portal/card.html", number=format_number(number), square=square)


@require_safe
@own_page("portal.open")
def brochure(hers: Hers) -> HttpResponseBase:
    """Show the brochure in force for her; it names her medicine, and so it is no part of her page."""
    kept = own_facts(enrolment=hers.enrolment, at=hers.at).brochure
    write_read(by=hers.by, at=hers.at, act="portal.open", subjects=[hers.patient.id])
    if kept is None:
        return redirect("portal:mine")
    return draw(
        hers, "portal/brochure.html", text=text_of(kept), material=kept, is_hers=kept.language == get_language()
    )


@require_POST
@own_page("portal.open")
def close(hers: Hers) -> HttpResponseBase:
    """Close the page."""
    close_page(by=hers.by, at=hers.at, opening=hers.opening)
    return forget(draw(hers, "portal/left.html"))


@require_http_methods(["GET", "HEAD", "POST"])
@own_page("patients.change_own_number")
def number(hers: Hers) -> HttpResponseBase:
    """Ask for the new number, and let a code be sent there."""
    form = NumberForm(hers.request.POST or None)
    send = partial(ask_for_new_number, by=hers.by, at=hers.at, patient=hers.patient)
    return ask(
        hers,
        form=form,
        template="portal/number.html",
        act=lambda typed: send(number=typed["number"], nonce=typed["nonce"]),
        then=lambda: redirect("portal:number_code"),
        field="number",
        has_number=bool(own_reach(patient=hers.patient).mobile),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page("patients.change_own_number")
def number_code(hers: Hers) -> HttpResponseBase:
    """Ask for the code that came, and keep the number."""
    keep = partial(confirm_new_number, by=hers.by, at=hers.at, patient=hers.patient)
    return ask(
        hers,
        form=CodeForm(hers.request.POST or None),
        template="portal/number_code.html",
        act=lambda typed: keep(code=typed["code"], nonce=typed["nonce"]),
        then=lambda: draw(hers, "portal/number_kept.html"),
        field="code",
    )


def shown(hers: Hers) -> OwnPage:
    """Put her page together, and write the look down."""
    facts = own_facts(enrolment=hers.enrolment, at=hers.at)
    write_read(by=hers.by, at=hers.at, act="portal.open", subjects=[hers.patient.id])
    return present(facts)
