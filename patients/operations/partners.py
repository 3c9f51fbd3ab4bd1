"""The partner of a man under treatment: a suspicion of her pregnancy opens a case, and stops no supply."""

import datetime as dt

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.answers import require_reason
from patients.care import tell_who_treats
from patients.dates import require_within_life, today_of_patient
from patients.identity import person_of
from patients.models import Enrolment, PartnerPregnancy, Patient, Sex
from patients.refusals import NotAMan
from patients.stamp import stamp


@operation("patients.tell_partner_pregnancy", guard=changes_record)
def tell_partner_pregnancy(
    *, by: Actor, at: dt.datetime, patient: Patient, known_on: dt.date, words: str
) -> PartnerPregnancy:
    """Open a case of a partner who may be pregnant; his prescribers and the safety desk learn of it.

    No rule reads the case: his supply goes on (SmPC 4.6 asks him for condoms, and her for advice).

    :raises NotAMan: for a woman, whose own suspicion stops her supply and is recorded as such.
    :raises FutureDate: when it is dated after today.
    :raises WrongOrder: when it is dated before he was born.
    :raises WithoutReason: when nothing is said of what is known.
    """
    require_reason(reason=words)
    if person_of(patient=patient).sex != Sex.MALE:
        raise NotAMan
    require_within_life(patient=patient, days=[known_on], today=today_of_patient(patient=patient, at=at))
    return open_case_of_partner(by=by, at=at, patient=patient, known_on=known_on, words=words)


def open_case_of_partner(
    *, by: Actor, at: dt.datetime, patient: Patient, known_on: dt.date, words: str
) -> PartnerPregnancy:
    """Open the case and tell who treats him, in the caller's transaction."""
    case = PartnerPregnancy.objects.create(patient=patient, known_on=known_on, words=words, **stamp(by=by, at=at))
    for enrolment in Enrolment.objects.standing().filter(patient=patient):
        event = f"partner:{case.id}:{enrolment.id}"
        tell_who_treats(enrolment=enrolment, kind="partner_suspected", event=event, about_id=enrolment.id, at=at)
    return case
