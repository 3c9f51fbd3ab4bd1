"""Telephone numbers and e-mail addresses: read once, kept in the one form in which they can be reached."""

import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from patients.refusals import UnsoundIdentity

LONGEST_ADDRESS = 200


def read_mobile(*, number: str, country: str) -> str:
    """Read a mobile number and give it in E.164 form; one without its country is read as of this one.

    :raises UnsoundIdentity: when it is no number, or a text message cannot reach it.
    """
    try:
        read = phonenumbers.parse(unicodedata.normalize("NFKC", number), country or None)
    except NumberParseException:
        read = None
    if read is None or not phonenumbers.is_valid_number(read):
        raise UnsoundIdentity(_("Enter a telephone number with its country, like +32 470 12 34 56."), field="mobile")
    if phonenumbers.number_type(read) == PhoneNumberType.FIXED_LINE:
        raise UnsoundIdentity(
            _("This is the number of a fixed line, which no text message reaches. Enter a mobile number, or none."),
            field="mobile",
        )
    return phonenumbers.format_number(read, PhoneNumberFormat.E164)


def show_mobile(number: str) -> str:
    """Write a number that is kept as people read it; one kept before numbers were read stays as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number, None), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return number


def read_email(*, address: str) -> str:
    """Read an e-mail address.

    :raises UnsoundIdentity: when it cannot be one.
    """
    plain = address.strip()
    try:
        validate_email(plain)
    except ValidationError as wrong:
        raise UnsoundIdentity(
            _("This is not an e-mail address. Enter one like name@example.org."), field="email"
        ) from wrong
    if len(plain) > LONGEST_ADDRESS:
        raise UnsoundIdentity(_("This address is too long to be kept. Enter another, or none."), field="email")
    return plain
