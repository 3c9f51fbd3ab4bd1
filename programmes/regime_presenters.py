"""What an authority sees of the regimes of its country."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Link, Table, Tag, table
from programmes.models import Programme, Regime, RegimeProposal
from programmes.queries import civil_day
from programmes.regimes import InForce

TONES = {Regime.NORMAL.value: "yes", Regime.WARN.value: "wait", Regime.SUSPENDED.value: "no"}


def in_force_table(*, rows: Iterable[tuple[Programme, InForce]]) -> Table:
    """Lay out what every programme is set to now."""
    return table(
        caption=_("What holds now"),
        columns=[Column(_("Programme")), Column(_("Set to")), Column(_("Last day"))],
        rows=[
            (
                programme.title,
                Tag(_said(now.regime), TONES[now.regime]),
                date_format(now.last_on) if now.last_on else "–",
            )
            for programme, now in rows
        ],
    )


def waiting_table(*, rows: Iterable[RegimeProposal]) -> Table:
    """Lay out what waits for a second person."""
    return table(
        caption=_("Waits for a second person"),
        columns=[Column(_("Programme")), Column(_("To be set to")), Column(_("Proposed by"))],
        rows=[
            (
                Link(row.programme.title, reverse("programmes:decide_regime", args=[row.id])),
                _said(row.regime),
                row.proposed_by.name,
            )
            for row in rows
        ],
    )


def past_table(*, rows: Iterable[RegimeProposal]) -> Table:
    """Lay out what was decided."""
    return table(
        caption=_("Decided"),
        columns=[
            Column(_("Programme")),
            Column(_("Set to")),
            Column(_("When")),
            Column(_("Proposed by")),
            Column(_("Decision")),
        ],
        rows=[
            (
                row.programme.title,
                _said(row.regime),
                date_format(civil_day(programme=row.programme, at=row.decision.decided_at)),
                row.proposed_by.name,
                _("agreed by %(name)s") % {"name": row.decision.decided_by.name}
                if row.decision.agreed
                else _("refused by %(name)s") % {"name": row.decision.decided_by.name},
            )
            for row in rows
        ],
    )


def present_proposal(*, proposal: RegimeProposal) -> list[dict[str, str]]:
    """Lay out what a colleague proposed."""
    return [
        _fact(_("Programme"), proposal.programme.title),
        _fact(_("To be set to"), _said(proposal.regime)),
        _fact(_("Last day"), date_format(proposal.last_on) if proposal.last_on else "–"),
        _fact(_("What every counter of the country is told"), proposal.words),
        _fact(_("Proposed by"), proposal.proposed_by.name),
    ]


def _said(regime: str) -> str:
    return str(Regime(regime).label).capitalize()


def _fact(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value, "change_url": ""}
