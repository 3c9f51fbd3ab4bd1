"""After a prescription is signed: sent to the pharmacy that the patient chose, its days put into a calendar."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.models import Organisation
from accounts.request import ActorRequest
from foundation.appointments import CONTENT_TYPE
from foundation.text import normalise
from patients.models import Prescription, Sending
from patients.operations import send_prescription
from patients.queries import record_row
from patients.sendings import pharmacies_for, pharmacies_known
from prescribers.dates_file import dates_ahead, dates_file
from prescribers.forms.sending import SendForm
from prescribers.presenters.prescribing import medicine, regimen
from prescribers.views.page import Page, answer, open_page, show
from prescribers.views.patient import standing_of

FOUND_SHOWN = 20


@act("patients.send_prescription")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Find a pharmacy by its name, and send the prescription there."""
    page = open_page(request, enrolment_id)
    row = record_row(enrolment=page.enrolment, kind=Prescription, row_id=row_id)
    assert isinstance(row, Prescription)
    typed = normalise(request.POST.get("name", ""))[:100]
    offered = {str(one.id): one for one in _offered(page, typed)}
    back = reverse("prescribers:authorised", args=[page.enrolment.id, row.id])
    context = {
        "number": row.authorisation_number,
        "line": f"{medicine(page.enrolment, row)}, {regimen(row)}",
        "back_url": back,
        "none_found": bool(typed) and not offered,
        "has_any": bool(offered),
    }
    facts = page.form_facts()
    if request.method == "POST" and ("find" in request.POST or not offered):
        facts["initial"] |= {"name": typed}
        form = SendForm(pharmacies=offered.values(), **facts)
        return show(request, "prescribers/send.html", context | {"form": form}, page=page)
    form = SendForm(request.POST or None, pharmacies=offered.values(), **facts)

    def sends(data: dict[str, Any]) -> Sending:
        made = send_prescription(
            by=page.by, at=page.at, prescription=row, pharmacy=offered[data["pharmacy"]], **form.stamp
        )
        messages.success(request, _("Sent to %(pharmacy)s.") % {"pharmacy": made.pharmacy.name})
        return made

    return answer(
        request, template="prescribers/send.html", form=form, page=page, act=sends, then=lambda _made: back,
        context=context,
    )  # fmt: skip


@act("patients.read")
@require_safe
def dates(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Give the days that follow from a prescription as a file; it holds none where none is to come."""
    page = open_page(request, enrolment_id)
    record_row(enrolment=page.enrolment, kind=Prescription, row_id=row_id)
    file = dates_file(enrolment=page.enrolment, dates=dates_ahead(standing_of(page)), at=timezone.now())
    return HttpResponse(
        file, content_type=CONTENT_TYPE, headers={"Content-Disposition": 'attachment; filename="appointments.ics"'}
    )


def _offered(page: Page, typed: str) -> list[Organisation]:
    """List what is offered: those she knows, and those whose name begins as typed."""
    known = list(pharmacies_known(enrolment=page.enrolment, on=page.today)[:FOUND_SHOWN])
    if not typed:
        return known
    named = pharmacies_for(enrolment=page.enrolment, on=page.today).filter(name__icontains=typed)
    return [*known, *(one for one in named[:FOUND_SHOWN] if one not in known)]
