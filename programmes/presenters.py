"""Programmes, people and places as the programme office reads them."""

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Table, Tag, Value, table
from programmes.models import PharmacyRegistration, PrescriberCertification, ProgrammeVersion
from rulebook import Programmes


def version_table(*, versions: Iterable[ProgrammeVersion], shelf: Programmes, today: dict[str, dt.date]) -> Table:
    """Lay out every version with its hash; which one holds today is the rulebook's word."""
    return table(
        caption=_("Programmes and their versions"),
        columns=[
            Column(_("Programme")),
            Column(_("Substance")),
            Column(_("Holds from")),
            Column(_("Today")),
            Column(_("SHA-256 of the file")),
        ],
        rows=[_version(one, shelf, today[one.programme_id]) for one in versions],
    )


def certification_table(*, rows: Iterable[PrescriberCertification], today: dt.date) -> Table:
    """Lay out who may prescribe what, where and when."""
    return table(
        caption=_("Certified prescribers"),
        columns=[Column(_("Prescriber")), Column(_("Country")), *_span_columns()],
        rows=[[one.prescriber.name, one.country, *_span(one, today)] for one in rows],
    )


def registration_table(*, rows: Iterable[PharmacyRegistration], today: dt.date) -> Table:
    """Lay out which pharmacy may dispense what and when."""
    return table(
        caption=_("Registered pharmacies"),
        columns=[Column(_("Pharmacy")), Column(_("Country")), *_span_columns()],
        rows=[[one.pharmacy.name, one.pharmacy.country, *_span(one, today)] for one in rows],
    )


def _span_columns() -> list[Column]:
    return [Column(_("Programme")), Column(_("From")), Column(_("Until")), Column(_("State"))]


def _span(one: PrescriberCertification | PharmacyRegistration, today: dt.date) -> list[Value]:
    until = date_format(one.valid_until) if one.valid_until else _("open")
    return [one.programme.title, date_format(one.valid_from), until, _state(one, today)]


def _state(one: PrescriberCertification | PharmacyRegistration, today: dt.date) -> Tag:
    if one.covers(today):
        return Tag(_("In force"), "yes")
    return Tag(_("To come"), "open") if today < one.valid_from else Tag(_("Ended"), "no")


def _version(version: ProgrammeVersion, shelf: Programmes, today: dt.date) -> list[Value]:
    held = shelf.in_force(version.programme_id, today)
    holds = held is not None and held.valid_from == version.valid_from
    state = Tag(_("In force"), "yes") if holds else Tag(_("Kept for replay"), "plain")
    return [
        version.programme.title,
        version.programme.substance,
        date_format(version.valid_from),
        state,
        _in_groups(version.sha256),
    ]


def _in_groups(sign: str) -> str:
    """Write a hash in groups of eight, to be compared by eye and broken over lines."""
    return " ".join(sign[place : place + 8] for place in range(0, len(sign), 8))
