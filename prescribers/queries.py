"""What this desk asks: its worklist in an order that puts what waits longest first, and the messages for it."""

import datetime as dt
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.actor import Actor
from patients.models import (
    CategoryAssessment,
    Dispensing,
    Enrolment,
    Notice,
    Pregnancy,
    Treatment,
    Withdrawal,
)
from patients.queries import visible_enrolments

STOPPED, RUNNING, ENDED, WITHDRAWN = range(4)
NOTICES_SHOWN: Final = 5


def worklist(*, by: Actor, at: dt.datetime, category: str = "") -> QuerySet[Enrolment]:
    """List the enrolments within sight: stopped first, then by the days handed over, ended ones last.

    The order is a plain sum of what the tables hold, so that a page can be cut; what it means for each patient is
    asked of the rulebook, page by page.
    """
    own = OuterRef("id")
    ends = ExpressionWrapper(F("dispensed_on") + F("days"), output_field=DateField())
    last = Dispensing.objects.standing().filter(enrolment=own).order_by().values("enrolment")
    treatments = Treatment.objects.standing().filter(enrolment=own)
    found = visible_enrolments(by=by, at=at).annotate(
        group=Case(
            When(Exists(Withdrawal.objects.standing().filter(enrolment=own)), then=Value(WITHDRAWN)),
            When(
                Exists(treatments.filter(ended_on__isnull=False)) & ~Exists(treatments.filter(ended_on__isnull=True)),
                then=Value(ENDED),
            ),
            When(
                Exists(Pregnancy.objects.standing().filter(patient=OuterRef("patient_id"), resolutions__isnull=True)),
                then=Value(STOPPED),
            ),
            default=Value(RUNNING),
        ),
        supplied_until=Subquery(last.annotate(day=Max(ends)).values("day")),
    )
    ended = treatments.order_by().values("enrolment").annotate(day=Max("ended_on")).values("day")
    found = found.annotate(last_ended=Case(When(group=ENDED, then=Subquery(ended))))
    if category:
        found = found.annotate(category_now=Subquery(_latest_category(own))).filter(category_now=category)
    return found.select_related("patient", "programme").order_by(
        "group",
        F("last_ended").desc(nulls_last=True),
        F("supplied_until").asc(nulls_first=True),
        "recorded_at",
        "id",
    )


def unanswered_notices(*, by: Actor, at: dt.datetime) -> QuerySet[Notice]:
    """List the pharmacies' messages that nobody of the centre has answered, the newest first."""
    return (
        Notice.objects.standing()
        .filter(enrolment__in=visible_enrolments(by=by, at=at), answer__isnull=True)
        .select_related("verdict", "enrolment__patient", "enrolment__programme", "organisation")
        .order_by("-recorded_at")
    )


def visible_notice(*, by: Actor, at: dt.datetime, notice_id: UUID) -> Notice | None:
    """Find a message about a patient within sight, answered or not."""
    return (
        Notice.objects.standing()
        .filter(enrolment__in=visible_enrolments(by=by, at=at), id=notice_id)
        .select_related("verdict", "enrolment__patient", "organisation", "answer")
        .first()
    )


def _latest_category(own: OuterRef) -> QuerySet[CategoryAssessment, Any]:
    latest = CategoryAssessment.objects.standing().filter(enrolment=own)
    return latest.order_by("-assessed_on", "-recorded_at").values("category")[:1]
