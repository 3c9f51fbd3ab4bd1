"""Who a patient is, as it was typed at the registration."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.identity import Person, Written
from patients.models import Sex
from prescribers.presenters.prescribing import Fact
from prescribers.words import LANGUAGES, said


def identity_facts(person: Person, written: Written) -> list[Fact]:
    """List everything that is kept of who she or he is, each to be compared with the papers."""
    none = _("not recorded")
    return [
        Fact(label=_("Family name"), value=person.family_name or none),
        Fact(label=_("Given name"), value=person.given_name or none),
        Fact(label=_("Name in Latin letters"), value=person.latin_name or none),
        Fact(label=_("Date of birth"), value=date_format(person.birth_date) if person.birth_date else none),
        Fact(label=_("Sex recorded at birth"), value=Sex(person.sex).label),
        Fact(label=_("National health number"), value=", ".join(written.numbers) or none),
        Fact(label=_("Language for messages to the patient"), value=said(LANGUAGES, person.language)),
        Fact(label=_("Mobile telephone"), value=", ".join(written.mobiles) or none),
        Fact(label=_("E-mail address"), value=", ".join(written.addresses) or none),
    ]
