"""Who takes part: patients on treatment, certified prescribers, registered pharmacies."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from accounts.models import Kind, Organisation
from patients.models import CategoryAssessment, Enrolment, Treatment, Withdrawal
from programmes.holding import reached
from programmes.models import PharmacyRegistration, PrescriberCertification, Product, Programme
from reports.names import Names
from reports.queries import counted
from reports.scope import Scope, as_recorded
from reports.shares import Share


def on_treatment(scope: Scope) -> dict[str, int]:
    """Count the patients on treatment on the last day of the period, by the recorded category in force that day.

    On treatment is whose treatment was dispensed for by then and had not ended, and who had not left the programme.
    """
    given = counted(scope.cut_off).filter(dispensed_on__lte=scope.until)
    left = as_recorded(Withdrawal.objects.filter(withdrawn_on__lte=scope.until), scope.cut_off)
    assessed = as_recorded(CategoryAssessment.objects.filter(assessed_on__lte=scope.until), scope.cut_off)
    latest = assessed.filter(enrolment=OuterRef("enrolment")).order_by("-assessed_on", "-recorded_at")
    running = (
        as_recorded(Treatment.objects.filter(scope.of_enrolments()), scope.cut_off)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=scope.until))
        .filter(
            a_row_of(given.filter(enrolment=OuterRef("enrolment"), prescription__treatment__series=OuterRef("series")))
        )
        .filter(~Exists(left.filter(enrolment=OuterRef("enrolment"))))
        .annotate(category=Subquery(latest.values("category")[:1]))
    )
    if scope.category:
        running = running.filter(category=scope.category)
    rows = running.values("category").annotate(patients=Count("enrolment__patient", distinct=True)).order_by("category")
    return {row["category"] or "": row["patients"] for row in rows}


def a_row_of(rows: QuerySet[Any]) -> Q:
    """Ask whether there is such a row, one by one: as ``EXISTS`` the database would read every dispensing there is."""
    return Q(IsNull(Subquery(rows.values("id")[:1]), False))


@dataclass(frozen=True, slots=True)
class Accredited:
    """How many held an accreditation on the last day of the period, and how many began or ended one within it."""

    held: int
    began: int
    ended: int


def enrolled(scope: Scope) -> dict[str, int]:
    """Count the patients enrolled in the period, by the category first recorded; nobody is counted twice."""
    assessed = as_recorded(CategoryAssessment.objects.filter(enrolment=OuterRef("pk")), scope.cut_off)
    first = assessed.order_by("assessed_on", "recorded_at").values("category")[:1]
    rows = (
        as_recorded(Enrolment.objects.filter(scope.of_rows("centre_id", "programme_id")), scope.cut_off)
        .filter(enrolled_on__range=scope.period, centre__practice_of__isnull=True)
        .annotate(category=Subquery(first))
    )
    if scope.category:
        rows = rows.filter(category=scope.category)
    counted = rows.values("category").annotate(patients=Count("patient", distinct=True)).order_by("category")
    return {row["category"] or "": row["patients"] for row in counted}


def prescribers(scope: Scope) -> Accredited:
    """Count the prescribers certified in the country, as their certifications stand now."""
    rows = PrescriberCertification.objects.all()
    if scope.country:
        rows = rows.filter(country=scope.country)
    return _accredited(rows, "prescriber", scope)


def pharmacies(scope: Scope) -> Accredited:
    """Count the pharmacies registered in the country, as their registrations stand now."""
    rows = PharmacyRegistration.objects.filter(pharmacy__practice_of__isnull=True)
    if scope.country:
        rows = rows.filter(pharmacy__country=scope.country)
    return _accredited(rows, "pharmacy", scope)


def reached_by_materials(scope: Scope) -> dict[str, Share]:
    """Count, by kind, who acknowledged the version in force on the last day, of those who should hold it (D1)."""
    found = reached(on=scope.until, cut_off=scope.cut_off, country=scope.country, programme_id=scope.programme)
    return {kind: Share(numerator, denominator) for kind, (numerator, denominator) in found.items()}


def _accredited(rows: QuerySet[Any], who: str, scope: Scope) -> Accredited:
    if scope.programme:
        rows = rows.filter(programme=scope.programme)
    held = Q(valid_from__lte=scope.until) & (Q(valid_until__isnull=True) | Q(valid_until__gt=scope.until))
    return Accredited(
        **rows.exclude(valid_until=F("valid_from")).aggregate(
            held=Count(who, distinct=True, filter=held),
            began=Count(who, distinct=True, filter=Q(valid_from__range=scope.period)),
            ended=Count(who, distinct=True, filter=Q(valid_until__range=scope.period)),
        )
    )


def centres_of(country: str) -> QuerySet[Organisation]:
    """List the real centres of a country."""
    return Organisation.objects.filter(kind=Kind.CENTRE, country=country, practice_of__isnull=True).order_by("name")


def names_in(country: str) -> Names:
    """Give the names that figures of a country are laid apart by."""
    return Names(
        centres={str(one.id): one.name for one in centres_of(country)},
        programmes={one.id: one.name for one in every_programme()},
        brands={str(one.id): one.brand for one in every_brand()},
    )


def every_programme() -> QuerySet[Programme]:
    """List the programmes."""
    return Programme.objects.order_by("id")


def every_brand() -> QuerySet[Product]:
    """List the brands."""
    return Product.objects.order_by("brand", "id")
