"""From the test to the prescription and from there to the dispensing: the two ways of table T13 at the counter."""

import datetime as dt
from typing import Any, Final

from django.db.models import Count, DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery

from patients.models import PregnancyTest
from reports.indicators import Indicator, of_compliance
from reports.queries import dispensings
from reports.scope import Scope, as_recorded
from reports.waits import Wait
from rulebook.words import NEGATIVE

TEST_TO_PRESCRIPTION, PRESCRIPTION_TO_DISPENSING = "test_to_prescription", "prescription_to_dispensing"
DAY: Final = dt.timedelta(days=1)
PRESCRIBED: Final = F("prescription__prescribed_on")


def paces(scope: Scope) -> list[Wait]:
    """Count both ways over the dispensings of a scope; in time is what the verdict of each found in order (P4, P6)."""
    indicators = of_compliance()
    return [
        _wait(TEST_TO_PRESCRIPTION, indicators["P4"], PRESCRIBED - _last_negative(scope), scope),
        _wait(PRESCRIPTION_TO_DISPENSING, indicators["P6"], F("on") - PRESCRIBED, scope),
    ]


def _last_negative(scope: Scope) -> Subquery:
    """Give the day of the last negative test up to the prescription, as recorded by the cut-off."""
    tests = as_recorded(PregnancyTest.objects.all(), scope.cut_off).filter(
        patient=OuterRef("enrolment__patient"), result=NEGATIVE, sampled_on__lte=OuterRef("prescription__prescribed_on")
    )
    return Subquery(tests.order_by("-sampled_on").values("sampled_on")[:1])


def _wait(row: str, indicator: Indicator, took: Any, scope: Scope) -> Wait:
    """Count a way; a dispensing whose first day is not known took nobody knows how long, and is not in time."""
    found = list(
        dispensings(scope)
        .filter(indicator.among)
        .annotate(took=ExpressionWrapper(took, output_field=DurationField()))
        .values("took")
        .annotate(all=Count("id"), kept=Count("id", filter=Q(indicator.kept)))
        .order_by("took")
    )
    return Wait(
        row=row,
        days=tuple(took / DAY for one in found if (took := one["took"]) is not None for _each in range(one["all"])),
        in_time=sum(one["kept"] for one in found),
        waiting=None,
        late=sum(one["all"] for one in found if one["took"] is None),
    )
