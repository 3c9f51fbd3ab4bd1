"""Who stands behind a figure, by a pseudonym; and what happened to one of them, in days from the first supply."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import NotVisible
from patients.identity import born_on
from patients.models import (
    CategoryAssessment,
    Contraception,
    Enrolment,
    Pregnancy,
    PregnancyTest,
    Prescription,
    Treatment,
    Verdict,
)
from reports.indicators import of_compliance
from reports.labels import OFF_LABEL
from reports.queries import counted, dispensings, treatments
from reports.scope import Scope, as_recorded
from rulebook.days import age_on
from rulebook.indicators import band_of

CATEGORY, TEST, BEGAN, STOPPED, STARTED, ENDED = "category", "test", "began", "stopped", "started", "ended"
PRESCRIBED, SUPPLIED, REFUSED, SUSPECTED = "prescribed", "supplied", "refused", "suspected"
OFF: Final = "off-label"
"""The figure of treatments outside every label; the others are the codes of indicators (P1 to P11)."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One patient behind a figure, and in how many of the dispensings or treatments that did not comply."""

    enrolment_id: UUID
    centre_id: UUID
    count: int


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, on which day from the first supply, and what of it is told."""

    day: int
    kind: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Course:
    """One patient's part in a programme: how old at day 0, whether that is a supply, and all events in order."""

    ages: tuple[int, int | None] | None
    is_supplied: bool
    programme: str
    events: list[Event]


def pseudonym_of(enrolment_id: UUID) -> str:
    """Give the name under which an authority knows a patient's part in a programme; nobody can turn it round."""
    digits = salted_hmac("reports.timeline", str(enrolment_id), algorithm="sha256").hexdigest()[:10].upper()
    return f"P-{digits[:5]}-{digits[5:]}"


def figures_behind() -> list[str]:
    """List the figures whose patients can be listed."""
    return [*of_compliance(), OFF]


def behind(scope: Scope, of: str) -> list[Behind]:
    """List the patients behind a figure who are enrolled in the scope's country, most often behind it first.

    :param of: the code of an indicator, or ``OFF``.
    :raises KeyError: when there is no such figure.
    """
    if of == OFF:
        started: QuerySet[Any] = treatments(scope)
        rows = started.filter(label=OFF_LABEL)
    else:
        asked = of_compliance()[of]
        given: QuerySet[Any] = dispensings(scope)
        rows = given.filter(asked.among).exclude(asked.kept)
    found = (
        rows.filter(enrolment__in=_followed(scope.country))
        .values("enrolment_id", treated_at=F("enrolment__centre_id"))
        .annotate(count=Count("id"))
        .order_by("-count", "enrolment_id")
    )
    return [Behind(row["enrolment_id"], row["treated_at"], row["count"]) for row in found]


def enrolment_of(*, by: Actor, enrolment_id: UUID) -> Enrolment:
    """Find somebody's part in a programme in the actor's own country.

    :raises NotVisible: when there is none.
    """
    found = _followed(by.country).select_related("patient", "programme").filter(id=enrolment_id).first()
    if found is None:
        raise NotVisible(_("There is no such timeline."))
    return found


def course_of(enrolment: Enrolment, *, cut_off: dt.datetime) -> Course:
    """Tell what is on record of one part in a programme; no date leaves this function."""
    first = counted(cut_off).filter(enrolment=enrolment).order_by("dispensed_on").values_list("dispensed_on", flat=True)
    supplied = first.first()
    zero = supplied or enrolment.enrolled_on
    born = born_on(patient=enrolment.patient)
    events = [
        Event((on - zero).days, kind, facts)
        for on, kind, facts in (*_of_the_record(enrolment, cut_off), *_of_the_supply(enrolment, cut_off))
    ]
    return Course(
        ages=band_of(age_on(born.toordinal(), zero.toordinal())) if born else None,
        is_supplied=supplied is not None,
        programme=enrolment.programme.title,
        events=sorted(events, key=lambda one: one.day),
    )


def _followed(country: str | None) -> QuerySet[Enrolment]:
    """List who is enrolled in a country; who only practised is not among them."""
    everybody = Enrolment.objects.filter(centre__practice_of__isnull=True)
    return everybody.filter(country=country) if country else everybody


def _of_the_record(enrolment: Enrolment, cut_off: dt.datetime) -> Iterator[tuple[dt.date, str, dict[str, Any]]]:
    hers = Q(patient=enrolment.patient_id)
    for category in as_recorded(CategoryAssessment.objects.filter(enrolment=enrolment), cut_off):
        yield category.assessed_on, CATEGORY, {"category": category.category}
    for test in as_recorded(PregnancyTest.objects.filter(hers), cut_off):
        yield test.sampled_on, TEST, {"result": test.result}
    for one in as_recorded(Contraception.objects.filter(hers), cut_off):
        yield one.started_on, BEGAN, {"method": one.method}
        if one.ended_on is not None:
            yield one.ended_on, STOPPED, {"method": one.method}
    for suspicion in as_recorded(Pregnancy.objects.filter(hers), cut_off):
        yield suspicion.suspected_on, SUSPECTED, {}
    for treatment in as_recorded(Treatment.objects.filter(enrolment=enrolment), cut_off):
        yield treatment.started_on, STARTED, {"declared": treatment.declared_off_label}
        if treatment.ended_on is not None:
            yield treatment.ended_on, ENDED, {}


def _of_the_supply(enrolment: Enrolment, cut_off: dt.datetime) -> Iterator[tuple[dt.date, str, dict[str, Any]]]:
    for one in as_recorded(Prescription.objects.filter(enrolment=enrolment), cut_off):
        yield one.prescribed_on, PRESCRIBED, {"days": one.days_supply}
    for given in counted(cut_off).filter(enrolment=enrolment).select_related("verdict"):
        verdict = given.verdict
        codes = [*verdict.reasons, *verdict.overruled, *verdict.moved]
        yield given.dispensed_on, SUPPLIED, {"days": given.days, "codes": codes, "label": verdict.label}
    noes = Verdict.objects.filter(enrolment=enrolment, dispense=False, at__lte=cut_off).exclude(mode="late")
    for no in noes:
        yield no.on, REFUSED, {"codes": [*no.reasons, *([no.refusal] if no.refusal else [])]}
