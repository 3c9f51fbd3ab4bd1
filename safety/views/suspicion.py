"""A pregnancy that a pharmacist hears of while a scan opens sight of the patient: told, and followed by others."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from patients.operations import suspect_at_counter
from patients.own_pregnancy import is_own_pregnancy
from safety.forms.suspicion import SuspicionForm
from safety.presenters.pregnancies import after_a_stop, after_telling_of_a_partner
from safety.queries import suspicion_told_from
from safety.views.about import open_about


@act("patients.suspect_at_counter")
@require_http_methods(["GET", "HEAD", "POST"])
def suspect(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Stop the supply at one press, or open the case of a man's partner."""
    about = open_about(request, enrolment_id, "patients.suspect_at_counter")
    form, status = SuspicionForm(request.POST or None), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            told = suspect_at_counter(
                by=about.by, at=about.at, patient=about.enrolment.patient, words=data["words"], nonce=data["nonce"]
            )
            return redirect("safety:suspected", enrolment_id=enrolment_id, row_id=told.id)
    of_partner = not is_own_pregnancy(patient=about.enrolment.patient)
    context = {"about": about, "form": form, "back_url": about.back_url, "of_partner": of_partner}
    return render(request, "safety/suspect.html", context, status=status)


@act("patients.suspect_at_counter")
@require_safe
def suspected(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Say what to do now, to the pharmacy that told of it."""
    about = open_about(request, enrolment_id, "patients.suspect_at_counter")
    suspicion_told_from(enrolment=about.enrolment, place_id=about.by.place_id, row_id=row_id)
    of_partner = not is_own_pregnancy(patient=about.enrolment.patient)
    steps = after_telling_of_a_partner() if of_partner else after_a_stop()
    context = {"about": about, "steps": steps, "of_partner": of_partner, "back_url": about.back_url}
    return render(request, "safety/suspected.html", context)
