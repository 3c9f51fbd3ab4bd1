"""A pregnancy's dates to the day: dating, what is asked until when, what contradicts, when one is called lost."""

import datetime as dt

import pytest

from rulebook.pregnancy import (
    ATTEMPTS_BEFORE_LOST,
    DAYS_BEFORE_LOST,
    OUTCOME_WEEKS,
    Lacking,
    Step,
    add_months,
    contradicts,
    datings_differ,
    expected_delivery,
    gestation_on,
    ladder_lacks,
    may_be_pregnant,
    plan,
)

PERIOD = dt.date(2026, 1, 1)
EXPECTED = dt.date(2026, 10, 8)


def test_the_expected_delivery_is_280_days_after_the_last_period() -> None:
    assert expected_delivery(last_period=PERIOD, measured_on=None, days=None) == EXPECTED
    assert gestation_on(expected=EXPECTED, on=PERIOD) == 0
    assert gestation_on(expected=EXPECTED, on=EXPECTED) == 280


def test_what_was_measured_goes_before_the_last_period() -> None:
    measured = expected_delivery(last_period=PERIOD, measured_on=dt.date(2026, 3, 1), days=7 * 7 + 3)
    assert measured == dt.date(2026, 3, 1) + dt.timedelta(days=280 - 52)
    assert datings_differ(last_period=PERIOD, measured_on=dt.date(2026, 3, 1), days=52) == 7
    assert datings_differ(last_period=None, measured_on=dt.date(2026, 3, 1), days=52) == 0


def test_nothing_but_a_second_test_and_a_dating_is_planned_before_it_is_dated() -> None:
    steps = plan(suspected_on=dt.date(2026, 2, 10), expected=None, confirmed=False)
    assert steps == (Step("confirm", dt.date(2026, 2, 13)),)


def test_the_plan_of_a_pregnancy_that_is_dated_and_confirmed() -> None:
    steps = plan(suspected_on=dt.date(2026, 2, 10), expected=EXPECTED, confirmed=True)
    assert steps == (
        Step("first_trimester", dt.date(2026, 4, 8)),
        Step("second_trimester", dt.date(2026, 7, 15)),
        Step("delivery", EXPECTED),
        Step("birth", dt.date(2026, 11, 5)),
    )


@pytest.mark.parametrize(
    ("suspected_on", "first"),
    [
        (dt.date(2026, 4, 8), "first_trimester"), (dt.date(2026, 4, 9), "second_trimester"),
        (dt.date(2026, 7, 16), "delivery"), (dt.date(2026, 12, 1), "delivery"),
    ],
)  # fmt: skip
def test_nobody_is_late_with_a_trimester_that_had_ended_before_it_was_suspected(
    suspected_on: dt.date, first: str
) -> None:
    assert plan(suspected_on=suspected_on, expected=EXPECTED, confirmed=True)[0].kind == first


def test_one_that_is_dated_and_not_confirmed_still_waits_for_the_second_test() -> None:
    steps = plan(suspected_on=dt.date(2026, 2, 10), expected=EXPECTED, confirmed=False)
    assert [one.kind for one in steps][:2] == ["confirm", "first_trimester"]


def test_a_child_is_asked_for_at_three_six_and_twelve_months_and_nobody_after_a_loss() -> None:
    born = dt.date(2026, 11, 30)
    steps = plan(suspected_on=PERIOD, expected=EXPECTED, confirmed=True, ended={1: born})
    assert [one.due_on for one in steps] == [dt.date(2027, 2, 28), dt.date(2027, 5, 30), dt.date(2027, 11, 30)]
    assert plan(suspected_on=PERIOD, expected=EXPECTED, confirmed=True, ended={1: None}) == ()


def test_of_twins_one_outcome_leaves_the_other_asked_for_and_each_has_its_own_year() -> None:
    def steps(**ended: dt.date | None) -> list[tuple[str, int]]:
        known = {int(name[1:]): day for name, day in ended.items()}
        found = plan(suspected_on=PERIOD, expected=EXPECTED, confirmed=True, children=2, ended=known)
        assert list(found) == sorted(found, key=lambda one: one.due_on)
        return [(one.kind, one.child) for one in found]

    first, second = dt.date(2026, 9, 20), dt.date(2026, 9, 21)
    assert [kind for kind, _child in steps(_1=None)][-1] == "birth"
    assert steps(_1=first)[0] == ("birth", 0)
    assert len(steps(_1=first)) == 4
    assert steps(_1=first, _2=None) == [("child_3_months", 1), ("child_6_months", 1), ("child_12_months", 1)]
    assert steps(_1=first, _2=second)[:2] == [("child_3_months", 1), ("child_3_months", 2)]
    assert len(steps(_1=first, _2=second)) == 6
    assert steps(_1=None, _2=None) == []


def test_months_end_where_the_month_ends() -> None:
    assert add_months(dt.date(2027, 11, 30), 3) == dt.date(2028, 2, 29)
    assert add_months(dt.date(2026, 12, 31), 12) == dt.date(2027, 12, 31)


@pytest.mark.parametrize(("outcome", "weeks"), OUTCOME_WEEKS.items())
def test_an_outcome_outside_its_weeks_contradicts_them_to_the_day(outcome: str, weeks: tuple[int, int]) -> None:
    least, most = weeks
    assert not contradicts(outcome=outcome, days=least * 7)
    assert not contradicts(outcome=outcome, days=most * 7 + 6)
    assert contradicts(outcome=outcome, days=most * 7 + 7)
    if least:
        assert contradicts(outcome=outcome, days=least * 7 - 1)


def test_the_ladder_is_attempts_ways_and_days_each_to_the_last() -> None:
    first = dt.date(2026, 5, 1)
    last = first + dt.timedelta(days=DAYS_BEFORE_LOST)
    whole = [(first, "telephone"), (first + dt.timedelta(days=9), "telephone"), (last, "letter")]
    assert not ladder_lacks(whole)
    assert ladder_lacks([*whole[:2], (last - dt.timedelta(days=1), "letter")]) == Lacking(0, 0, 1, last)
    assert ladder_lacks([(first, "letter"), *((last, "letter"),) * 2]) == Lacking(0, 1, 0)
    assert ladder_lacks([whole[0], whole[2]]) == Lacking(1, 0, 0)
    assert ladder_lacks([]) == Lacking(ATTEMPTS_BEFORE_LOST, 2, DAYS_BEFORE_LOST)


@pytest.mark.parametrize(
    ("sex", "categories", "own"),
    [
        ("female", [], True),
        ("female", ["male"], True),
        ("male", [], False),
        ("male", ["male"], False),
        ("male", ["male", "male"], False),
        ("male", ["childbearing"], True),
        ("male", ["male", "childbearing"], True),
        ("male", ["non_childbearing"], True),
    ],
)
def test_where_sex_and_category_differ_the_stricter_says_whose_pregnancy_it_can_be(
    sex: str, categories: list[str], *, own: bool
) -> None:
    assert may_be_pregnant(sex=sex, categories=categories) == own
