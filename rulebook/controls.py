"""What a programme lets people do beside its rules: for how long, how much, and which reasons never move."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rulebook.programme import Programme
from rulebook.programme_keys import Table
from rulebook.reason_codes import MOVABLE, ONE_GATE
from rulebook.reasons import REASONS
from rulebook.words import BLOCK

NEVER_MOVED: Final = frozenset({"card_missing", "card_not_valid", "prescription_cancelled", "prescription_exhausted"})
"""What no authority and no pharmacist sets aside, besides the reasons whose gates the rulebook itself holds.

A card that is not hers, the prescriber's own no, and more than was prescribed.
"""

NEVER_OVERRULED: Final = NEVER_MOVED | {"pharmacy_not_registered"}
"""Besides, a pharmacy that is not registered does not let itself in."""

MAY_BE_MOVED: Final = MOVABLE - NEVER_MOVED
MAY_BE_OVERRULED: Final = MOVABLE - NEVER_OVERRULED
LONGEST_LATE_HOURS, LONGEST_SHEET_HOURS, LONGEST_REGIME_DAYS, LONGEST_STOCK_DAYS = 72, 48, 92, 10


@dataclass(frozen=True, slots=True)
class OverrideRules:
    """Which reasons two people of a pharmacy may overrule in a country, and for how many capsules in how many days."""

    reasons: frozenset[str]
    most_capsules: int
    within_days: int

    def since(self, on: dt.date) -> dt.date:
        """Give the first day whose supplies count with those of a day."""
        return on - dt.timedelta(days=self.within_days - 1)

    def capsules_left(self, *, given: int) -> int:
        """Give how many more may be overruled, after those given since that day."""
        return max(0, self.most_capsules - given)


@dataclass(frozen=True, slots=True)
class Controls:
    """The controls of one programme."""

    late_within: dt.timedelta
    sheet_holds: dt.timedelta
    stock_within: dt.timedelta
    most_regime_days: int
    moved: Mapping[str, frozenset[str]]
    """By regime, the reasons that it turns into advice; the ordinary regime moves none."""
    overrides: Mapping[str, OverrideRules]
    """By country; one that is not here allows no override."""

    def may_be_entered(self, *, happened_at: dt.datetime, at: dt.datetime) -> bool:
        """Say whether what happened then may still be entered late."""
        return at - happened_at <= self.late_within

    def goes_back_into_stock(self, *, dispensed_on: dt.date, on: dt.date) -> bool:
        """Say whether the packs of a supply that nobody collected may still be handed to somebody else on a day."""
        return on - dispensed_on <= self.stock_within

    def latest_day_of_regime(self, on: dt.date) -> dt.date:
        """Give the last day that a regime proposed on a day may have."""
        return on + dt.timedelta(days=self.most_regime_days)


def read_controls(table: Table) -> Controls:
    """Read the controls of one programme.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    table.only("late_entry", "downtime_sheet", "regime", "reversal", "override")
    late, sheet, regime = table.table("late_entry"), table.table("downtime_sheet"), table.table("regime")
    reversal = table.table("reversal")
    reversal.only("back_in_stock_days", "source")
    late.only("within_hours", "source")
    sheet.only("holds_hours", "source")
    regime.only("most_days", "warn", "suspended", "source")
    for one in (late, sheet, regime, reversal):
        one.text("source")
    countries = table.optional_table("override")
    return Controls(
        late_within=dt.timedelta(hours=_at_most(late, "within_hours", LONGEST_LATE_HOURS)),
        sheet_holds=dt.timedelta(hours=_at_most(sheet, "holds_hours", LONGEST_SHEET_HOURS)),
        stock_within=dt.timedelta(days=_at_most(reversal, "back_in_stock_days", LONGEST_STOCK_DAYS)),
        most_regime_days=_at_most(regime, "most_days", LONGEST_REGIME_DAYS),
        moved=MappingProxyType(_moved(regime)),
        overrides=MappingProxyType({} if countries is None else _overrides(countries)),
    )


def moved_for_good(programme: Programme) -> tuple[str, ...]:
    """Name the reasons that a programme's own file keeps from blocking, and that this registry lets nobody move.

    The specification lets a file move them. No registry that serves counters starts on such a file.
    """
    return tuple(code for code in REASONS if code in NEVER_MOVED and programme.gate(code) != BLOCK)


def _moved(regime: Table) -> dict[str, frozenset[str]]:
    warn, suspended = _codes(regime, "warn", MAY_BE_MOVED), _codes(regime, "suspended", MAY_BE_MOVED)
    if not warn <= suspended:
        raise regime.wrong("suspended", "every reason that warn moves, and more")
    return {"normal": frozenset(), "warn": warn, "suspended": suspended}


def _overrides(countries: Table) -> dict[str, OverrideRules]:
    for country in countries.keys:
        if not (len(country) == 2 and country.isascii() and country.isupper()):
            raise countries.wrong(country, "the two capital letters of a country")
    return {country: _override(countries.table(country)) for country in countries.keys}


def _override(table: Table) -> OverrideRules:
    table.only("reasons", "most_capsules", "within_days", "source")
    table.text("source")
    return OverrideRules(
        reasons=_codes(table, "reasons", MAY_BE_OVERRULED),
        most_capsules=table.whole("most_capsules", least=1),
        within_days=table.whole("within_days", least=1),
    )


def _codes(table: Table, key: str, allowed: frozenset[str]) -> frozenset[str]:
    """Read reasons that may be moved; those behind one gate stand together."""
    codes = table.words(key, [code for code in REASONS if code in allowed])
    if ONE_GATE & codes and not codes >= ONE_GATE:
        raise table.wrong(key, f"both or none of {' and '.join(sorted(ONE_GATE))}")
    return codes


def _at_most(table: Table, key: str, most: int) -> int:
    number = table.whole(key, least=1)
    if number > most:
        raise table.wrong(key, f"a whole number from 1 to {most}")
    return number
