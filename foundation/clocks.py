"""How far this server's clock is from the database's: every window of the rules is counted from the former."""

import datetime as dt
from collections.abc import Callable

from django.db import connection


def seconds_apart(*, now: Callable[[], dt.datetime]) -> float:
    """Measure by how many seconds the two clocks differ; how long the question took counts for neither.

    :param now: reads this server's clock.
    :returns: nought or more.
    :raises OperationalError: when the database is away.
    """
    before = now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there: dt.datetime = cursor.fetchone()[0]
    return max((before - there).total_seconds(), (there - now()).total_seconds(), 0.0)
