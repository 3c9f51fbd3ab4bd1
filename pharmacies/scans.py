"""What a scan at the counter is: a card's number, whatever scanner and keyboard made of it, or something else."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from foundation.checksymbols import LENGTH, PREFIX, fits, normalise, without_scanner_mark
from foundation.keyboards import readings
from pharmacies.pack_codes import looks_like_a_pack


class Kind(Enum):
    """What arrived in the field for a card."""

    CARD = "card"
    UNKNOWN = "unknown"
    PACK = "pack"
    TWO_CARDS = "two cards"
    TWO_READINGS = "two readings"
    FOREIGN = "foreign"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan is; the number only of a card."""

    kind: Kind
    number: str | None = None


_ADDRESS: Final = re.compile(r"HTTPS?://(?P<host>[^/?#]+)/(?P<rest>.*?)(?=HTTPS?://|$)", re.DOTALL)
_PARTS: Final = re.compile(r"[/?#]")
_AROUND: Final = "*~#$%!@^&+=\x02\x03 \t\r\n"
"""What scanners are set to put around what they read: the start and stop of Code 39, a sign of the shop's own."""


def read_card(typed: str, *, hosts: tuple[str, ...] = (), layout: str = "") -> Scan:
    """Tell what arrived: every setting of the keyboard is tried, and the one whose check symbols fit is right.

    :param hosts: the registry's own addresses: a card's code may be a link to one of them, and to no other.
    :param layout: the setting that this workstation was taught; it settles two readings that fit both.
    """
    found: dict[str, str] = {}
    kinds = set()
    for reading in readings(typed, first=layout):
        scan = _read(reading.text, hosts)
        kinds.add(scan.kind)
        if scan.number is not None:
            found.setdefault(scan.number, reading.layout)
    if found:
        number, by = next(iter(found.items()))
        sure = len(found) == 1 or (layout and by == layout)
        return Scan(Kind.CARD, number) if sure else Scan(Kind.TWO_READINGS)
    for kind in (Kind.TWO_CARDS, Kind.FOREIGN):
        if kind in kinds:
            return Scan(kind)
    if looks_like_a_pack(typed):
        return Scan(Kind.PACK)
    return Scan(Kind.UNKNOWN if Kind.UNKNOWN in kinds else Kind.NOTHING)


def _read(text: str, hosts: tuple[str, ...]) -> Scan:
    """Read one reading: a card's address or its prefix anywhere, or a number alone."""
    addresses = list(_ADDRESS.finditer(text))
    if addresses:
        if {one["host"] for one in addresses} - {host.upper() for host in hosts}:
            return Scan(Kind.FOREIGN)
        return _last_of([_behind_the_address(one["rest"]) for one in addresses])
    if PREFIX in text:
        return _last_of([_in_front(part.strip()) for part in text.split(PREFIX)[1:]])
    return _numbered(normalise(without_scanner_mark(text.strip(_AROUND)).strip(_AROUND)))


def _last_of(numbers: list[str | None]) -> Scan:
    """Read what was scanned last: a scan lands before or behind what a refused one left in the field."""
    if len({number for number in numbers if number is not None and fits(number)}) > 1:
        return Scan(Kind.TWO_CARDS)
    return _numbered(numbers[-1])


def _behind_the_address(rest: str) -> str | None:
    """Read the number at the end of an address.

    Where the keys are French or Belgian the # before it arrives as a 3, like any 3: one sign too many, in front.
    """
    last = _PARTS.split(rest.strip().rstrip("/"))[-1]
    shifted = normalise(last[1:])
    return shifted if shifted is not None and fits(shifted) else _in_front(last)


def _in_front(part: str) -> str | None:
    """Read a number, though something else may follow it."""
    return normalise(part.strip(_AROUND)) or normalise(part[:LENGTH])


def _numbered(number: str | None) -> Scan:
    if number is None:
        return Scan(Kind.NOTHING)
    return Scan(Kind.CARD, number) if fits(number) else Scan(Kind.UNKNOWN)
