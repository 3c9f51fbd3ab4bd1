"""What prescribers sent to this pharmacy before the patient comes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from audit.operations import write_read
from patients.models import Sending
from patients.sendings import sent_to


@act("pharmacies.counter")
@require_safe
def sent(request: ActorRequest) -> HttpResponse:
    """List the prescriptions that are waited for, without a name; the look is written down."""
    at, by = timezone.now(), request.actor
    found = sent_to(by=by, at=at)
    write_read(by=by, at=at, act="pharmacies.counter", subjects={one.subject_of_trail for one in found})
    return render(request, "pharmacies/sent.html", {"rows": [_row(one) for one in found]})


def _row(sending: Sending) -> dict[str, str]:
    prescription = sending.prescription
    return {
        "number": prescription.authorisation_number,
        "medicine": f"{prescription.enrolment.programme.substance} {prescription.strength_mg.normalize():f} mg",
        "capsules": str(prescription.capsules),
        "centre": sending.organisation.name,
        "on": date_format(prescription.prescribed_on),
    }
