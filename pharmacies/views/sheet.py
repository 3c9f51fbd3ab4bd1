"""The downtime sheet: the newest of this pharmacy to be printed, and a printed one to be checked by its seal."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from audit.operations import write_read
from pharmacies.forms_by_two import SealForm
from pharmacies.printed_sheet import print_sheet, sheet_data
from pharmacies.sheets import last_sheet, open_sheet, sheet_sealed
from pharmacies.wording import moment_in_words


@act("pharmacies.read_sheet")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: ActorRequest) -> HttpResponse:
    """Say when the newest sheet was made and offer it; show the sealed lines of one whose seal is typed."""
    at, by = timezone.now(), request.actor
    form = SealForm(request.POST or None)
    shown = None
    if request.method == "POST" and form.is_valid():
        found = sheet_sealed(by=by, seal=form.cleaned_data["seal"])
        if found is None:
            words = _("No sheet of this pharmacy bears this seal. Compare it; if it is right, do not use the paper.")
            form.add_error("seal", words)
        else:
            write_read(by=by, at=at, act="pharmacies.read_sheet", subjects=found.patients)
            shown = sheet_data(sheet=found, by=by)
    newest = last_sheet(by=by)
    context = {
        "form": form,
        "shown": shown,
        "made": moment_in_words(newest.made_at, by) if newest else "",
        "until": moment_in_words(newest.holds_until, by) if newest else "",
        "is_old": newest is not None and newest.holds_until <= at,
    }
    status = 422 if form.is_bound and shown is None else 200
    return render(request, "pharmacies/sheet.html", context, status=status)


@act("pharmacies.read_sheet")
@require_safe
def sheet_pdf(request: ActorRequest) -> HttpResponseBase:
    """Give the newest sheet as a document; the look is written down for everybody on it."""
    at, by = timezone.now(), request.actor
    found = open_sheet(by=by, at=at)
    if found is None:
        return redirect("pharmacies:sheet")
    name = f"downtime-sheet-{found.made_on.isoformat()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(print_sheet(sheet=found, by=by), content_type="application/pdf", headers=headers)
