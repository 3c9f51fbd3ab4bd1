"""Declarations as the office reads them, certificates as their holders do."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.checksymbols import format_number
from foundation.tables import Column, Link, Table, table
from programmes.learning_presenters import passed_in_words
from programmes.models import DeclarationAnswer, PrescriberCertification, PrescriberDeclaration
from programmes.queries import civil_day


def declaration_table(*, rows: Iterable[PrescriberDeclaration]) -> Table:
    """Lay out the prescribers whose licence waits to be checked."""
    return table(
        caption=_("Licences to check"),
        columns=[Column(_("Prescriber")), Column(_("Country")), Column(_("Programme")), Column(_("Declared on"))],
        rows=[
            [
                Link(one.recorded_by.name, reverse("programmes:declaration", args=[one.id])),
                one.country,
                one.programme.name,
                _day(one),
            ]
            for one in rows
        ],
    )


def declaration_facts(*, one: PrescriberDeclaration) -> list[dict[str, str]]:
    """List what a prescriber declared, and what was answered."""
    return [
        {"label": _("Prescriber"), "value": one.recorded_by.name},
        {"label": _("Country"), "value": one.country},
        {"label": _("Programme"), "value": one.programme.name},
        {"label": _("Licence number"), "value": one.licence_number},
        {"label": _("Knowledge check"), "value": passed_in_words(one.known_by)},
        {"label": _("Declared on"), "value": _day(one)},
        {"label": _("Answer"), "value": _answer_in_words(one)},
    ]


def certificate_facts(*, one: DeclarationAnswer, holder: str) -> list[dict[str, str]]:
    """List what stands on a certificate."""
    assert one.certification is not None  # a certificate is an answer with a certification
    return [
        {"label": _("Name"), "value": holder},
        *number_facts(one=one),
        {"label": _("Programme"), "value": one.certification.programme.title},
        {"label": _("Country"), "value": one.certification.country},
        *dates_of(one=one.certification),
        {"label": _("Knowledge check"), "value": passed_in_words(one.declaration.known_by)},
        {"label": _("Anybody can check it at"), "value": settings.SITE_URL.rstrip("/") + reverse("certificate")},
    ]


def number_facts(*, one: DeclarationAnswer) -> list[dict[str, str]]:
    """Give the number of a certificate as it is printed."""
    return [{"label": _("Certificate number"), "value": format_number(one.number or "")}]


def dates_of(*, one: PrescriberCertification) -> list[dict[str, str]]:
    """Give the days on which a certification begins and ends."""
    return [
        {"label": _("From"), "value": date_format(one.valid_from)},
        {"label": _("Until"), "value": date_format(one.valid_until) if one.valid_until else _("open")},
    ]


def _answer_in_words(one: PrescriberDeclaration) -> str:
    answer: DeclarationAnswer | None = getattr(one, "answer", None)
    if answer is None:
        return _("none yet")
    if answer.why:
        return _("Refused: %(why)s") % {"why": answer.why}
    return _("Certified. Licence compared: %(compared)s") % {"compared": answer.compared}


def _day(one: PrescriberDeclaration) -> str:
    return date_format(civil_day(programme=one.programme, at=one.recorded_at))
