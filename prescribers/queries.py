"""What this desk asks: its worklist in one order over all pages, and the messages for it."""

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
    Q,
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
    PregnancyTest,
    Treatment,
    Withdrawal,
)
from patients.queries import visible_enrolments

STOPPED, UNTESTED, SUPPLIED, UNSUPPLIED, ENDED, WITHDRAWN = range(6)
"""The groups of the list, in its order; which each is follows from what the tables hold, and from no rule."""

NOTICES_SHOWN: Final = 5


def worklist(*, by: Actor, at: dt.datetime, category: str = "") -> QuerySet[Enrolment]:
    """List the enrolments within sight, in one order that holds over all pages; ``rows.html`` tells it in words.

    Stopped for a suspected pregnancy; ended without a pregnancy test since; by the last of the days handed over;
    without a supply yet; ended; withdrawn. It is read off what the tables hold, so that a page can be cut; what it
    means for each patient is asked of the rulebook, page by page.
    """
    own = OuterRef("id")
    ends = ExpressionWrapper(F("dispensed_on") + F("days"), output_field=DateField())
    last = Dispensing.objects.standing().filter(enrolment=own).order_by().values("enrolment")
    treatments = Treatment.objects.standing().filter(enrolment=own)
    ended = treatments.order_by().values("enrolment").annotate(day=Max("ended_on")).values("day")
    found = (
        visible_enrolments(by=by, at=at)
        .annotate(supplied_until=Subquery(last.annotate(day=Max(ends)).values("day")), last_ended=Subquery(ended))
        .annotate(group=_group())
        .annotate(ended_latest=Case(When(group=ENDED, then=F("last_ended"))))
    )
    if category:
        found = found.annotate(category_now=Subquery(_latest_category(own))).filter(category_now=category)
    return found.select_related("patient", "programme").order_by(
        "group",
        F("ended_latest").desc(nulls_last=True),
        F("supplied_until").asc(nulls_last=True),
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


def _group() -> Case:
    """Tell the groups apart; ``supplied_until`` and ``last_ended`` are known by then."""
    own, hers = OuterRef("id"), OuterRef("patient_id")
    suspected = Pregnancy.objects.standing().filter(patient=hers, resolutions__isnull=True)
    running = Treatment.objects.standing().filter(enrolment=own, ended_on__isnull=True)
    tests = PregnancyTest.objects.standing().filter(patient=hers)
    untested_since = Exists(tests) & ~Exists(tests.filter(sampled_on__gt=OuterRef("last_ended")))
    has_ended = ~Exists(running) & Q(last_ended__isnull=False)
    return Case(
        When(Exists(Withdrawal.objects.standing().filter(enrolment=own)), then=Value(WITHDRAWN)),
        When(Exists(suspected), then=Value(STOPPED)),
        When(has_ended & untested_since, then=Value(UNTESTED)),
        When(has_ended, then=Value(ENDED)),
        When(supplied_until__isnull=False, then=Value(SUPPLIED)),
        default=Value(UNSUPPLIED),
    )


def _latest_category(own: OuterRef) -> QuerySet[CategoryAssessment, Any]:
    latest = CategoryAssessment.objects.standing().filter(enrolment=own)
    return latest.order_by("-assessed_on", "-recorded_at").values("category")[:1]
