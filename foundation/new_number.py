"""The number of a new card: drawn at random, and again until no keyboard can make another number of it."""

import secrets

from foundation.checksymbols import ALPHABET, PAYLOAD_LENGTH, make_number, read_number
from foundation.keyboards import LAYOUTS, readings


def random_number() -> str:
    """Draw the number of a new card; the caller's unique column settles the rare double."""
    while True:
        number = make_number("".join(secrets.choice(ALPHABET) for _ in range(PAYLOAD_LENGTH)))
        if has_one_reading(number):
            return number


def has_one_reading(number: str) -> bool:
    """Tell whether a number stays itself, typed without dashes or scanned bare, whatever keyboard is believed in.

    About one number in four hundred reads as a second one whose check symbols fit too, and its bearer would be asked
    to have it typed with the dashes at every counter.
    """
    arrived = {number, *(layout.show(number) for layout in LAYOUTS)}
    read = {read_number(reading.text) for text in arrived for reading in readings(text)}
    return read - {None} == {number}
