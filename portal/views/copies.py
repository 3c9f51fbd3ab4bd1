"""A copy of her record: asked for here, opened by a code that goes to the telephone on record."""

from functools import partial

from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from audit.operations import write_read
from foundation.forms import ActForm
from patients.operations import ask_for_copy
from patients.own import number_that_opens_a_copy
from portal.copying import copy_of_record, readable
from portal.forms import CodeForm
from portal.operations import let_copy_be_read
from portal.queries import own_reach
from portal.views.page import Hers, ask, draw, own_page

LAST_SIGNS = 3
COPY = "patients.copy_own"


@require_http_methods(["GET", "HEAD", "POST"])
@own_page(COPY)
def ask_page(hers: Hers) -> HttpResponseBase:
    """Say what the copy holds, and let a code be sent."""
    number = number_that_opens_a_copy(patient=hers.patient)
    write_read(by=hers.by, at=hers.at, act=COPY, subjects=[hers.patient.id], reason="end of the number shown")
    return ask(
        hers,
        form=ActForm(hers.request.POST or None),
        template="portal/copy.html",
        act=lambda typed: ask_for_copy(by=hers.by, at=hers.at, patient=hers.patient, nonce=typed["nonce"]),
        then=lambda: redirect("portal:copy_code"),
        ending=number[-LAST_SIGNS:],
        was_changed_here=not number and bool(own_reach(patient=hers.patient).mobile),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page(COPY)
def code(hers: Hers) -> HttpResponseBase:
    """Ask for the code, and let the copy be read."""
    let = partial(let_copy_be_read, by=hers.by, at=hers.at, opening=hers.opening)
    return ask(
        hers,
        form=CodeForm(hers.request.POST or None),
        template="portal/copy_code.html",
        act=lambda typed: let(code=typed["code"], nonce=typed["nonce"]),
        then=lambda: redirect("portal:copy_read"),
        field="code",
    )


@require_safe
@own_page(COPY)
def read(hers: Hers) -> HttpResponseBase:
    """Show the copy in rows."""
    if hers.opening.copy_opened_at is None:
        return redirect("portal:copy")
    write_read(by=hers.by, at=hers.at, act=COPY, subjects=[hers.patient.id])
    copy = copy_of_record(enrolment=hers.enrolment, at=hers.at)
    return draw(hers, "portal/copy_read.html", lines=readable(copy), looks=copy["looked_at_and_changed"])


@require_safe
@own_page(COPY)
def data(hers: Hers) -> HttpResponseBase:
    """Hand out the copy as a file for machines."""
    if hers.opening.copy_opened_at is None:
        return redirect("portal:copy")
    write_read(by=hers.by, at=hers.at, act=COPY, subjects=[hers.patient.id])
    copy = copy_of_record(enrolment=hers.enrolment, at=hers.at)
    named = {"Content-Disposition": 'attachment; filename="my-record.json"'}
    return JsonResponse(copy, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=named)
