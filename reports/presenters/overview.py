"""The landing page's five numbers, each of which leads to the page that explains it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.models import Category
from reports.compliance import ALL, compliance
from reports.labels import OFF_LABEL, labelled, share_of
from reports.people import on_treatment
from reports.prevented import answers
from reports.scope import Scope
from reports.shares import Share
from reports.sheets import Kind, written


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with its words, what it stands on, and the page behind it."""

    title: str
    number: str
    below: str
    page: str


def tiles(scope: Scope) -> list[Tile]:
    """Give the numbers of the landing page."""
    patients = on_treatment(scope)
    everyone, able = sum(patients.values()), patients.get(Category.CHILDBEARING, 0)
    asked = answers(scope)
    return [
        Tile(_("Patients on treatment"), _count(everyone), _("on the last day of the period"), "participation"),
        Tile(_("Women who can become pregnant"), _count(able), _of(Share(able, everyone)), "participation"),
        _tile(_("Full compliance"), compliance(scope, codes=["P9"])[ALL]["P9"], "compliance"),
        _tile(_("Off-label"), share_of(labelled(scope), OFF_LABEL), "off-label"),
        Tile(
            _("Supplies prevented"),
            _count(asked.no),
            ngettext("of %(number)s check", "of %(number)s checks", asked.asked) % {"number": _count(asked.asked)},
            "prevented",
        ),
    ]


def _tile(title: str, share: Share, page: str) -> Tile:
    return Tile(title, str(written(share.value, Kind.SHARE)), _of(share), page)


def _of(share: Share) -> str:
    return _("%(number)s of %(all)s") % {"number": _count(share.numerator), "all": _count(share.denominator)}


def _count(number: int) -> str:
    return str(written(number, Kind.COUNT))
