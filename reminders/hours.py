"""Hours of the clock where somebody lives: when she may be written to, and when the day's mail goes out.

Everything is asked in civil time and turned into a moment at the end, so that an hour that a change of the clock skips
or repeats is still one moment, and always the same.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from reminders.ladder import Hours

ONE_DAY = dt.timedelta(days=1)


def allowed_from(*, at: dt.datetime, time_zone: str, hours: Hours) -> dt.datetime:
    """Give the first moment, not before another, at which a patient may be written to: the moment itself by day."""
    local = at.astimezone(ZoneInfo(time_zone))
    if hours.quiet_until <= local.hour < hours.quiet_from:
        return at
    day = local.date() if local.hour < hours.quiet_until else local.date() + ONE_DAY
    return moment(day=day, hour=hours.quiet_until, time_zone=time_zone)


def next_digest(*, at: dt.datetime, time_zone: str, hours: Hours) -> dt.datetime:
    """Give the next moment, after another, at which the day's mail goes out."""
    day = at.astimezone(ZoneInfo(time_zone)).date()
    first = moment(day=day, hour=hours.digest_at, time_zone=time_zone)
    return first if first > at else moment(day=day + ONE_DAY, hour=hours.digest_at, time_zone=time_zone)


def moment(*, day: dt.date, hour: int, time_zone: str) -> dt.datetime:
    """Give the moment at which the clock shows a full hour on a civil day, in UTC.

    An hour that is skipped is the moment of the change; one that comes twice is the first of the two.
    """
    local = dt.datetime.combine(day, dt.time(hour), tzinfo=ZoneInfo(time_zone))
    return local.astimezone(dt.UTC)
