"""A card as it is printed."""

from django.utils.formats import date_format

from foundation.patient_card import PatientCard
from patients.care import centre_of
from patients.identity import Person
from patients.models import Card, Enrolment


def printed_card(*, card: Card, enrolment: Enrolment, person: Person) -> PatientCard:
    """Give what stands on the paper: neither category nor result; the telephone is the centre's."""
    return PatientCard(
        substance=enrolment.programme.substance,
        name=person.name,
        name_latin=person.latin_name,
        number=card.number,
        issued=date_format(card.issued_on),
        help_telephone=centre_of(enrolment=enrolment).telephone,
    )
