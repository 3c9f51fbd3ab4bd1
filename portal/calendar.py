"""Her next visit as a file for any calendar."""

import datetime as dt
import uuid

from foundation.appointments import CONTENT_TYPE, appointment, appointments_file
from patients.models import Enrolment

__all__ = ["CONTENT_TYPE", "visit_file"]


def visit_file(*, enrolment: Enrolment, day: dt.date, version: int, at: dt.datetime) -> bytes:
    """Write the one event; a newer file of the same enrolment takes the place of an older one in her calendar.

    :param version: of her record: what a calendar calls the sequence.
    """
    visit = appointment(key=uuid.uuid5(enrolment.id, "visit"), day=day, sequence=version, at=at)
    return appointments_file(events=[visit], of="card")
