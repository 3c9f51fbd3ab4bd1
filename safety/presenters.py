"""Pregnancy records as the safety desk reads them: initials and age, never a name."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Table, Tag, Value, table
from patients.identity import Person
from patients.models import Pregnancy


def pregnancy_table(*, rows: Iterable[Pregnancy], persons: Mapping[UUID, Person]) -> Table:
    """Lay the records out; the reference tells two people with the same initials apart."""
    return table(
        caption=_("Suspected and known pregnancies"),
        columns=[
            Column(_("Reference"), number=True),
            Column(_("Initials")),
            Column(_("Age then")),
            Column(_("Country")),
            Column(_("Suspected on")),
            Column(_("Resolved on")),
            Column(_("State")),
        ],
        rows=[_row(one, persons[one.patient.subject_id]) for one in rows],
    )


def _row(pregnancy: Pregnancy, person: Person) -> list[Value]:
    resolutions = pregnancy.resolved  # type: ignore[attr-defined]  # prefetched by safety.queries
    resolution = resolutions[0] if resolutions else None
    return [
        str(pregnancy.id)[:8],
        person.initials,
        _age(person.birth_date, pregnancy.suspected_on),
        pregnancy.country,
        date_format(pregnancy.suspected_on),
        date_format(resolution.resolved_on) if resolution else "–",
        Tag(_said(resolution.how), "plain") if resolution else Tag(_("Open: nothing is supplied"), "no"),
    ]


def _age(born: dt.date | None, on: dt.date) -> str:
    if born is None:
        return _("not known")
    return str(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def _said(how: str) -> str:
    return {"false_alarm": _("False alarm"), "ended": _("Pregnancy ended")}.get(how, how)
