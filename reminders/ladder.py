"""Who hears of what falls due, and when: the ladders, read from their files once, and checked like the law."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from django.conf import settings

from programmes.data_files import keys_of
from programmes.in_force import shipped
from rulebook import DUE_KINDS, ProgrammeError
from rulebook.programme_keys import Table

PATIENT, PRESCRIBER, CENTRE, FOLLOW_UP, HOLDER = "patient", "prescriber", "centre", "follow_up", "holder"
READERS: Final = (PATIENT, PRESCRIBER, CENTRE, FOLLOW_UP, HOLDER)
CERTIFICATION: Final = "certification"
ACCREDITATION: Final = frozenset({CERTIFICATION, "registration"})
UNTIL_ITS_DAY: Final = frozenset({"contraception"}) | ACCREDITATION
"""What the rulebook names only while it is in force, so that nothing can be asked about it on the day after."""

FIRST, LAST = "first", "last"


@dataclass(frozen=True, slots=True)
class Step:
    """One time that somebody hears: so many days before or after the date; to a patient by a text."""

    days: int
    to: str
    text: str

    @property
    def name(self) -> str:
        """Give what tells it from the others of its occasion: the same whatever the order of the file."""
        return f"{self.to}{self.days:+d}"

    def day(self, due_on: dt.date) -> dt.date:
        """Give the civil day on which it is taken."""
        return due_on + dt.timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Kinds of what falls due that are one matter to whoever hears of it."""

    id: str
    kinds: tuple[str, ...]
    counts: str
    safety: bool
    steps: tuple[Step, ...]

    def due_on(self, due: Mapping[str, dt.date]) -> dt.date | None:
        """Give the date that counts, of those that fall due."""
        dates = [due[kind] for kind in self.kinds if kind in due]
        if not dates:
            return None
        return min(dates) if self.counts == FIRST else max(dates)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the clock: when no patient is written to, and when the day's mail goes out."""

    quiet_from: int
    quiet_until: int
    digest_at: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """What one file says."""

    programmes: tuple[str, ...]
    while_interrupted: frozenset[str]
    hours: Hours
    occasions: tuple[Occasion, ...]

    def occasion(self, name: str) -> Occasion | None:
        """Find an occasion; a row may speak of one that a newer file no longer has."""
        return next((one for one in self.occasions if one.id == name), None)

    def of_patients(self) -> Iterator[Occasion]:
        """List the occasions of a patient's record."""
        return (one for one in self.occasions if not ACCREDITATION & set(one.kinds))


@dataclass(frozen=True, slots=True)
class Ladders:
    """The ladder of every programme, and one mark for all their files."""

    by_programme: Mapping[str, Ladder]
    mark: str

    def of(self, programme_id: str) -> Ladder:
        """Give a programme's ladder."""
        return self.by_programme[programme_id]


@lru_cache(maxsize=1)
def ladders() -> Ladders:
    """Give the shipped ladders.

    :raises ProgrammeError: when a file is broken, or a programme has no ladder or two.
    """
    return load_ladders(settings.LADDER_FILES, programme_ids=shipped().ids)


def load_ladders(folder: Path, *, programme_ids: Collection[str]) -> Ladders:
    """Read every ladder of a folder; one broken file stops everything.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    files = sorted(folder.glob("*.toml"))
    found: dict[str, Ladder] = {}
    for file in files:
        ladder = _ladder(Table(file.name, "", keys_of(file)), programme_ids)
        for programme_id in ladder.programmes:
            if programme_id in found:
                raise ProgrammeError(file.name, "programmes", f"expected one ladder for {programme_id}; it has two")
            found[programme_id] = ladder
    without = sorted(set(programme_ids) - found.keys())
    if without:
        raise ProgrammeError(folder.name, "programmes", f"expected a ladder for every programme; {without[0]} has none")
    mark = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return Ladders(MappingProxyType(found), mark)


def _ladder(table: Table, programme_ids: Collection[str]) -> Ladder:
    table.only("source", "programmes", "while_interrupted", "hours", "occasions")
    table.text("source")
    occasions = tuple(_occasion(one) for one in table.tables("occasions"))
    if not occasions:
        raise table.wrong("occasions", "one table [[occasions]] at least")
    for kind in DUE_KINDS:
        if sum(kind in one.kinds for one in occasions) > 1:
            raise ProgrammeError(table.file, "occasions", f"expected {kind} in one occasion; it stands in two")
    if len({one.id for one in occasions}) < len(occasions):
        raise ProgrammeError(table.file, "occasions", "expected an id of its own for every occasion")
    return Ladder(
        tuple(sorted(table.words("programmes", programme_ids))),
        table.words("while_interrupted", DUE_KINDS),
        _hours(table.table("hours")),
        occasions,
    )


def _hours(table: Table) -> Hours:
    table.only("quiet_from", "quiet_until", "digest_at")
    hours = {name: table.whole(name) for name in ("quiet_from", "quiet_until", "digest_at")}
    for name, hour in hours.items():
        if hour > 23:
            raise table.wrong(name, "an hour of the clock, 0 to 23")
    if hours["quiet_from"] <= hours["quiet_until"]:
        raise table.wrong("quiet_from", "an evening hour, later than quiet_until")
    return Hours(**hours)


def _occasion(table: Table) -> Occasion:
    table.only("id", "kinds", "counts", "safety", "steps")
    kinds = table.words("kinds", DUE_KINDS)
    if not kinds:
        raise table.wrong("kinds", f"one of {', '.join(DUE_KINDS)} at least")
    counts = table.text("counts")
    if counts not in (FIRST, LAST):
        raise table.wrong("counts", f"{FIRST} or {LAST}")
    steps = tuple(_step(one, kinds) for one in table.tables("steps"))
    if len({one.name for one in steps}) < len(steps):
        raise table.wrong("steps", "no two steps to the same reader on the same day")
    ordered = tuple(kind for kind in DUE_KINDS if kind in kinds)
    return Occasion(table.text("id"), ordered, counts, table.truth("safety"), steps)


def _step(table: Table, kinds: frozenset[str]) -> Step:
    table.only("days", "to", "text")
    days = table.keys.get("days")
    if type(days) is not int or not -366 <= days <= 366:
        raise table.wrong("days", "a whole number of days, below 0 before the date")
    to = table.text("to")
    if to not in READERS:
        raise table.wrong("to", f"one of {', '.join(READERS)}")
    if (to == HOLDER) != bool(kinds & ACCREDITATION):
        raise table.wrong("to", "holder for a certification or registration, and for nothing else")
    if days > 0 and kinds & UNTIL_ITS_DAY:
        raise table.wrong(
            "days", f"0 or less: after its day {', '.join(sorted(kinds & UNTIL_ITS_DAY))} is not due any more"
        )
    if ("text" in table.keys) != (to == PATIENT):
        raise table.wrong("text", "the id of a text for a step to the patient, and none for another")
    return Step(days, to, table.text("text") if to == PATIENT else "")
