"""Dice that fall near a boundary: days a rule's distance from one another, spans, and the wear of real data."""

from datetime import date
from random import Random
from typing import Any

from tests.second_opinion.programme_files import Table

LAST = date.max.toordinal()
OPTIONAL = frozenset(
    (
        "card", "patient", "stops", "categories", "agreements", "cards", "contraception", "tests", "pregnancies",
        "treatment", "prescriber", "pharmacy", "dispensings", "birth_date", "enrolled_on", "withdrawn_on", "until",
        "criterion", "specialist_confirmed", "revoked_on", "ended_on", "valid_until", "confirmed", "confirmed_on",
        "sensitivity_miu_ml", "supervised", "resolved_on", "disease", "partners", "prior_regimens",
        "progressed_on_last", "certified", "registered", "strength_mg", "daily_dose_mg", "cycle_days",
        "intake_days", "cancelled_on", "days", "returned_on", "ask",
    )
)  # fmt: skip
LISTS = frozenset(
    (
        "stops", "categories", "agreements", "cards", "contraception", "tests", "pregnancies", "dispensings",
        "certified", "registered", "confirmed_on",
    )
)  # fmt: skip


class Dice:
    """Draws days that stand a rule's distance, or a day more or less, from one another."""

    def __init__(self, rng: Random, rules: Table, d: int) -> None:
        """Take the dice, the version in force on D, and D."""
        self.rng, self.rules, self.d = rng, rules, d
        self.numbers = [0, 0, 1, *numbers_in(rules)]
        window = rules["supply"]["childbearing"].get("dispense_within_days", 7)
        self.prescribing = rng.random() < 0.15
        waits = [0, 0, 0, rng.randint(0, 9), rng.randint(1, 40), window, window + 1, rng.choice(self.numbers), -1]
        wait = rng.choice(waits)
        self.t = d if self.prescribing else max(1, min(d + wait, LAST))
        self.seen = [self.d, self.t]
        self.wild = rng.choice((0.05, 0.3))  # how wild a history is: the share of draws that go nowhere special

    def chance(self, share: float) -> bool:
        """Throw a coin."""
        return self.rng.random() < share

    def near(self, *anchors: int, back: float = 0.8) -> int:
        """Draw a day near the given ones, or near any drawn before; mostly on it or earlier."""
        anchor = self.rng.choice(self.seen if not anchors or self.chance(self.wild) else anchors)
        step = self.rng.choice(self.numbers)
        day = anchor + (-step if self.chance(back) else step) + self.rng.choice((-1, 0, 0, 0, 1))
        self.seen.append(max(1, min(day, LAST)))
        return self.seen[-1]

    def long_before(self, *anchors: int) -> int:
        """Draw a first day that is usually well behind, and sometimes on the edge."""
        if self.chance(0.003):
            return 1
        if self.chance(0.6):
            return min(anchors or (self.d, self.t)) - self.rng.randint(60, 400)
        return self.near(*anchors)

    def ending(self, *anchors: int, share: float = 0.25) -> int | None:
        """Draw the end of a span: mostly none, and hardly ever the last day that can be written."""
        if self.chance(0.003):
            return LAST
        return self.near(*(anchors or (self.d, self.t)), back=0.5) if self.chance(share) else None

    def some(self, weights: tuple[int, ...]) -> range:
        """Draw how many records a list has: one weight for each number from nought."""
        return range(self.rng.choices(range(len(weights)), weights)[0])

    def worn(self, value: Any) -> Any:
        """Write the line as other systems do: in any order, empty and optional keys left out or null."""
        if isinstance(value, list):
            parts = [self.worn(part) for part in value]
            return parts if self.chance(0.7) else self.rng.sample(parts, len(parts))
        if not isinstance(value, dict):
            return value
        kept: dict[str, Any] = {}
        for key, part in value.items():
            empty = part is None or part == []
            if key in OPTIONAL and self.chance(0.3 if empty else 0.01):
                if self.chance(0.3) and key not in LISTS:
                    kept[key] = None
                continue
            kept[key] = self.worn(part)
        return kept


def numbers_in(value: Any) -> list[int]:
    """Return every whole number of a programme's tables that may be a distance in days."""
    if isinstance(value, dict):
        return [
            n for key, part in value.items() if key not in ("indications", "partner_labels") for n in numbers_in(part)
        ]
    return [value] if type(value) is int and value < 400 else []


def years_before(day: int, years: int) -> int:
    """Return the same day that many years before; from 29 February it is 1 March where there is none."""
    today = date.fromordinal(day)
    try:
        return today.replace(year=today.year - years).toordinal()
    except ValueError:
        return date(today.year - years, 3, 1).toordinal()


def dated(value: Any, key: str = "") -> Any:
    """Return the same line with every number of a day written as a date."""
    if isinstance(value, dict):
        return {name: dated(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [dated(part, key) for part in value]
    if value is not None and key.endswith(("_on", "from", "until", "on", "_date")) and type(value) is int:
        return date.fromordinal(max(1, min(value, LAST))).isoformat()
    return value
