"""The days that follow from a prescription, as a file for the calendar of whoever asks."""

import datetime as dt
import uuid
from typing import Final

from django.conf import settings
from django.urls import reverse
from icalendar import Event

from foundation.appointments import appointment, appointments_file
from patients.eligibility import Standing
from patients.models import Enrolment

SHOWN: Final = ("dispense_by", "visit")
"""The last day to collect, and the next visit; each moves in a calendar when the record moves it."""


def dates_ahead(standing: Standing) -> dict[str, dt.date]:
    """Give the days of a prescription that are still to come, today's too."""
    return {kind: standing.due[kind] for kind in SHOWN if kind in standing.due and standing.due[kind] >= standing.on}


def dates_file(*, enrolment: Enrolment, dates: dict[str, dt.date], at: dt.datetime) -> bytes:
    """Write the days: no name, no medicine, no kind of date; each leads to the record, behind the log-in."""
    return appointments_file(events=[_event(enrolment, kind, day, at) for kind, day in dates.items()], of="desk")


def _event(enrolment: Enrolment, kind: str, day: dt.date, at: dt.datetime) -> Event:
    event = appointment(
        key=uuid.uuid5(enrolment.id, f"desk:{kind}"), day=day, sequence=enrolment.patient.version, at=at
    )
    event.add("url", settings.SITE_URL.rstrip("/") + reverse("prescribers:patient", args=[enrolment.id]))
    return event
