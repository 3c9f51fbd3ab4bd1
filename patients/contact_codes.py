"""The code that is sent to a number or address, so that its owner can read it out: it is kept nowhere."""

from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

from patients.models import Contact

DIGITS: Final = 6


def code_of(*, contact: Contact) -> str:
    """Give the code of one contact row; another number, or the same one typed anew, has another."""
    digest = salted_hmac("patients.contact_codes", str(contact.id), algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}d}"


def fits(*, contact: Contact, code: str) -> bool:
    """Say whether this is the code that was sent; spaces make no difference."""
    return constant_time_compare(code_of(contact=contact), "".join(code.split()))
