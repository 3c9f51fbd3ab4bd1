"""When an obligation is due, how it stands, when it is remembered: to the day."""

import datetime as dt

import pytest

from rulebook.obligations import Standing, next_due, reminder_due, standing

DUE = dt.date(2027, 3, 31)


@pytest.mark.parametrize(
    ("left", "stands", "reminder"),
    [
        (91, Standing.OPEN, None),
        (90, Standing.SOON, 90),
        (31, Standing.SOON, 90),
        (30, Standing.SOON, 30),
        (7, Standing.SOON, 7),
        (0, Standing.SOON, 7),
        (-1, Standing.OVERDUE, None),
    ],
)
def test_it_stands_by_the_days_that_are_left(left: int, stands: Standing, reminder: int | None) -> None:
    today = DUE - dt.timedelta(days=left)
    assert standing(due_on=DUE, tell_before=[90, 30, 7], today=today) == stands
    assert reminder_due(due_on=DUE, tell_before=[90, 30, 7], today=today) == reminder


@pytest.mark.parametrize(
    ("due", "months", "then"),
    [
        (DUE, 0, None),
        (DUE, 1, dt.date(2027, 4, 30)),
        (DUE, 9, dt.date(2027, 12, 31)),
        (DUE, 11, dt.date(2028, 2, 29)),
        (DUE, 12, dt.date(2028, 3, 31)),
        (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
        (dt.date(2026, 12, 1), 60, dt.date(2031, 12, 1)),
    ],
)
def test_what_comes_again_comes_on_the_same_day_of_a_later_month(
    due: dt.date, months: int, then: dt.date | None
) -> None:
    assert next_due(due_on=due, every_months=months) == then
