"""Contraception laid along the days: what is accepted, and whether it is unbroken."""

from collections.abc import Iterable

from rulebook.days import Day
from rulebook.history import Contraception
from rulebook.programme import ContraceptionRules
from rulebook.words import ABSTINENCE


def accepted_cover(records: Iterable[Contraception], rules: ContraceptionRules | None) -> tuple[Contraception, ...]:
    """Keep the records that count as cover: accepted, with or without a warning, and confirmed where that is asked."""
    if rules is None:
        return ()
    return tuple(
        record
        for record in records
        if (record.method in rules.accepted or record.method in rules.accepted_with_warning)
        and (record.confirmed or record.method not in rules.confirmed_only)
    )


def on_day(records: Iterable[Contraception], day: Day) -> tuple[Contraception, ...]:
    """Keep the records in use on a day."""
    return tuple(record for record in records if record.covers(day))


def is_unbroken(records: Iterable[Contraception], first: Day, last: Day) -> bool:
    """Say whether every day from the first to the last has a record in use; with no day between, it has."""
    reached = first
    for record in sorted(records, key=_start):
        if record.started_on > reached:
            break
        reached = max(reached, record.last_day + 1)
    return reached > last


def all_by_abstinence(records: tuple[Contraception, ...]) -> bool:
    """Say whether there is cover and all of it is by abstinence."""
    return bool(records) and all(record.method == ABSTINENCE for record in records)


def _start(record: Contraception) -> Day:
    return record.started_on
