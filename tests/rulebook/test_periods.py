"""Regular reports cover whole months, quarters and years that are over, one after the other without a gap."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.periods import MONTHS, last_over

DAY = dt.timedelta(days=1)
KINDS = st.sampled_from(sorted(MONTHS))
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("kind", "today", "since", "until"),
    [
        ("monthly", (2026, 3, 1), (2026, 2, 1), (2026, 2, 28)),
        ("monthly", (2026, 1, 31), (2025, 12, 1), (2025, 12, 31)),
        ("quarterly", (2026, 3, 31), (2025, 10, 1), (2025, 12, 31)),
        ("quarterly", (2026, 4, 1), (2026, 1, 1), (2026, 3, 31)),
        ("yearly", (2026, 12, 31), (2025, 1, 1), (2025, 12, 31)),
        ("yearly", (2027, 1, 1), (2026, 1, 1), (2026, 12, 31)),
    ],
)
def test_the_period_that_was_over_last(
    kind: str, today: tuple[int, int, int], since: tuple[int, int, int], until: tuple[int, int, int]
) -> None:
    assert last_over(kind, dt.date(*today)) == (dt.date(*since), dt.date(*until))


@given(KINDS, DAYS)
def test_it_is_over_and_whole_and_the_next_is_not_over(kind: str, today: dt.date) -> None:
    since, until = last_over(kind, today)
    assert since.day == 1
    assert (until + DAY).day == 1
    assert (until.year - since.year) * 12 + until.month - since.month + 1 == MONTHS[kind]
    assert until < today
    assert last_over(kind, until + DAY) == (since, until)
    assert last_over(kind, until)[1] == since - DAY


def test_no_other_kind_comes_by_itself() -> None:
    with pytest.raises(KeyError):
        last_over("asked", dt.date(2026, 1, 1))
