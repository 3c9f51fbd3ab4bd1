"""A programme file as somebody would have it: read whole beside the files in force, or refused with its line."""

import datetime as dt
import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from programmes.library import check_time_zones
from rulebook import Programme, ProgrammeError, ProgrammeFile, Programmes, read_programmes
from rulebook.controls import moved_for_good

NEW_FILE: Final = "new"


@dataclass(frozen=True, slots=True)
class Affected:
    """A programme whose rules would be others on the day from which a file holds: as they are, and as they would be."""

    before: Programme
    after: Programme


@dataclass(frozen=True, slots=True)
class Proposed:
    """A file that may stand beside those in force, and every programme that it touches."""

    file: ProgrammeFile
    begins: dt.date
    affected: list[Affected]


def read_proposed(*, text: str, shelf: Programmes, today: dt.date) -> Proposed:
    """Read a file beside those in force: parsed, laid over its base, and every programme over it laid anew.

    :raises ProgrammeError: naming file, key and what was expected; nothing is kept of such a file.
    """
    programme_id, begins = _named(text)
    name = f"{begins.isoformat()}.toml"
    file = ProgrammeFile(programme_id, name, text.encode())
    if programme_id not in shelf.ids:
        known = ", ".join(shelf.ids)
        raise ProgrammeError(file.path, "id", _("expected a programme that is there: %(ids)s") % {"ids": known})
    if begins < today:
        raise ProgrammeError(
            file.path,
            "valid_from",
            _("expected today, %(today)s, or a later day: no rule is changed afterwards")
            % {"today": today.isoformat()},
        )
    if any(one.path == file.path for one in shelf.files):
        raise ProgrammeError(
            file.path, "valid_from", _("expected another day: a version from this day is there, and never changes")
        )
    law = read_programmes((*shelf.files, file))
    check_time_zones(law)
    _require_gates(law)
    return Proposed(file, begins, _affected(shelf, law, begins))


def line_of(*, text: str, key: str) -> int | None:
    """Give the line on which a key or the head of its table stands in a file; nothing where it is missing."""
    table, seen = "", Counter[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.split("#", 1)[0].strip()
        if written.startswith("[["):
            name = written.strip("[] ")
            table = f"{name}[{seen[name]}]"
            seen[name] += 1
        elif written.startswith("["):
            table = written.strip("[] ")
        own = written.split("=", 1)[0].strip()
        if key in {table if written.startswith("[") else "", own if not table else f"{table}.{own}"} - {""}:
            return number
    return None


def _named(text: str) -> tuple[str, dt.date]:
    try:
        keys = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProgrammeError(NEW_FILE, "", _("expected TOML: %(why)s") % {"why": error}) from None
    programme_id, begins = keys.get("id"), keys.get("valid_from")
    if not isinstance(programme_id, str):
        raise ProgrammeError(NEW_FILE, "id", _("expected the id of the programme, in quotes"))
    if not isinstance(begins, dt.date) or isinstance(begins, dt.datetime):
        raise ProgrammeError(NEW_FILE, "valid_from", _("expected a date written YYYY-MM-DD without quotes"))
    return programme_id, begins


def _require_gates(law: Programmes) -> None:
    for programme_id in law.ids:
        for version in law.timelines[programme_id].versions:
            for code in moved_for_good(version):
                raise ProgrammeError(
                    f"{version.version}.toml", f"gates.{code}", _("expected block: nobody may let this pass")
                )


def _affected(shelf: Programmes, law: Programmes, begins: dt.date) -> list[Affected]:
    pairs = [(shelf.in_force(one, begins), law.in_force(one, begins)) for one in law.ids]
    return [Affected(before, after) for before, after in pairs if before and after and before != after]
