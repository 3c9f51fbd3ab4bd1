"""Card numbers: ten random symbols and two check symbols, in an alphabet without look-alikes.

The two check symbols are those of a Reed–Solomon code over the field of 32 elements with the generator roots
a and a², so any one or two wrong symbols are found: every misread sign and every swap, near or far. A number
wrong in more places passes once in 1,024 times; the registry then does not know it.
"""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""

PAYLOAD_LENGTH = 10
LENGTH = 12
PREFIX = "PPP:"
"""What the square codes of the first cards hold before the number; those of today hold an address that ends in it."""

_FIELD = 0b100101  # x⁵ + x² + 1, primitive over GF(2), so that a = 2 runs through all 31 elements
_ROOTS = (2, 4)
# Added to the check symbols, so that a row of equal keys (000000000000) is no number.
_SHIFT = (22, 13)
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_FORGIVEN = str.maketrans("OIL", "011")
_SEPARATORS = dict.fromkeys(map(ord, " -‐‑‒–—_.\t\r\n\u00a0\u202f"))
# The symbology mark a hand scanner may put in front: ]Q1 and its kin for a square code, ]d2 for a pack's.
_SCANNER_MARK = re.compile(r"\s*\][A-Z][0-9A-Z]")


def make_number(payload: str) -> str:
    """Put the check symbols behind ten symbols.

    :raises ValueError: when the payload is not ten symbols of the alphabet.
    """
    if len(payload) != PAYLOAD_LENGTH or any(sign not in _VALUE for sign in payload):
        raise ValueError("a card number's payload is ten symbols of the alphabet")
    first, second = _remainder([_VALUE[sign] for sign in payload])
    return payload + ALPHABET[first ^ _SHIFT[0]] + ALPHABET[second ^ _SHIFT[1]]


def without_scanner_mark(text: str) -> str:
    """Take off the mark with which a scanner says what kind of code it saw."""
    return _SCANNER_MARK.sub("", text, count=1) if _SCANNER_MARK.match(text) else text


def normalise(text: str) -> str | None:
    """Read twelve symbols from what was typed or scanned: case, dashes, spaces, O for 0, I and L for 1.

    None when that is not what it is. Whether the check symbols fit is asked by :func:`fits`.
    """
    signs = without_scanner_mark(text.upper()).translate(_SEPARATORS)
    signs = signs.removeprefix(PREFIX).translate(_FORGIVEN)
    return signs if len(signs) == LENGTH and all(sign in _VALUE for sign in signs) else None


def fits(number: str) -> bool:
    """Tell whether the check symbols of twelve normalised symbols belong to the ten before them."""
    return make_number(number[:PAYLOAD_LENGTH]) == number


def read_number(text: str) -> str | None:
    """Read a card number whose check symbols fit, alone or behind the # of a card's code; None for anything else."""
    number = normalise(text.rpartition("#")[2])
    return number if number is not None and fits(number) else None


def format_number(number: str) -> str:
    """Write a number as on the card: 7K3M-9QXT-4HX7."""
    return "-".join((number[:4], number[4:8], number[8:]))


def _times(left: int, right: int) -> int:
    """Multiply in the field of 32 elements."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _FIELD
        right >>= 1
    return product


_SUM_OF_ROOTS = _ROOTS[0] ^ _ROOTS[1]
_PRODUCT_OF_ROOTS = _times(*_ROOTS)


def _remainder(payload: list[int]) -> tuple[int, int]:
    """Divide the payload, moved two places up, by (x - a)(x - a²); give the remainder, highest first."""
    high, low = 0, 0
    for value in payload:
        factor = value ^ high
        high, low = low ^ _times(factor, _SUM_OF_ROOTS), _times(factor, _PRODUCT_OF_ROOTS)
    return high, low
