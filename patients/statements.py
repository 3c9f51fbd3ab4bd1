"""What must be agreed to before an agreement is one, by category and programme; the words stand at the desk."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from patients.models import Category
from patients.refusals import NotForThisPatient
from rulebook import Programme

_EVERYBODY: Final = ("not_shared", "returned", "no_blood")
_BY_CATEGORY: Final[dict[str, tuple[str, ...]]] = {
    Category.CHILDBEARING: ("harms_unborn", "contraception", "tests", "stop_and_call", *_EVERYBODY),
    Category.NON_CHILDBEARING: ("harms_unborn", "cannot_conceive", "tell_of_change", *_EVERYBODY),
    Category.MALE: ("harms_unborn", "semen", "no_semen_donation", "partner_pregnant", *_EVERYBODY),
}


def statements_of(*, category: str, programme: Programme) -> list[str]:
    """List the statements that a patient of a category agrees to, in the order in which they are talked through.

    A statement about something the programme has no rule for is left out.
    """
    has_rule = {
        "contraception": programme.contraception is not None,
        "tests": programme.test is not None,
        "semen": programme.male is not None,
        "no_semen_donation": programme.male is not None,
        "no_blood": programme.blood_donation_after_days is not None,
    }
    return [code for code in _BY_CATEGORY[category] if has_rule.get(code, True)]


def require_every_statement(*, agreed: Sequence[str], wanted: Sequence[str]) -> None:
    """Refuse an agreement to anything but each of the statements wanted, once.

    :raises NotForThisPatient: when one is missing, said twice, or none of these.
    """
    if sorted(agreed) != sorted(wanted):
        raise NotForThisPatient(
            _("An agreement holds every statement of the category, and no other. Open the form again and tick each.")
        )
