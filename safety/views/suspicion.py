"""A pregnancy that somebody hears of: at the counter while a scan opens sight of the patient, or of a man's partner."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.refusals import NotPermitted, NotVisible, Refusal
from accounts.request import ActorRequest
from patients.models import Sex
from patients.operations import suspect_at_counter, tell_partner_pregnancy
from patients.own_pregnancy import is_own_pregnancy
from patients.refusals import NotAMan
from safety.forms.suspicion import PartnerForm, SuspicionForm
from safety.models import KeptAs
from safety.operations.drafts import drop_draft
from safety.presenters.pregnancies import after_a_stop, after_telling_of_a_partner
from safety.queries import suspicion_told_from
from safety.views.about import About, open_about
from safety.views.keeping import Unfinished, kept_or_begun


@act("patients.suspect_at_counter")
@require_http_methods(["GET", "HEAD", "POST"])
def suspect(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Stop the supply at one press, or open the case of a man's partner."""
    about = open_about(request, enrolment_id, "patients.suspect_at_counter")
    form, status = SuspicionForm(request.POST or None), 200
    if (left := kept_or_begun(request, form, _unfinished(about))) is not None:
        return left
    if form.is_bound:
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            told = suspect_at_counter(
                by=about.by, at=about.at, patient=about.enrolment.patient, words=data["words"], nonce=data["nonce"]
            )
            _let_go(about)
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


@act("patients.tell_partner_pregnancy")
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Open the case of a man's partner of whom his centre hears; his supply goes on.

    :raises NotAMan: for a woman.
    """
    about = open_about(request, enrolment_id, "patients.tell_partner_pregnancy")
    if about.person.sex != Sex.MALE:
        raise NotAMan
    form = PartnerForm(request.POST or None, today=about.today, initial={"known_on": about.today})
    if (left := kept_or_begun(request, form, _unfinished(about))) is not None:
        return left
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            tell_partner_pregnancy(
                by=about.by, at=about.at, patient=about.enrolment.patient, known_on=data["known_on"],
                words=data["words"], nonce=data["nonce"],
            )  # fmt: skip
        except (NotPermitted, NotVisible):
            raise
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, str(refusal.message))
        else:
            _let_go(about)
            return redirect("prescribers:partner_told", enrolment_id=enrolment_id)
    context = {"about": about, "form": form, "back_url": about.back_url}
    return render(request, "safety/partner.html", context, status=status)


def _unfinished(about: About) -> Unfinished:
    return Unfinished(by=about.by, at=about.at, enrolment=about.enrolment, form=KeptAs.SUSPICION)


def _let_go(about: About) -> None:
    drop_draft(enrolment=about.enrolment, by=about.by, form=KeptAs.SUSPICION)
