"""What the square code of a medicine pack says: GS1 or the German PPN, whatever scanner and keyboard made of it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from biip import BiipException
from biip.checksums import gs1_standard_check_digit
from biip.gs1_element_strings import GS1ElementString
from biip.gs1_messages import GS1Message

from foundation.checksymbols import without_scanner_mark
from foundation.keyboards import readings

GTIN, EXPIRY, BATCH, SERIAL = "01", "17", "10", "21"
SEPARATOR: Final = "\x1d"
LONGEST: Final = 200

_FIXED: Final = {GTIN: 14, EXPIRY: 6, "11": 6}
_OPEN: Final = (BATCH, SERIAL, "710", "711", "712", "713", "714", "715", "716")
_LONGEST_OPEN: Final = 20
_LONGEST_CODE: Final = 100
# What scanners write for the separator that cannot be typed; any sign that no GS1 code may have counts as one too.
_SPELT: Final = re.compile(r"<GS>|\{GS\}|\[GS\]|\\X1D|\\U001D|\\F|\^\]")
_NOT_OF_GS1: Final = re.compile(r"[^!\"%&'()*+,\-./0-9:;<=>?A-Z_]+")
_IFA: Final = re.compile(r"^\[[)0]>\W*06\W*(?P<fields>9N.*)$")
_PPN: Final = re.compile(r"^11(?P<pzn>\d{8})(?P<check>\d{2})$")
_MARKS: Final = ("]D2", "]C1", "]D1")
_ALIKE: Final = ("us", "qwertz")
"""Settings that differ in Y and Z alone, among the signs that a pack's code has."""
_LIKE_A_PACK: Final = re.compile(r"^(?:01\d{14}|\(01\)\d{14}|\[[)0]>)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCode:
    """The four facts that a pack's code carries; ``expires_on`` is its last good day."""

    gtin: str
    batch: str
    expires_on: dt.date
    serial: str

    @property
    def text(self) -> str:
        """Write the code so that it can be read again without a separator: identifiers in brackets."""
        serial = f"({SERIAL}){self.serial}" if self.serial else ""
        return f"({GTIN}){self.gtin}({EXPIRY}){self.expires_on:%y%m%d}({BATCH}){self.batch}{serial}"

    @property
    def serial_hash(self) -> str:
        """Give what is kept of the serial number: enough to know it again, not to write it down."""
        return sha256(f"{self.gtin}|{self.serial}".encode()).hexdigest() if self.serial else ""


class Unreadable(Exception):
    """What was scanned is no pack's code, or could mean two things."""


class TwoKeyboards(Unreadable):
    """Under two settings of the keyboard the code names different batches or serial numbers."""


class TwoMeanings(Unreadable):
    """The separator was left out, and the code can be cut in more than one way."""


def read_pack(typed: str, *, layout: str = "") -> PackCode:
    """Read a pack's code, whichever setting of the keyboard makes sense of it.

    Where nobody taught the workstation its keyboard, and the scanner does not mark its codes, a Y may be a Z: German
    keys give everything else as American ones do, so that nothing tells. Such a code is not guessed.

    :param layout: the setting that this workstation was taught; it is believed first.
    :raises TwoKeyboards: when the settings that make sense of it disagree.
    :raises TwoMeanings: when batch and serial number cannot be told apart.
    :raises Unreadable: when it is no pack's code.
    """
    found: dict[str, PackCode] = {}
    for reading in readings(typed[:LONGEST], first=layout):
        codes = _codes(reading.text)
        if len(codes) > 1 and not found:
            raise TwoMeanings
        if codes and (layout or reading.text.startswith(_MARKS)):
            return codes.pop()
        if len(codes) == 1:
            found.setdefault(reading.layout, codes.pop())
    if len({found[name] for name in _ALIKE if name in found}) > 1:
        raise TwoKeyboards
    for code in found.values():
        return code
    raise Unreadable


def looks_like_a_pack(typed: str) -> bool:
    """Say whether a scan begins as a pack's code does, readable to its end or not."""
    return any(
        reading.text.startswith(_MARKS) or _LIKE_A_PACK.match(without_scanner_mark(reading.text))
        for reading in readings(typed[:LONGEST])
    )


def _codes(text: str) -> set[PackCode]:
    """List what one reading can mean: nothing, one pack, or several where separators are missing."""
    signs = without_scanner_mark(text.strip())
    german = _IFA.match(signs)
    if german is not None:
        return _ifa(german["fields"])
    if signs.startswith(f"({GTIN})"):
        return _bracketed(signs)
    signs = _NOT_OF_GS1.sub(SEPARATOR, _SPELT.sub(SEPARATOR, signs)).strip(SEPARATOR)
    whole = _separated(signs)
    if any(code.serial for code in whole):
        return whole
    # A batch that runs to the end may have swallowed the serial number: one separator came, the other did not.
    return (whole if SEPARATOR in signs else set()) | _cut_in_every_way(signs)


def _separated(signs: str) -> set[PackCode]:
    """Read a code in which every field of open length ends at a separator, or with the code."""
    try:
        message = GS1Message.parse(signs)
    except BiipException:
        return set()
    code = _code({one.ai.ai: one.value for one in message.element_strings})
    return set() if code is None or not _ends_are_marked(signs, message.element_strings) else {code}


def _ends_are_marked(signs: str, fields: Iterable[GS1ElementString]) -> bool:
    """Say whether no field was cut only because it could not be longer: what follows such a one is a guess."""
    rest = signs
    for field in fields:
        rest = rest[len(field) :]
        if field.ai.separator_required and rest and not rest.startswith(SEPARATOR):
            return False
        rest = rest.lstrip(SEPARATOR)
    return True


def _cut_in_every_way(signs: str) -> set[PackCode]:
    """Read a code whose separators are lost in every way that makes sense, with a serial number and without one.

    No way is preferred, though every pack of these medicines has a serial number by law (Delegated Regulation (EU)
    2016/161, Article 4): a batch cut short or run on is another batch, and one that was called back would pass.
    """
    if len(signs) > _LONGEST_CODE:
        return set()
    return {code for cut in _cuts(signs) if (code := _code(cut))}


def _bracketed(signs: str) -> set[PackCode]:
    try:
        message = GS1Message.parse_hri(signs)
    except BiipException:
        return set()
    code = _code({one.ai.ai: one.value for one in message.element_strings})
    return set() if code is None else {code}


def _cuts(signs: str, used: frozenset[str] = frozenset()) -> Iterator[dict[str, str]]:
    """Cut a code in every way in which each identifier, one national number among them, is once.

    Nothing runs on over a separator that did arrive.
    """
    signs = signs.lstrip(SEPARATOR)
    if not signs:
        yield {}
    for name in (*_FIXED, *_OPEN):
        if name[:2] in used or not signs.startswith(name):
            continue
        value = signs[len(name) :]
        room = len(value.partition(SEPARATOR)[0])
        lengths = [_FIXED[name]] if name in _FIXED else range(1, _LONGEST_OPEN + 1)
        for length in lengths:
            if length <= room:
                for rest in _cuts(value[length:], used | {name[:2]}):
                    yield {name: value[:length]} | rest


def _code(fields: dict[str, str]) -> PackCode | None:
    """Make a code of its fields; None when product, batch or expiry is missing or impossible."""
    gtin, batch, expiry = fields.get(GTIN, ""), fields.get(BATCH, ""), _day(fields.get(EXPIRY, ""))
    if not batch or expiry is None or not _is_gtin(gtin):
        return None
    return PackCode(gtin=gtin, batch=batch, expires_on=expiry, serial=fields.get(SERIAL, ""))


def _is_gtin(gtin: str) -> bool:
    return len(gtin) == 14 and gtin.isdecimal() and gs1_standard_check_digit(gtin[:-1]) == int(gtin[-1])


def _day(signs: str) -> dt.date | None:
    """Read YYMMDD of this century; day 00 is the last of its month."""
    if not re.fullmatch(r"\d{6}", signs):
        return None
    year, month, day = 2000 + int(signs[:2]), int(signs[2:4]), int(signs[4:])
    try:
        if day:
            return dt.date(year, month, day)
        following = dt.date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return following - dt.timedelta(days=1)


def _ifa(fields: str) -> set[PackCode]:
    """Read the German form: 9N and the PPN, 1T batch, D expiry, S serial, parted by separators."""
    parts = [part for part in re.split(r"[^0-9A-Z\-./_]+", fields) if part]
    named: dict[str, str] = {}
    for part in parts:
        for mark, name in (("9N", GTIN), ("1T", BATCH), ("D", EXPIRY), ("S", SERIAL)):
            if part.startswith(mark):
                named[name] = part[len(mark) :]
                break
    gtin = _gtin_of_ppn(named.get(GTIN, ""))
    code = None if gtin is None else _code(named | {GTIN: gtin})
    return set() if code is None else {code}


def _gtin_of_ppn(ppn: str) -> str | None:
    """Give the GTIN that stands for a German central number, when the PPN's two check digits fit."""
    read = _PPN.match(ppn)
    if read is None:
        return None
    weighed = sum(ord(sign) * weight for weight, sign in enumerate(ppn[:-2], start=2))
    if weighed % 97 != int(read["check"]):
        return None
    without_check = f"04150{read['pzn']}"
    return f"{without_check}{gs1_standard_check_digit(without_check)}"
