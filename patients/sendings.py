"""Where a prescription may be sent, where it was sent, and what a pharmacy was sent."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actor import Actor
from accounts.models import Organisation
from patients.dates import today_of
from patients.eligibility import Standing, held_by, standings
from patients.models import Dispensing, Enrolment, Prescription, Sending
from patients.reasons import words
from patients.refusals import NotForThisPatient
from programmes.queries import pharmacies_under


def pharmacies_for(*, enrolment: Enrolment, on: dt.date) -> QuerySet[Organisation]:
    """List the pharmacies of the patient's country and world that may dispense under her programme on a day."""
    centre = enrolment.centre
    return pharmacies_under(programme=enrolment.programme, country=centre.country, practice=centre.is_practice, on=on)


def pharmacies_known(*, enrolment: Enrolment, on: dt.date) -> QuerySet[Organisation]:
    """List those of them that she was supplied by, or that a prescription of hers was sent to."""
    supplied = Dispensing.objects.standing().filter(enrolment=enrolment).values("organisation_id")
    told = Sending.objects.filter(enrolment=enrolment).values("pharmacy_id")
    return pharmacies_for(enrolment=enrolment, on=on).filter(Q(id__in=supplied) | Q(id__in=told))


def sendings_of(*, prescription: Prescription) -> list[Sending]:
    """List where a prescription was sent, in the order in which it was."""
    return list(prescription.sendings.select_related("pharmacy").order_by("recorded_at", "id"))


def require_not_held(*, enrolment: Enrolment, on: dt.date) -> None:
    """Refuse to send anybody for capsules that every pharmacy would refuse.

    :raises NotForThisPatient: while a pregnancy is suspected or the treatment is stopped; it says what would help.
    """
    code = held_by(judgement=standings(enrolments=[enrolment], on=[on], by=None)[0].judgement)
    if code:
        raise NotForThisPatient(f"{words(code).for_prescriber} {words(code).remedy}")


def sent_to(*, by: Actor, at: dt.datetime) -> list[Sending]:
    """List what was sent to the actor's pharmacy and is still waited for.

    That is open and not past its last day, not held by anything, and nothing of it handed over yet.
    """
    supplied = Dispensing.objects.standing().filter(prescription=OuterRef("prescription"))
    rows = Sending.objects.filter(
        ~Exists(supplied),
        pharmacy_id=by.organisation_id,
        prescription__closure__isnull=True,
    )
    known = rows.select_related(
        "prescription__enrolment__programme", "organisation", "enrolment__programme", "enrolment__patient"
    )
    found = list(known.order_by("-recorded_at", "id"))
    days = [today_of(enrolment=one.enrolment, at=at) for one in found]
    asked = standings(enrolments=[one.enrolment for one in found], on=days, by=None)
    return [one for one, standing in zip(found, asked, strict=True) if _is_waited_for(one, standing)]


def _is_waited_for(sending: Sending, standing: Standing) -> bool:
    waiting = standing.waits_at_the_pharmacy
    is_this = waiting is not None and str(waiting["id"]) == str(sending.prescription_id)
    return is_this and not held_by(judgement=standing.judgement)
