"""The patient as one who acts: she enters for herself, at the centre that has her in its care."""

from accounts.actor import PATIENT_ACCOUNT, Actor
from accounts.acts import PATIENT
from patients.care import centre_of
from patients.identity_changes import standing_contact
from patients.models import Channel, Enrolment, Patient


def patient_as_actor(*, enrolment: Enrolment, request_id: str = "") -> Actor:
    """Give the actor that a patient is on her own page.

    Her name stands nowhere: the trail names her as the subject, and rows name the account of those who have none.
    """
    centre = centre_of(enrolment=enrolment)
    return Actor(
        user_id=PATIENT_ACCOUNT,
        name="The patient",
        role=PATIENT,
        role_label=PATIENT,
        organisation_id=centre.id,
        organisation_name=centre.name,
        country=centre.country,
        time_zone=centre.time_zone,
        practice=centre.is_practice,
        request_id=request_id,
        patient_id=enrolment.patient_id,
    )


def number_that_opens_a_copy(*, patient: Patient) -> str:
    """Give the number that proves who asks for a copy: one that those who treat her wrote down, or none.

    What was typed on her page is no proof of her: whoever has her card and knows her birth date can type a number
    there, and hold its telephone.
    """
    contact = standing_contact(subject_id=patient.subject_id, channel=Channel.SMS)
    return "" if contact is None or contact.recorded_by_id == PATIENT_ACCOUNT else contact.value
