"""A prescriber's feed as a file for any calendar (RFC 5545): days, and a word that tells nobody anything."""

import datetime as dt
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from reminders.feed_events import Entry

CONTENT_TYPE: Final = "text/calendar; charset=utf-8"
ASK_AGAIN: Final = dt.timedelta(hours=4)
"""How often a calendar is told to ask (RFC 7986); what is urgent comes as a notice and by mail."""


def feed_file(*, entries: Iterable[Entry]) -> bytes:
    """Write a feed, in the language that is active: no name, no medicine, no kind of date; the record behind a log-in.

    The same entries are the same file to the byte, so that a calendar need not read it twice.
    """
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//registry//feed//EN")
    file.add("method", "PUBLISH")
    file.add("name", _("Appointments"))
    file.add("x-wr-calname", _("Appointments"))
    file.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", "PT4H")
    for one in entries:
        file.add_component(_event(one))
    written: bytes = file.to_ical()
    return written


def _event(one: Entry) -> Event:
    site = settings.SITE_URL.rstrip("/")
    event = Event()
    event.add("uid", f"{one.id}@{urlsplit(site).hostname or 'localhost'}")
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + dt.timedelta(days=1))
    event.add("summary", _("Appointment"))
    event.add("status", "CANCELLED" if one.called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if one.record is not None:
        event.add("url", site + reverse("prescribers:patient", args=[one.record]))
    return event
