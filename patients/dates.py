"""The two dates every act needs: today where the programme is, and no later than today."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _

from patients.models import Enrolment, Patient
from patients.refusals import FutureDate, WrongOrder
from programmes.queries import civil_day


def today_of(*, enrolment: Enrolment, at: dt.datetime) -> dt.date:
    """Give the civil date in the zone of the enrolment's programme."""
    return civil_day(programme=enrolment.programme, at=at)


def today_of_patient(*, patient: Patient, at: dt.datetime) -> dt.date:
    """Give the civil date for facts of the patient herself: the earliest of her programmes' dates."""
    enrolments = Enrolment.objects.standing().filter(patient=patient).select_related("programme")
    return min(today_of(enrolment=one, at=at) for one in enrolments)


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
