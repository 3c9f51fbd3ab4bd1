"""A day in anybody's calendar (RFC 5545): a word that tells nobody anything, and no name."""

import datetime as dt
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

CONTENT_TYPE: Final = "text/calendar; charset=utf-8"
THE_MORNING_BEFORE: Final = dt.timedelta(hours=-15)
"""Nine o'clock of the day before, counted from the beginning of the day itself."""


def appointment(*, key: UUID, day: dt.date, sequence: int, at: dt.datetime) -> Event:
    """Write one whole day; a newer one of the same key takes the place of an older one in a calendar.

    :param sequence: rises with every change of what the day is reckoned from.
    """
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    event = Event()
    event.add("uid", f"{key}@{host}")
    event.add("sequence", sequence)
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", _("Appointment"))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Appointment"))
    alarm.add("trigger", THE_MORNING_BEFORE)
    event.add_component(alarm)
    return event


def appointments_file(*, events: Iterable[Event], of: str) -> bytes:
    """Put days into a file that any calendar opens.

    :param of: which part of the registry wrote it, as calendars ask of the product's id.
    """
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//registry//{of}//EN")
    file.add("method", "PUBLISH")
    for one in events:
        file.add_component(one)
    written: bytes = file.to_ical()
    return written
