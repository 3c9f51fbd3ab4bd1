"""Her next visit as a file for any calendar (RFC 5545): a day and a word that tells nobody anything."""

import datetime as dt
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from patients.models import Enrolment

CONTENT_TYPE = "text/calendar; charset=utf-8"
THE_MORNING_BEFORE = dt.timedelta(hours=-15)
"""Nine o'clock of the day before, counted from the beginning of the day itself."""


def visit_file(*, enrolment: Enrolment, day: dt.date, version: int, at: dt.datetime) -> bytes:
    """Write the one event; a newer file of the same enrolment takes the place of an older one in her calendar.

    :param version: of her record: what a calendar calls the sequence.
    """
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    visit = Event()
    visit.add("uid", f"{uuid.uuid5(enrolment.id, 'visit')}@{host}")
    visit.add("sequence", version)
    visit.add("dtstamp", at)
    visit.add("dtstart", day)
    visit.add("dtend", day + dt.timedelta(days=1))
    visit.add("summary", _("Appointment"))
    visit.add("transp", "TRANSPARENT")
    visit.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Appointment"))
    alarm.add("trigger", THE_MORNING_BEFORE)
    visit.add_component(alarm)
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//registry//card//EN")
    file.add("method", "PUBLISH")
    file.add_component(visit)
    written: bytes = file.to_ical()
    return written
