"""What is talked through and agreed to, one statement at a time, in our own plain words.

A national programme that has an approved form keeps its own wording; a change here is a new ``FORM_VERSION``, which is
kept with every agreement.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from patients.statements import statements_of
from prescribers.words import Choices, Text
from rulebook import Programme

FORM_VERSION: Final = "plain-2026-11"

_STATEMENTS: Final[dict[str, Text]] = {
    "harms_unborn": _("I know that this medicine is expected to cause severe harm to an unborn child."),
    "contraception": _(
        "I will use effective contraception without a gap: %(lead)s days before treatment, during it and its "
        "pauses, and for %(after)s days after the last capsule. This holds even if I have no periods."
    ),
    "tests": _(
        "I will have a pregnancy test before treatment, at least every %(interval)s days during it, and "
        "%(last_test)s days after it ends."
    ),
    "stop_and_call": _("If I may be pregnant, or miss a period, I will stop the capsules and call my doctor at once."),
    "cannot_conceive": _("My doctor has told me why I am considered unable to become pregnant."),
    "tell_of_change": _("If anything about this changes, I will tell my doctor before the next capsule."),
    "semen": _(
        "I know that the medicine passes into semen. With a partner who is or could become pregnant I will use a "
        "condom during treatment, its pauses and for %(condom)s days after, even after a vasectomy."
    ),
    "no_semen_donation": _("I will not donate semen during treatment, its pauses and for %(semen)s days after."),
    "partner_pregnant": _("If my partner becomes pregnant, I will tell my doctor at once."),
    "not_shared": _("The capsules are for me alone. I will never give them to anybody else."),
    "returned": _("I will take capsules that are left over back to the pharmacy."),
    "no_blood": _("I will not donate blood during treatment, its pauses and for %(blood)s days after."),
}


def statements_for(*, category: str, programme: Programme) -> Choices:
    """List what a patient of a category agrees to, in the order in which it is talked through.

    The numbers are the programme's. What must be agreed to is the record's own list.
    """
    numbers = _numbers(programme)
    return [(code, str(_STATEMENTS[code]) % numbers) for code in statements_of(category=category, programme=programme)]


def _numbers(programme: Programme) -> dict[str, int]:
    test, contraception, male = programme.test, programme.contraception, programme.male
    found: dict[str, int | None] = {
        "interval": test.interval_days if test else None,
        "last_test": test.after_treatment_days if test else None,
        "lead": contraception.lead_days if contraception else None,
        "after": contraception.after_days if contraception else None,
        "condom": male.condom_after_days if male else None,
        "semen": male.semen_donation_after_days if male else None,
        "blood": programme.blood_donation_after_days,
    }
    return {name: days for name, days in found.items() if days is not None}
