"""Where a prescription may be sent, where it was sent, and what a pharmacy was sent."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from patients.dates import today_of
from patients.eligibility import standings
from patients.models import Dispensing, Enrolment, Prescription, Sending
from patients.reasons import words
from patients.refusals import NotForThisPatient, NothingToChange
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


def require_waiting(*, prescription: Prescription, on: dt.date) -> None:
    """Refuse to send anybody for capsules that every pharmacy would refuse.

    :raises NotForThisPatient: while a pregnancy is suspected or the treatment is stopped; it says what would help.
    :raises NothingToChange: when its last day is over.
    """
    standing = standings(enrolments=[prescription.enrolment], on=[on], by=None)[0]
    code = standing.judgement.held_by
    if code:
        raise NotForThisPatient(f"{words(code).for_prescriber} {words(code).remedy}")
    if not standing.waits_for(prescription=prescription):
        raise NothingToChange(over_in_words(ended_on=standing.ended_on))


def over_in_words(*, ended_on: dt.date | None) -> str:
    """Say that no pharmacy dispenses on a prescription any more, since when, and what helps."""
    since = (
        _("The last day of this prescription was %(day)s.") % {"day": date_format(ended_on)}
        if ended_on is not None
        else _("The time of this prescription is over.")
    )
    return since + " " + _("No pharmacy may dispense what is left. Authorise a new prescription.")


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
    return [
        one
        for one, standing in zip(found, asked, strict=True)
        if standing.waits_for(prescription=one.prescription) and not standing.judgement.held_by
    ]
