"""What prevented harm: supplies that were refused and why (B1), overrides (B2), reversals, late entries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    CharField,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from patients.models import CameBack, CapsuleReturn, Mode, Verdict
from reports.queries import REAL, checks, dispensings, verdicts
from reports.scope import Scope
from rulebook import REASONS
from rulebook.indicators import PUT_RIGHT_WITHIN


class Median(Aggregate):
    """The middle of what was measured."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, slots=True)
class Refused:
    """Supplies not made for one cause: how often, to how many patients, how many were put right, how soon."""

    code: str
    verdicts: int
    patients: int
    put_right: int = 0
    median: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What counters were answered."""

    asked: int
    yes: int
    no: int
    refused: int


@dataclass(frozen=True, slots=True)
class Deviations:
    """What did not go by a plain yes at the counter, of all dispensings."""

    dispensings: int
    overridden: int
    under_a_regime: int
    late: int
    late_against_reasons: int
    median_lateness: dt.timedelta | None
    reversed: int


def answers(scope: Scope) -> Answers:
    """Count the questions asked at counters by their answers."""
    found = checks(scope).aggregate(
        asked=Count("id"),
        yes=Count("id", filter=Q(dispense=True)),
        no=Count("id", filter=Q(dispense=False, refusal="")),
    )
    return Answers(**found, refused=found["asked"] - found["yes"] - found["no"])


def by_reason(scope: Scope) -> list[Refused]:
    """Count the noes under every reason that each had, in the order of the rulebook.

    Put right is a no that a plain yes to the same enrolment followed in time; an override is none, nor is a
    yes for which an authority moved a reason.
    """
    later = Verdict.objects.filter(
        REAL, enrolment=OuterRef("enrolment"), dispense=True, overruled=[], moved=[], at__gt=OuterRef("at"),
        on__lte=ExpressionWrapper(OuterRef("on") + PUT_RIGHT_WITHIN, output_field=DateField()),
    ).filter(at__lte=scope.cut_off).exclude(mode=Mode.LATE)  # fmt: skip
    noes = checks(scope).filter(dispense=False, refusal="", enrolment__isnull=False)
    measured = noes.annotate(right_at=Subquery(later.order_by("at").values("at")[:1])).annotate(
        took=ExpressionWrapper(F("right_at") - F("at"), output_field=DurationField())
    )
    rows = _unnested(measured, "reasons").annotate(
        verdicts=Count("id"), patients=Count("enrolment__patient", distinct=True), put_right=Count("right_at"),
        median=Median("took", output_field=DurationField()),
    )  # fmt: skip
    found = {row["code"]: Refused(**row) for row in rows}
    return [found[code] for code in REASONS if code in found]


def by_refusal(scope: Scope) -> list[Refused]:
    """Count the counter's own refusals, the most frequent on top."""
    rows = checks(scope).exclude(refusal="").values(code=F("refusal"))
    counted = rows.annotate(verdicts=Count("id"), patients=Count("enrolment__patient", distinct=True))
    return [Refused(**row) for row in counted.order_by("-verdicts", "code")]


def overrides(scope: Scope) -> list[Refused]:
    """Count the dispensings with an override under every reason that two people overruled (B2)."""
    rows = _unnested(dispensings(scope).exclude(overruled=[]), "overruled")
    found = {
        row["code"]: Refused(**row)
        for row in rows.annotate(verdicts=Count("id"), patients=Count("enrolment__patient", distinct=True))
    }
    return [found[code] for code in REASONS if code in found]


def deviations(scope: Scope) -> Deviations:
    """Count what was dispensed otherwise than on a plain yes, and what was recorded and never collected."""
    late = Q(mode=Mode.LATE)
    lateness = ExpressionWrapper(
        F("late_entry__recorded_at") - F("late_entry__happened_at"), output_field=DurationField()
    )
    found = dispensings(scope).aggregate(
        dispensings=Count("id"),
        overridden=Count("id", filter=~Q(overruled=[])),
        under_a_regime=Count("id", filter=~Q(moved=[])),
        late=Count("id", filter=late),
        late_against_reasons=Count("id", filter=late & Q(dispense=False)),
        median_lateness=Median(lateness, output_field=DurationField()),
    )
    back = CapsuleReturn.objects.filter(
        dispensing__verdict=OuterRef("pk"), how=CameBack.NOT_COLLECTED, recorded_at__lte=scope.cut_off
    )
    return Deviations(**found, reversed=verdicts(scope).filter(Exists(back)).count())


def _unnested(rows: QuerySet[Verdict], column: str) -> QuerySet[Any, Any]:
    """Lay each verdict under every code of a column."""
    each = Func(F(column), function="unnest", output_field=CharField(), set_returning=True)
    return rows.annotate(code=each).values("code").order_by()
