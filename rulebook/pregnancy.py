"""A pregnancy under exposure: how far it is, when somebody must ask how it goes, and when it may be called lost.

Days are civil days. A gestation is counted in days from the first day of the last period, as everybody counts it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rulebook.words import MALE

TERM: Final = dt.timedelta(days=280)
"""From the first day of the last period to the expected delivery (Naegele's rule)."""

CONCEIVED_BEFORE_DELIVERY: Final = dt.timedelta(days=266)
"""From the conception to the expected delivery: two weeks less than from the last period."""

CONFIRMED_WITHIN: Final = dt.timedelta(days=3)
"""A suspicion is confirmed or lifted by a second test 48 to 72 hours later, and dated."""

TRIMESTERS: Final = MappingProxyType({"first_trimester": 13 * 7 + 6, "second_trimester": 27 * 7 + 6})
"""The last day of a trimester, counted from the last period."""

BEFORE, FIRST, SECOND, THIRD, UNDATED = "before", "first", "second", "third", "undated"
"""When in a pregnancy an exposure began."""

ASKED_AFTER_BIRTH: Final = dt.timedelta(days=28)
"""How it ended is asked at the latest so long after the expected delivery."""

CHILD_MONTHS: Final = (3, 6, 12)
"""At which ages of the child somebody asks again."""

MOST_CHILDREN: Final = 4
"""Of one pregnancy, as many children as are told apart."""

OUTCOME_WEEKS: Final = MappingProxyType(
    {
        "live_birth": (20, 44), "spontaneous_loss": (0, 21), "stillbirth": (22, 44), "termination": (0, 44),
        "ectopic": (0, 20), "molar": (0, 28),
    }
)  # fmt: skip
"""Completed weeks between which an outcome can lie; a death before 22 weeks is a loss, from then on a stillbirth
(WHO; GVP product- or population-specific considerations III)."""

DATINGS_APART: Final = 14
"""Days by which two datings of one pregnancy may differ before somebody must say which is right."""

ATTEMPTS_BEFORE_LOST: Final = 3
WAYS_BEFORE_LOST: Final = 2
DAYS_BEFORE_LOST: Final = 28
"""The ladder before a pregnancy may be called lost: so many attempts nobody answered, in so many ways, over so many
days from the first to the last."""


@dataclass(frozen=True, slots=True)
class Step:
    """One day by which somebody asks how a pregnancy, or a child, goes: the last good day.

    ``child`` is the child's number, from 1; 0: the pregnancy is asked about.
    """

    kind: str
    due_on: dt.date
    child: int = 0


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the ladder still lacks; all three are 0 where it is complete.

    ``not_before``: where days lack and somebody has asked, the first day on which one attempt more completes them.
    """

    attempts: int
    ways: int
    days: int
    not_before: dt.date | None = None

    def __bool__(self) -> bool:
        """Say whether anything lacks."""
        return bool(self.attempts or self.ways or self.days)


def may_be_pregnant(*, sex: str, categories: Iterable[str]) -> bool:
    """Say whether a suspicion can be of the patient's own pregnancy, and not of a partner's.

    :param sex: as it was recorded at birth; ``categories``: those in force, one for each programme she or he is in.
        Where the two do not agree the stricter counts: a stop too many is put right, one too few is not.
    """
    return sex != MALE or any(one != MALE for one in categories)


def expected_delivery(*, last_period: dt.date | None, measured_on: dt.date | None, days: int | None) -> dt.date | None:
    """Give the expected delivery; what was measured goes before the last period. None where neither is known.

    :param days: the gestation on ``measured_on``, in days.
    """
    if measured_on is not None and days is not None:
        return measured_on + TERM - dt.timedelta(days=days)
    return None if last_period is None else last_period + TERM


def conceived_on(*, expected: dt.date | None) -> dt.date | None:
    """Give the likely day of conception, None where the pregnancy is not dated."""
    return None if expected is None else expected - CONCEIVED_BEFORE_DELIVERY


def gestation_on(*, expected: dt.date, on: dt.date) -> int:
    """Count the days of gestation on a day; below 0 before the last period."""
    return (on - (expected - TERM)).days


def trimester_of(*, expected: dt.date | None, first: dt.date | None, last: dt.date | None) -> str:
    """Say when in a pregnancy an exposure began; :data:`BEFORE` where it was over before the last period.

    :param first: the first day of the exposure; :param last: its last, None while it goes on.
    """
    if expected is None or first is None:
        return UNDATED
    if last is not None and gestation_on(expected=expected, on=last) < 0:
        return BEFORE
    age = gestation_on(expected=expected, on=first)
    if age <= TRIMESTERS["first_trimester"]:
        return FIRST
    return SECOND if age <= TRIMESTERS["second_trimester"] else THIRD


def datings_differ(*, last_period: dt.date | None, measured_on: dt.date | None, days: int | None) -> int:
    """Count by how many days the two datings differ; 0 where there are not two."""
    if last_period is None or measured_on is None or days is None:
        return 0
    return abs((measured_on - last_period).days - days)


def contradicts(*, outcome: str, days: int) -> bool:
    """Say whether an outcome cannot lie at that gestation."""
    least, most = OUTCOME_WEEKS[outcome]
    return not least <= days // 7 <= most


def plan(
    *,
    suspected_on: dt.date,
    expected: dt.date | None,
    confirmed: bool,
    children: int = 1,
    ended: Mapping[int, dt.date | None] = MappingProxyType({}),
) -> tuple[Step, ...]:
    """Give the days on which somebody asks, the next one first: each child has its outcome and its own first year.

    Until it is confirmed and dated nothing but that is planned: the other days cannot be told. A trimester that had
    ended before anybody suspected it is asked about by the report, and by no step that would be late from the start.

    :param children: how many are expected.
    :param ended: the children whose outcome is known, by number: the day of birth of each that is followed, else None.
    """
    births = [day for day in ended.values() if day is not None]
    steps = [
        Step(f"child_{months}_months", add_months(day, months), child)
        for child, day in ended.items()
        if day is not None
        for months in CHILD_MONTHS
    ]
    if any(child not in ended for child in range(1, children + 1)):
        known = [Step("birth", min(births) + ASKED_AFTER_BIRTH)] if births else []
        steps += known or _of_the_pregnancy(suspected_on, expected, confirmed)
    return tuple(sorted(steps, key=lambda one: one.due_on))


def _of_the_pregnancy(suspected_on: dt.date, expected: dt.date | None, confirmed: bool) -> list[Step]:
    first = [] if confirmed and expected is not None else [Step("confirm", suspected_on + CONFIRMED_WITHIN)]
    if expected is None:
        return first
    ends = [(kind, expected - TERM + dt.timedelta(days=days)) for kind, days in TRIMESTERS.items()]
    return [
        *first,
        *(Step(kind, end) for kind, end in ends if end >= suspected_on),
        Step("delivery", expected),
        Step("birth", expected + ASKED_AFTER_BIRTH),
    ]


def ladder_lacks(attempts: Iterable[tuple[dt.date, str]]) -> Lacking:
    """Say what lacks before a pregnancy may be called lost.

    :param attempts: of each that nobody answered since the last answer: its day and its way.
    """
    rows = list(attempts)
    days = [day for day, _way in rows]
    lacking = max(0, DAYS_BEFORE_LOST - (max(days) - min(days)).days) if days else DAYS_BEFORE_LOST
    return Lacking(
        attempts=max(0, ATTEMPTS_BEFORE_LOST - len(rows)),
        ways=max(0, WAYS_BEFORE_LOST - len({way for _day, way in rows})),
        days=lacking,
        not_before=min(days) + dt.timedelta(days=DAYS_BEFORE_LOST) if days and lacking else None,
    )


def add_months(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later; where that month is shorter, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))
