"""A copy of her record for the patient herself: structured for machines, and the same in rows for people.

It holds her own data and nobody else's: who recorded a row stands as a place, not as a person; a signature may be
another's, and the case of a partner is the partner's, so that neither is in it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.acts import ACTS
from audit.models import Entry, Outcome
from audit.queries import trail_of
from foundation.calendars import day_in_full
from patients.dates import recorded_there
from patients.identity_changes import identity_rows
from patients.merged import everybody_joined
from patients.models import (
    CategoryDecision,
    CategoryProposal,
    Enrolment,
    EnrolmentRecord,
    PartnerPregnancy,
    Patient,
    Record,
    Signature,
)
from patients.queries import rows_of_record

NOT_HERS: Final[tuple[type[Record], ...]] = (Signature, PartnerPregnancy, CategoryProposal, CategoryDecision)
"""Kinds left out: what may name another person, and what two prescribers write to one another."""

OF_THE_ROW: Final = frozenset(
    {"id", "series", "supersedes", "recorded_by", "organisation", "country", "recorded_at", "entered_in_error"}
)
SHOWN: Final = (
    models.DateField,
    models.BooleanField,
    models.CharField,
    models.TextField,
    models.DecimalField,
    models.IntegerField,
    models.JSONField,
    ArrayField,
)
MOST_LOOKS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the readable copy."""

    day: str
    what: str
    facts: list[tuple[str, str]]
    place: str


def copy_of_record(*, enrolment: Enrolment, at: dt.datetime) -> dict[str, Any]:
    """Give all that is kept of a patient as plain data, records that were joined to hers too."""
    everybody = Patient.objects.filter(id__in=everybody_joined(patient_id=enrolment.patient_id))
    subjects = [name for one in everybody for name in (one.id, one.subject_id)]
    rows = list(_rows(everybody))
    return {
        "made_at": at.isoformat(timespec="seconds"),
        "records": [_plain(row) for row in rows],
        "looked_at_and_changed": [_look(entry) for entry in trail_of(subjects=subjects)[:MOST_LOOKS]],
    }


def readable(copy: dict[str, Any]) -> list[Line]:
    """Give the same rows for reading."""
    return [
        Line(
            day=day_in_full(dt.datetime.fromisoformat(row["recorded_at"]).date()),
            what=row["kind"],
            facts=[(name.replace("_", " "), _read(value)) for name, value in row["facts"].items()],
            place=row["recorded_by"],
        )
        for row in copy["records"]
    ]


def _rows(everybody: models.QuerySet[Patient]) -> Iterator[Record]:
    for patient in everybody:
        yield from identity_rows(patient=patient)
        rows: dict[Any, Record] = {}
        for enrolment in Enrolment.objects.filter(patient=patient).select_related("organisation"):
            yield enrolment
            rows |= {row.id: row for row in rows_of_record(enrolment=enrolment)}
        yield from (row for row in rows.values() if not isinstance(row, NOT_HERS))


def _plain(row: Record) -> dict[str, Any]:
    return {
        "kind": str(row._meta.verbose_name),
        "recorded_at": recorded_there(row=row).isoformat(timespec="seconds"),
        "recorded_by": row.organisation.name,
        "no_longer_holds": hasattr(row, "superseded_by") or row.entered_in_error,
        "facts": dict(_facts(row)),
    }


def _facts(row: Record) -> Iterator[tuple[str, Any]]:
    if isinstance(row, EnrolmentRecord | Enrolment):
        yield "programme", (row if isinstance(row, Enrolment) else row.enrolment).programme_id
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name not in OF_THE_ROW and isinstance(field, SHOWN) and value not in (None, "", []):
            yield field.name, _as_json(value)


def _as_json(value: Any) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value if isinstance(value, bool | int | str | list | dict) else str(value)


def _look(entry: Entry) -> dict[str, str]:
    act = ACTS.get(entry.act)
    return {
        "at": entry.at.isoformat(timespec="seconds"),
        "what": str(act.words) if act else entry.act,
        "how": str(Outcome(entry.outcome).label),
        "role": entry.role,
        "place": entry.organisation_name,
    }


def _read(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(localize(value))
