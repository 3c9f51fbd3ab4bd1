"""Charts: what lies outside is marked, everything stands in the frame, and exact limits are the binomial's own."""

import re
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import HEIGHT, WIDTH, Chart, curve, funnel, p_chart, side_of, t_chart
from reports.gaps import limits_of
from reports.maps import dot_plot, heat_map
from reports.shares import Share, funnel_limits, rate_interval


def _funnel(*shares: Share) -> Chart:
    chart = funnel([(str(n), share) for n, share in enumerate(shares)], title="t", x_label="x", describe=str)
    assert chart is not None
    return chart


def test_only_a_centre_outside_the_limits_is_marked_and_named() -> None:
    chart = _funnel(*(Share(96, 100) for _each in range(9)), Share(80, 100))
    assert [(mark.is_outside, mark.label) for mark in chart.marks if mark.is_outside] == [(True, "9")]
    assert chart.description == "1"


def test_a_small_centre_with_the_same_share_is_not_marked() -> None:
    """The trap of a league table: 4 of 5 is worse than the mean and says nothing."""
    assert side_of(Share(4, 5), 0.96) == 0
    assert side_of(Share(80, 100), 0.96) == -1
    assert side_of(Share(20, 100), 0.05) == 1


@given(st.integers(1, 200), st.floats(0.001, 0.999))
def test_beyond_each_limit_lies_no_more_than_a_thousandth(of: int, target: float) -> None:
    def at_most(count: int) -> float:
        return sum(comb(of, k) * target**k * (1 - target) ** (of - k) for k in range(count + 1))

    limits = funnel_limits(of, target)
    fewest, most = round(limits.low * of), round(limits.high * of)
    assert fewest == 0 or at_most(fewest - 1) <= 0.001 + 1e-9
    assert at_most(fewest) > 0.001 - 1e-9
    assert most == of or 1 - at_most(most) <= 0.001 + 1e-9


def test_a_month_outside_three_sigmas_is_marked() -> None:
    months = [(f"2026-{month:02}", Share(96, 100)) for month in range(1, 12)] + [("2026-12", Share(70, 100))]
    chart = p_chart(months, title="t", x_label="x", describe=str)
    assert chart is not None
    assert [mark.is_outside for mark in chart.marks] == [False] * 11 + [True]
    assert p_chart(months[:1], title="t", x_label="x", describe=str) is None


@pytest.mark.parametrize("shares", [[Share(1, 1)], [Share(0, 3), Share(3, 3)], [Share(500, 500), Share(0, 0)]])
def test_everything_stands_in_the_frame(shares: list[Share]) -> None:
    for line in _funnel(*shares).lines:
        for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", line.path):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= HEIGHT


def test_a_heat_map_prints_every_number_and_hatches_what_was_not_counted() -> None:
    rows = [("A", {"2026-01": Share(9, 10), "2026-02": Share(0, 0)}), ("B", {"2026-02": Share(10, 10)})]
    found = heat_map(rows, ["2026-01", "2026-02"], title="t", description="d")
    assert found is not None
    assert [(cell.shade, cell.number) for cell in found.cells] == [
        ("shade-3", "90"), ("none", ""), ("none", ""), ("shade-0", "100"),
    ]  # fmt: skip
    assert heat_map([], ["2026-01"], title="t", description="d") is None


def test_a_dot_plot_leaves_out_what_has_no_share() -> None:
    found = dot_plot([("P1", Share(9, 10)), ("P2", Share(0, 0))], title="t", description="d", x_label="x")
    assert found is not None
    assert [tick.label for tick in found.y_ticks] == ["P1"]
    assert dot_plot([("P2", Share(0, 0))], title="t", description="d", x_label="x") is None


def test_a_chart_of_nothing_is_none() -> None:
    assert funnel([("a", Share(0, 0))], title="t", x_label="x", describe=str) is None
    assert curve([], title="t", description="d", x_label="x") is None


def test_the_interval_of_a_rate_is_garwoods() -> None:
    """Printed in every table of the Poisson distribution: none gives 0 to 3.689, ten give 4.795 to 18.39."""
    assert rate_interval(0, 1).high == pytest.approx(3.689, abs=5e-4)
    assert (rate_interval(10, 1).low, rate_interval(10, 1).high) == pytest.approx((4.795, 18.39), abs=5e-3)
    assert rate_interval(10, 2).high == pytest.approx(9.195, abs=5e-3)
    with pytest.raises(ValueError, match="not a rate"):
        rate_interval(1, 0)


VALVE = (286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96)
"""Hours between failures of a valve (Montgomery, Introduction to Statistical Quality Control, example 7.6)."""


def test_the_limits_of_waits_are_those_of_the_text_book() -> None:
    """Its centre line of the transformed waits is 5.386, its limits 11.6 and below nought: no wait is outside."""
    limits = limits_of(VALVE)
    assert limits is not None
    assert limits.middle ** (1 / 3.6) == pytest.approx(5.386, abs=5e-3)
    assert limits.high ** (1 / 3.6) == pytest.approx(11.6, abs=0.1)
    assert limits.low == 0
    assert {limits.side_of(days) for days in VALVE} == {0}
    assert limits_of(VALVE[:3]) is None


def test_a_wait_far_shorter_or_longer_than_all_others_is_outside() -> None:
    usual = [100, 110, 95, 105, 98, 102, 107, 99]
    limits = limits_of([*usual, 1, 104, 100])
    assert limits is not None
    assert [limits.side_of(days) for days in (1, 100, 5000)] == [-1, 0, 1]
    ends = (limits.low, limits.middle, limits.high)
    chart = t_chart([(100, False), (1, True)], ends, title="t", description="d", x_label="x")
    assert chart is not None
    assert [mark.is_outside for mark in chart.marks] == [False, True]
    for line in chart.lines:
        assert all(0 <= float(y) <= HEIGHT for _x, y in re.findall(r"([\d.-]+) ([\d.-]+)", line.path))
    assert t_chart([], ends, title="t", description="d", x_label="x") is None
