"""Who is written down must be able to exist: names, numbers and addresses are read once and refused with a remedy."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from foundation.text import foreign_signs, has_a_letter, has_piled_marks, normalise
from patients.contacts import read_email, read_mobile
from patients.dates import require_not_after
from patients.health_ids import plain_number, read_health_id
from patients.identity import NewIdentity
from patients.models import Reminder
from patients.names import LONGEST, is_latin, latin_proposal
from patients.refusals import UnsoundIdentity

OLDEST = 120
NAMES = {"family_name": LONGEST, "given_name": LONGEST, "latin_name": 2 * LONGEST}
LONGEST_NUMBER = 40


def sound(*, new: NewIdentity, today: dt.date, country: str) -> NewIdentity:
    """Give an identity in the form that is kept.

    :param country: how a telephone number without its country is read.
    :raises UnsoundIdentity: when part of it cannot be; it names the field.
    :raises FutureDate: when she would be born after today.
    """
    names = {field: read_name(getattr(new, field), field=field, longest=most) for field, most in NAMES.items()}
    written = f"{names['family_name']} {names['given_name']}".strip()
    if not written:
        raise UnsoundIdentity(_("Enter the family name, the given name, or both."), field="family_name")
    require_latin(name=written, latin_name=names["latin_name"])
    require_birth_date(day=new.birth_date, today=today)
    read = replace(
        new,
        family_name=names["family_name"],
        given_name=names["given_name"],
        latin_name=names["latin_name"],
        health_id=read_health_id(country=new.health_id_country, number=new.health_id) if new.health_id else "",
        file_number=read_file_number(new.file_number),
    )
    return sound_contacts(new=read, country=country)


def sound_contacts(*, new: NewIdentity, country: str) -> NewIdentity:
    """Give the ways to reach somebody in the form that is kept.

    :raises UnsoundIdentity: when one is no way, or she would be reminded on a way that is not there or not agreed to.
    """
    mobile = read_mobile(number=new.mobile, country=country) if new.mobile else ""
    email = read_email(address=new.email) if new.email else ""
    require_reminder(reminder=new.reminder, mobile=mobile, email=email, agrees=new.agrees_to_reminders)
    return replace(new, mobile=mobile, email=email)


def read_name(name: str, *, field: str, longest: int) -> str:
    """Give a name composed and without what cannot be seen.

    :raises UnsoundIdentity: when it is no name.
    """
    plain = normalise(name)
    if len(plain) > longest:
        raise UnsoundIdentity(_("A name has at most %(most)s characters. Shorten it.") % {"most": longest}, field=field)
    if has_piled_marks(plain):
        raise UnsoundIdentity(
            _("This name has signs piled on one another. Type it again with plain letters."), field=field
        )
    if foreign_signs(plain) or (plain and not has_a_letter(plain)):
        raise UnsoundIdentity(_("This is not a name: take out what is neither letter nor mark of a name."), field=field)
    return plain


def require_latin(*, name: str, latin_name: str) -> None:
    """Want a name in Latin letters beside one that most counters cannot read.

    :raises UnsoundIdentity: when it is missing, or is not in Latin letters.
    """
    if latin_name and not is_latin(latin_name):
        raise UnsoundIdentity(_("Use Latin letters here, as on a passport."), field="latin_name")
    if not is_latin(name) and not latin_name:
        raise UnsoundIdentity(
            _("In Latin letters this may be “%(proposal)s”. Compare it with the passport, and put it right here.")
            % {"proposal": latin_proposal(name)},
            field="latin_name",
        )


def require_birth_date(*, day: dt.date | None, today: dt.date) -> None:
    """Refuse a birth date that nobody alive has.

    :raises FutureDate: when it is after today.
    :raises UnsoundIdentity: when it is too long ago.
    """
    if day is None:
        return
    require_not_after(day=day, today=today)
    if today.year - day.year > OLDEST:
        raise UnsoundIdentity(
            _("This is more than %(years)s years ago. Check the year.") % {"years": OLDEST}, field="birth_date"
        )


def read_file_number(number: str) -> str:
    """Give a centre's own number for her file, without spaces at its ends.

    :raises UnsoundIdentity: when it has nothing to compare.
    """
    plain = normalise(number)
    if plain and (len(plain) > LONGEST_NUMBER or not plain_number(plain)):
        raise UnsoundIdentity(
            _("A file number has letters or digits, at most %(most)s. Compare it with the file.")
            % {"most": LONGEST_NUMBER},
            field="file_number",
        )
    return plain


def require_reminder(*, reminder: str, mobile: str, email: str, agrees: bool) -> None:
    """Want the way on which she would be reminded, and her agreement to it.

    :raises UnsoundIdentity: when one of them is missing.
    """
    if reminder == Reminder.SMS and not mobile:
        raise UnsoundIdentity(
            _("Enter the mobile number to which reminders go, or choose no reminders."), field="mobile"
        )
    if reminder == Reminder.EMAIL and not email:
        raise UnsoundIdentity(_("Enter the address to which reminders go, or choose no reminders."), field="email")
    if reminder != Reminder.NONE and not agrees:
        raise UnsoundIdentity(
            _("Ask the patient, and tick that she or he agrees; or choose no reminders."), field="agrees_to_reminders"
        )
