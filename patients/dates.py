"""The dates every act needs: today where the programme is, no later than today, and no earlier than a birth."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from patients.identity import person_of
from patients.models import Enrolment, Patient, Record
from patients.refusals import FutureDate, WrongOrder
from programmes.queries import civil_day


def today_of(*, enrolment: Enrolment, at: dt.datetime) -> dt.date:
    """Give the civil date in the zone of the enrolment's programme."""
    return civil_day(programme=enrolment.programme, at=at)


def today_of_patient(*, patient: Patient, at: dt.datetime) -> dt.date:
    """Give the civil date for facts of the patient herself: the earliest of her programmes' dates."""
    enrolments = Enrolment.objects.standing().filter(patient=patient).select_related("programme")
    return min(today_of(enrolment=one, at=at) for one in enrolments)


def recorded_there(*, row: Record) -> dt.datetime:
    """Give the moment at which a row was recorded, by the clock of the place that recorded it."""
    return row.recorded_at.astimezone(ZoneInfo(row.organisation.time_zone))


def recorded_day(*, row: Record) -> dt.date:
    """Give the civil date on which a row was recorded, in the zone of the place that recorded it."""
    return recorded_there(row=row).date()


def require_not_before(*, day: dt.date, start: dt.date) -> None:
    """Refuse an end that lies before its beginning.

    :raises WrongOrder: when the day is before the start; both dates are shown.
    """
    if day < start:
        raise WrongOrder(
            _("%(day)s is before %(start)s, when it began. Enter a day from then on.")
            % {"day": formats.date_format(day), "start": formats.date_format(start)}
        )


def require_not_after(*, day: dt.date, today: dt.date) -> None:
    """Refuse a fact that has not happened yet.

    :raises FutureDate: when the day is after today; both dates are shown.
    """
    if day > today:
        raise FutureDate(
            _("%(day)s is after today, %(today)s. Enter the day on which it happened.")
            % {"day": formats.date_format(day), "today": formats.date_format(today)}
        )


def require_within_life(*, patient: Patient, days: Iterable[dt.date], today: dt.date) -> None:
    """Refuse facts that have not happened yet, or happened before the patient was born.

    Where the birth date is not known, nothing can be said of it. It is asked for once, however many days there are.

    :raises FutureDate: when a day is after today; both dates are shown.
    :raises WrongOrder: when a day is before the birth; both dates are shown.
    """
    told = sorted(days)
    for day in told[-1:]:
        require_not_after(day=day, today=today)
    for day in told[:1]:
        _require_born(day, person_of(patient=patient).birth_date)


def _require_born(day: dt.date, born: dt.date | None) -> None:
    if born is not None and day < born:
        raise WrongOrder(
            _("%(day)s is before the patient was born, %(born)s. Check the date.")
            % {"day": formats.date_format(day), "born": formats.date_format(born)}
        )
