"""The windows that the figures count with are those that the verdict and the reminders go by."""

import datetime as dt
from dataclasses import replace

from programmes.in_force import programmes
from rulebook import Programme
from rulebook.indicators import LAST_TEST_GRACE, exposing, latest_end_counted, until_last_test

ENDED = dt.date(2026, 3, 2)


def test_a_last_test_is_counted_from_its_day_and_the_grace_after_the_end_and_not_a_day_before() -> None:
    for version in _versions():
        if version.test is not None:
            first_day = ENDED + dt.timedelta(days=version.test.after_treatment_days) + LAST_TEST_GRACE
            assert latest_end_counted(version.test, first_day) == ENDED
            assert latest_end_counted(version.test, first_day - dt.timedelta(days=1)) < ENDED
            assert until_last_test(version.test).days == version.test.after_treatment_days


def test_of_several_versions_the_longest_windows_count_as_exposed() -> None:
    version = next(one for one in _versions() if one.contraception is not None)
    assert version.contraception is not None
    rules = version.contraception
    longer = replace(version, contraception=replace(rules, lead_days=rules.lead_days + 3))
    without = replace(version, contraception=None)
    before, after = exposing([version, longer, without])
    assert (before.days, after.days) == (rules.lead_days + 3, rules.after_days)
    assert exposing([without]) == (dt.timedelta(0), dt.timedelta(0))


def _versions() -> list[Programme]:
    loaded = programmes()
    return [version for programme in loaded.ids for version in loaded.versions(programme)]
