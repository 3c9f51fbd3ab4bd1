"""Programmes, people and places as the programme office reads them."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Link, Table, Tag, Value, table
from programmes.models import (
    BatchRecall,
    PharmacyApplication,
    PharmacyRegistration,
    PrescriberCertification,
    Product,
    ProgrammeVersion,
)
from programmes.queries import civil_day
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
        rows=[[_link(one), one.country, *_span(one, today)] for one in rows],
    )


def registration_table(*, rows: Iterable[PharmacyRegistration], today: dt.date) -> Table:
    """Lay out which pharmacy may dispense what and when."""
    return table(
        caption=_("Registered pharmacies"),
        columns=[Column(_("Pharmacy")), Column(_("Country")), *_span_columns()],
        rows=[[_link(one), one.pharmacy.country, *_span(one, today)] for one in rows],
    )


def application_table(*, rows: Iterable[PharmacyApplication]) -> Table:
    """Lay out the pharmacies that wait for an answer."""
    return table(
        caption=_("Pharmacies that applied"),
        columns=[
            Column(_("Pharmacy")),
            Column(_("Country")),
            Column(_("Programme")),
            Column(_("Applied on")),
        ],
        rows=[
            [
                Link(one.pharmacy.name, reverse("programmes:application", args=[one.id])),
                one.pharmacy.country,
                one.programme.name,
                date_format(civil_day(programme=one.programme, at=one.recorded_at)),
            ]
            for one in rows
        ],
    )


def application_facts(*, one: PharmacyApplication) -> list[dict[str, str]]:
    """List what a pharmacy declared, and what was answered."""
    facts = [
        {"label": _("Pharmacy"), "value": one.pharmacy.name},
        {"label": _("Country"), "value": one.pharmacy.country},
        {"label": _("Telephone"), "value": one.pharmacy.telephone},
        {"label": _("Programme"), "value": one.programme.name},
        *responsible_facts(one=one),
        {"label": _("Applied on"), "value": date_format(civil_day(programme=one.programme, at=one.recorded_at))},
        {"label": _("Applied by"), "value": one.recorded_by.name},
    ]
    return [*facts, {"label": _("Answer"), "value": _answer_in_words(one)}]


def responsible_facts(*, one: PharmacyApplication) -> list[dict[str, str]]:
    """Name who answers for a pharmacy."""
    return [
        {"label": _("Responsible pharmacist"), "value": one.responsible_name},
        {"label": _("Licence number"), "value": one.licence_number},
    ]


def _answer_in_words(one: PharmacyApplication) -> str:
    answer = getattr(one, "answer", None)
    if answer is None:
        return _("none yet")
    return _("Refused: %(why)s") % {"why": answer.why} if answer.why else _("Registered")


def pack_table(*, products: Iterable[Product]) -> Table:
    """Lay out every pack with the number that its code carries."""
    return table(
        caption=_("Packs"),
        columns=[
            Column(_("Brand")),
            Column(_("Programme")),
            Column(_("Strength")),
            Column(_("Capsules"), numeric=True),
            Column("GTIN", number=True),
        ],
        rows=[
            [
                product.brand,
                product.programme.name,
                f"{pack.strength_mg.normalize():f} mg",
                str(pack.capsules),
                pack.gtin or _("none: cannot be scanned"),
            ]
            for product in products
            for pack in product.packs.all()
        ],
    )


def recall_table(*, recalls: Iterable[BatchRecall]) -> Table:
    """Lay out the batches that are called back."""
    return table(
        caption=_("Batches called back"),
        columns=[
            Column(_("Batch"), number=True),
            Column(_("Brand")),
            Column(_("Not dispensed from")),
            Column(_("Why")),
        ],
        rows=[[one.number, one.product.brand, date_format(one.from_on), one.why] for one in recalls],
    )


def recall_line(*, recall: BatchRecall) -> str:
    """Name a recall on one line."""
    return _("%(batch)s, %(brand)s, from %(day)s") % {
        "batch": recall.number,
        "brand": recall.product.brand,
        "day": date_format(recall.from_on),
    }


def accredited(*, one: PrescriberCertification | PharmacyRegistration) -> str:
    """Name who or what is accredited, for which programme."""
    return f"{_link(one).text}, {one.programme.name}"


def accreditation_facts(*, one: PrescriberCertification | PharmacyRegistration, today: dt.date) -> list[dict[str, str]]:
    """List how an accreditation stands."""
    country = one.country if isinstance(one, PrescriberCertification) else one.pharmacy.country
    facts = [
        {"label": _("Country"), "value": country},
        {"label": _("From"), "value": date_format(one.valid_from)},
        {"label": _("Until"), "value": date_format(one.valid_until) if one.valid_until else _("open")},
        {"label": _("State"), "value": str(_state(one, today).text)},
    ]
    if one.suspended:
        agreed = date_format(one.agreed_until) if one.agreed_until else _("open")
        facts.append({"label": _("Agreed until"), "value": agreed})
    if one.ended_because:
        facts.append({"label": _("Why it was suspended or ended"), "value": one.ended_because})
    return facts


def _span_columns() -> list[Column]:
    return [Column(_("Programme")), Column(_("From")), Column(_("Until")), Column(_("State"))]


def _span(one: PrescriberCertification | PharmacyRegistration, today: dt.date) -> list[Value]:
    until = date_format(one.valid_until) if one.valid_until else _("open")
    return [one.programme.name, date_format(one.valid_from), until, _state(one, today)]


def _link(one: PrescriberCertification | PharmacyRegistration) -> Link:
    name = one.prescriber.name if isinstance(one, PrescriberCertification) else one.pharmacy.name
    return Link(name, reverse("programmes:accreditation", args=[one.id]))


def _state(one: PrescriberCertification | PharmacyRegistration, today: dt.date) -> Tag:
    if one.suspended:
        return Tag(_("Suspended"), "no")
    if one.covers(today):
        return Tag(_("In force"), "yes")
    return Tag(_("To come"), "open") if today < one.valid_from else Tag(_("Ended"), "no")


def _version(version: ProgrammeVersion, shelf: Programmes, today: dt.date) -> list[Value]:
    held = shelf.in_force(version.programme_id, today)
    holds = held is not None and held.valid_from == version.valid_from
    state = Tag(_("In force"), "yes") if holds else Tag(_("Kept for replay"), "plain")
    return [
        version.programme.name,
        version.programme.substance,
        date_format(version.valid_from),
        state,
        _in_groups(version.sha256),
    ]


def _in_groups(sign: str) -> str:
    """Write a hash in groups of eight, to be compared by eye and broken over lines."""
    return " ".join(sign[place : place + 8] for place in range(0, len(sign), 8))
