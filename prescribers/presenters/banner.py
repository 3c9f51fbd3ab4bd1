"""Whose record a page is about."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.identity import Person
from patients.models import CategoryAssessment, Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """What ``components/patient_banner.html`` shows."""

    name: str
    born: str
    category: str
    programme: str
    url: str
    state: str = ""
    state_tone: str = ""
    card_number: str = ""


def banner(
    *,
    enrolment: Enrolment,
    person: Person,
    category: CategoryAssessment | None,
    state: str = "",
    tone: str = "",
) -> Banner:
    """Name a patient as registers do, her Latin name beside it where there is one."""
    return Banner(
        name=shown_name(person),
        born=date_format(person.birth_date) if person.birth_date else _("on an unknown date"),
        category=str(category.get_category_display()) if category else _("category not set yet"),
        programme=enrolment.programme.name,
        url=reverse("prescribers:patient", args=[enrolment.id]),
        state=state,
        state_tone=tone,
    )


def shown_name(person: Person) -> str:
    """Give the name in its own script, and in Latin letters behind it."""
    return f"{person.name} ({person.latin_name})" if person.latin_name else person.name
