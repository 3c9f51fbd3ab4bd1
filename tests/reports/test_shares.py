"""Exact intervals, against values printed in statisticians' tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.shares import exact_interval

PRINTED = [
    (0, 10, 0.0, 0.3085),
    (1, 10, 0.0025, 0.4450),
    (5, 10, 0.1871, 0.8129),
    (10, 10, 0.6915, 1.0),
    (1, 1, 0.025, 1.0),
    (1, 1000, 0.000025, 0.005558),
    (95, 100, 0.8872, 0.9836),
]


@pytest.mark.parametrize(("numerator", "denominator", "low", "high"), PRINTED)
def test_the_interval_is_clopper_and_pearsons(numerator: int, denominator: int, low: float, high: float) -> None:
    interval = exact_interval(numerator, denominator)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


@given(st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_mirrors_its_complement(share: tuple[int, int]) -> None:
    numerator, denominator = share
    interval = exact_interval(numerator, denominator)
    mirrored = exact_interval(denominator - numerator, denominator)
    assert 0 <= interval.low <= numerator / denominator <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirrored.high, abs=1e-9)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (2, 1), (-1, 5)])
def test_what_is_no_share_has_no_interval(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        exact_interval(numerator, denominator)
