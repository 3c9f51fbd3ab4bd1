"""A moment in words, by the clock of the reader's place."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.timezone import localtime


def moment_in_words(at: dt.datetime) -> str:
    """Write day and time by the clock of the place the reader acts for, which the door sets for each request."""
    return date_format(localtime(at), "DATETIME_FORMAT")
