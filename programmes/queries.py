"""Questions about programmes and accreditation."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from foundation.records import covering
from programmes.models import PharmacyRegistration, PrescriberCertification, Programme

Spans = list[dict[str, str | None]]


def civil_day(*, programme: Programme, at: dt.datetime) -> dt.date:
    """Give the civil date of a moment in the programme's time zone: what every rule calls today."""
    return at.astimezone(ZoneInfo(programme.time_zone)).date()


def certifications_of(*, wanted: Collection[tuple[UUID | None, str, str]]) -> dict[tuple[UUID | None, str, str], Spans]:
    """List the certifications of many, in one query: by prescriber, programme id and country."""
    spans = PrescriberCertification.objects.filter(
        prescriber_id__in={prescriber for prescriber, _programme, _country in wanted},
        programme_id__in={programme for _prescriber, programme, _country in wanted},
    ).order_by("valid_from")
    found: dict[tuple[UUID | None, str, str], Spans] = {}
    for row in spans:
        key = (row.prescriber_id, row.programme_id, row.country)
        until = row.valid_until.isoformat() if row.valid_until else None
        found.setdefault(key, []).append({"from": row.valid_from.isoformat(), "until": until})
    return found


def certifications() -> QuerySet[PrescriberCertification]:
    """List every certification with its prescriber and programme, in a steady order."""
    rows = PrescriberCertification.objects.select_related("prescriber", "programme")
    return rows.order_by("country", "prescriber__name", "programme__title", "valid_from", "id")


def registrations() -> QuerySet[PharmacyRegistration]:
    """List every registration with its pharmacy and programme, in a steady order."""
    rows = PharmacyRegistration.objects.select_related("pharmacy", "programme")
    return rows.order_by("pharmacy__country", "pharmacy__name", "programme__title", "valid_from", "id")


def registration_spans(*, pharmacy_id: UUID | None, programme_id: str) -> Spans:
    """List the pharmacy's registrations in the rulebook's words; no pharmacy has none."""
    spans = PharmacyRegistration.objects.filter(pharmacy_id=pharmacy_id, programme_id=programme_id).values_list(
        "valid_from", "valid_until"
    )
    return _in_words(spans.order_by("valid_from"))


def programmes_of_prescribers(
    *, prescriber_ids: Collection[UUID | None], country: str, day: dt.date
) -> QuerySet[Programme]:
    """List the programmes that one of these people at least may prescribe under on a day."""
    certified = PrescriberCertification.objects.filter(covering(day), prescriber_id__in=prescriber_ids, country=country)
    return Programme.objects.filter(id__in=certified.values("programme_id")).order_by("title")


def _in_words(spans: QuerySet[Any, tuple[dt.date, dt.date | None]]) -> Spans:
    return [{"from": start.isoformat(), "until": end.isoformat() if end else None} for start, end in spans]
