"""Reports of side effects as whoever made them sees them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Link, Table, Tag, Value, table
from safety.models import SideEffectReport


def own_reports(*, rows: Iterable[SideEffectReport]) -> Table:
    """Lay out what a place reported of a patient, each with the way to complete it."""
    return table(
        caption=_("Reported from here"),
        columns=[Column(_("What happened")), Column(_("Known since")), Column(_("Serious")), Column(_("Complete it"))],
        rows=[_row(one) for one in rows],
    )


def seriousness(serious: bool | None) -> Tag:
    """Say whether it is serious; unanswered counts as serious until somebody says."""
    if serious is None:
        return Tag(_("Not said: treated as serious"), "wait")
    return Tag(_("Serious"), "no") if serious else Tag(_("Not serious"), "plain")


def _row(report: SideEffectReport) -> list[Value]:
    way = reverse("safety:complete", args=[report.enrolment_id, report.id])
    return [
        report.words,
        date_format(report.known_on),
        seriousness(report.is_serious),
        Link(_("Add what is known now"), way),
    ]
