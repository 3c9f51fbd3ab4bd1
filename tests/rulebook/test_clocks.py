"""The clocks of the safety desk, to the day."""

import datetime as dt

import pytest

from rulebook.clocks import OTHER, PREGNANCY, SERIOUS, clock_of, day_zero, due_on

ZERO = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("pregnancy", "serious", "clock"),
    [
        (True, None, PREGNANCY),
        (True, False, PREGNANCY),
        (False, True, SERIOUS),
        (False, None, SERIOUS),
        (False, False, OTHER),
    ],
)
def test_what_nobody_has_said_is_serious(pregnancy: bool, serious: bool | None, clock: str) -> None:
    assert clock_of(pregnancy=pregnancy, serious=serious) == clock


@pytest.mark.parametrize(
    ("clock", "last_day"),
    [(PREGNANCY, dt.date(2026, 3, 1)), (SERIOUS, dt.date(2026, 3, 16)), (OTHER, dt.date(2026, 5, 30))],
)
def test_calendar_days_count_from_the_day_after_day_zero(clock: str, last_day: dt.date) -> None:
    assert due_on(clock=clock, zero=ZERO) == last_day


@pytest.mark.parametrize(
    ("since", "last_day"),
    [
        (dt.date(2026, 3, 1), dt.date(2026, 3, 16)),
        (dt.date(2026, 2, 1), dt.date(2026, 3, 16)),
        (dt.date(2026, 4, 10), dt.date(2026, 4, 25)),
        (dt.date(2026, 5, 15), dt.date(2026, 5, 30)),
        (dt.date(2026, 5, 20), dt.date(2026, 5, 30)),
    ],
)
def test_what_becomes_serious_has_fifteen_days_from_then_and_never_more_than_before(
    since: dt.date, last_day: dt.date
) -> None:
    assert due_on(clock=SERIOUS, zero=ZERO, serious_since=since) == last_day


def test_the_first_to_know_starts_the_clock() -> None:
    assert day_zero([dt.date(2026, 3, 4), dt.date(2026, 3, 1)]) == ZERO
    with pytest.raises(ValueError):
        day_zero([])
