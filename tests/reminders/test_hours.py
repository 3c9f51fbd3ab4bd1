"""Civil days and hours in six zones on every date of eight years, against an oracle that counts days."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from reminders.hours import allowed_from, moment, next_digest
from reminders.ladder import Hours, Step, ladders

ZONES = (
    "Europe/Brussels", "Europe/London", "Atlantic/Azores", "Indian/Reunion", "America/New_York", "Pacific/Auckland",
)  # fmt: skip
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2031, 12, 31)
DATES = [dt.date.fromordinal(number) for number in range(FIRST.toordinal(), LAST.toordinal() + 1)]
HOURS = Hours(quiet_from=20, quiet_until=8, digest_at=7)
OFFSETS = sorted({step.days for one in ladders().of("pomalidomide-eu").occasions for step in one.steps})


def _clock(at: dt.datetime, zone: str) -> tuple[int, int, int]:
    """Give the number of the day and the clock, read from the offset of the zone alone."""
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    seconds = int(at.timestamp()) + int(offset.total_seconds())
    days, rest = divmod(seconds, 86_400)
    return days + dt.date(1970, 1, 1).toordinal(), rest // 3600, rest % 3600


@pytest.mark.parametrize("zone", ZONES)
def test_a_step_is_so_many_civil_days_away_however_long_the_days_are(zone: str) -> None:
    differences = 0
    for day in DATES:
        for days in OFFSETS:
            differences += Step(days, "patient", "").day(day).toordinal() != day.toordinal() + days
        for hour in (HOURS.digest_at, HOURS.quiet_until):
            differences += _clock(moment(day=day, hour=hour, time_zone=zone), zone) != (day.toordinal(), hour, 0)
    assert differences == 0


@pytest.mark.parametrize("zone", ZONES)
def test_at_whatever_hour_she_is_written_to_by_day_and_never_a_day_too_late(zone: str) -> None:
    differences = 0
    for day in DATES:
        for hour in (0, 1, 5, 6, 7, 10, 18, 19, 21, 22, 23):
            at = dt.datetime.combine(day, dt.time(hour, 30), tzinfo=dt.UTC)
            number, now, _rest = _clock(at, zone)
            if HOURS.quiet_until <= now < HOURS.quiet_from:
                differences += allowed_from(at=at, time_zone=zone, hours=HOURS) != at
            else:
                wanted = number if now < HOURS.quiet_until else number + 1
                found = _clock(allowed_from(at=at, time_zone=zone, hours=HOURS), zone)
                differences += found != (wanted, HOURS.quiet_until, 0)
    assert differences == 0


@pytest.mark.parametrize("zone", ZONES)
def test_the_mail_of_the_day_is_always_the_next_one(zone: str) -> None:
    differences = 0
    for day in DATES:
        for hour in (0, 3, 5, 6, 12, 22):
            at = dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)
            number, now, rest = _clock(at, zone)
            is_before = (now, rest) < (HOURS.digest_at, 0)
            found = _clock(next_digest(at=at, time_zone=zone, hours=HOURS), zone)
            differences += found != (number if is_before else number + 1, HOURS.digest_at, 0)
    assert differences == 0


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/New_York"])
def test_a_day_of_23_and_one_of_25_hours_are_one_day_each(zone: str) -> None:
    lengths = set()
    for day in DATES[:366]:
        start, end = (moment(day=one, hour=0, time_zone=zone) for one in (day, day + dt.timedelta(days=1)))
        lengths.add(end - start)
    assert lengths == {dt.timedelta(hours=hours) for hours in (23, 24, 25)}
