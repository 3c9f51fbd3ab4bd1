"""The columns of each list, and what a cell of each must be."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.countries import TIME_ZONES
from accounts.forms.administration import DIALLED
from accounts.models import Kind as PlaceKind
from accounts.models import Role
from onboarding.cells import Formula, Number
from onboarding.models import Kind

Fault = tuple[str, str]
"""A column, and what is wrong with its cell and would mend it."""

STARTS_FORMULA: Final = ("=", "@", "+", "-", "\t", "\r", "＝", "＋", "－", "＠")
UNSEEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}
DAY_FIRST: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SPREADSHEETS_ZERO: Final = dt.date(1899, 12, 30)
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)


class Unfit(ValueError):
    """A cell that cannot be; the words say what would mend it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: whether each row must fill it, and how a cell is read."""

    is_needed: bool
    read: Callable[[str], str]


def read_cells(kind: str, cells: Mapping[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """Read the cells of a row: what fits by column, and the faults of what does not."""
    values: dict[str, str] = {}
    faults: list[Fault] = []
    for name, column in COLUMNS[kind].items():
        cell = cells.get(name, "")
        try:
            values[name] = _read(column, cell)
        except Unfit as what:
            values[name] = ""
            faults.append((name, str(what)))
    return values, faults or RULES[kind](values)


def _read(column: Column, cell: str) -> str:
    if isinstance(cell, Formula):
        raise Unfit(_("This is a formula. Write its value in its place."))
    if not cell.strip():
        if column.is_needed:
            raise Unfit(_("This is empty. Fill it in."))
        return ""
    return column.read(cell if isinstance(cell, Number) else cell.strip())


def _text(longest: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell.startswith(STARTS_FORMULA):
            raise Unfit(_("This begins like a formula. Write it without the first sign."))
        if any(unicodedata.category(sign) in UNSEEN for sign in cell):
            raise Unfit(_("This has a sign that cannot be seen. Type it anew."))
        if len(cell) > longest:
            raise Unfit(_("This is longer than %(longest)s letters. Shorten it.") % {"longest": longest})
        return " ".join(unicodedata.normalize("NFC", cell).split())

    return read


def _email(cell: str) -> str:
    try:
        validate_email(cell)
    except ValidationError:
        raise Unfit(_("This is no e-mail address. Write it like name@hospital.eu.")) from None
    return _text(254)(cell).lower()


def _telephone(cell: str) -> str:
    if isinstance(cell, Number) or not DIALLED.fullmatch(cell):
        raise Unfit(_("This is no telephone number in text. Write it with its country, like +32 2 555 10 00."))
    return cell


def _one_of(*codes: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell.lower() not in {code.lower() for code in codes}:
            raise Unfit(_("Write one of: %(codes)s.") % {"codes": ", ".join(codes)})
        return next(code for code in codes if code.lower() == cell.lower())

    return read


def _day(cell: str) -> str:
    try:
        day = _day_of(cell)
    except (ValueError, OverflowError):
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise Unfit(_("This is no day. Write it like 2026-03-14."))
    return day.isoformat()


def _day_of(cell: str) -> dt.date | None:
    if isinstance(cell, Number):
        return SPREADSHEETS_ZERO + dt.timedelta(days=int(cell))
    if found := YEAR_FIRST.fullmatch(cell):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(cell):
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    return None


def _days_in_order(values: Mapping[str, str], since: str, until: str) -> list[Fault]:
    """Ask for the days of a span, where there is one: the first at least, and the last behind it."""
    if values[until] and (not values[since] or values[until] <= values[since]):
        return [(until, _("The last day is not after the first. Check both."))]
    return []


def _accreditation(values: Mapping[str, str], since: str, until: str, *, fits: bool) -> list[Fault]:
    if not values["programme"]:
        return [(since, _("There is a day, and no programme. Write both or none."))] if values[since] else []
    if not fits:
        return [("programme", _("Only pharmacies are registered, and only prescribers certified. Empty this."))]
    if not values[since]:
        return [(since, _("This is empty. Fill it in."))]
    return _days_in_order(values, since, until)


def _rules_of_places(values: Mapping[str, str]) -> list[Fault]:
    return _accreditation(
        values, "registered_from", "registered_until", fits=values["kind"] == PlaceKind.PHARMACY
    )  # fmt: skip


def _rules_of_people(values: Mapping[str, str]) -> list[Fault]:
    return _days_in_order(values, "role_from", "role_until") or _accreditation(
        values, "certified_from", "certified_until", fits=values["role"] == Role.PRESCRIBER
    )


_LANGUAGES: Final = _one_of(*(code for code, _words in settings.LANGUAGES))
COLUMNS: Final[dict[str, dict[str, Column]]] = {
    Kind.PLACES: {
        "kind": Column(True, _one_of(PlaceKind.CENTRE, PlaceKind.PHARMACY)),
        "name": Column(True, _text(200)),
        "time_zone": Column(True, _one_of(*TIME_ZONES)),
        "telephone": Column(True, _telephone),
        "email": Column(True, _email),
        "language": Column(True, _LANGUAGES),
        "programme": Column(False, _text(60)),
        "registered_from": Column(False, _day),
        "registered_until": Column(False, _day),
    },
    Kind.PEOPLE: {
        "name": Column(True, _text(200)),
        "email": Column(True, _email),
        "telephone": Column(False, _telephone),
        "language": Column(True, _LANGUAGES),
        "place": Column(True, _text(200)),
        "role": Column(True, _one_of(Role.PRESCRIBER, Role.DELEGATE, Role.PHARMACIST)),
        "role_from": Column(True, _day),
        "role_until": Column(False, _day),
        "programme": Column(False, _text(60)),
        "certified_from": Column(False, _day),
        "certified_until": Column(False, _day),
    },
}
RULES: Final[dict[str, Callable[[Mapping[str, str]], list[Fault]]]] = {
    Kind.PLACES: _rules_of_places,
    Kind.PEOPLE: _rules_of_people,
}
KEYS: Final[dict[str, tuple[str, ...]]] = {Kind.PLACES: ("name",), Kind.PEOPLE: ("email", "place", "role")}
"""What a row is known by within its list."""
