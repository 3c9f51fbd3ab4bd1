"""Proposed changes of the rules, as they stand."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.countries import COUNTRIES
from foundation.tables import Column, Link, Table, Tag, table
from programmes.models import Part, RuleAnswer, RuleProposal
from programmes.queries import civil_day
from reports.proposing import is_open, waits_for


def table_of(*, rows: Iterable[RuleProposal]) -> Table:
    """List them, each with how it stands."""
    return table(
        caption=_("Proposed changes of the rules"),
        columns=[Column(_("Programme")), Column(_("From")), Column(_("Proposed by")), Column(_("How it stands"))],
        rows=[
            (
                Link(one.programme.name, reverse("reports:proposal", args=[one.id])),
                date_format(one.valid_from),
                one.proposed_by.name,
                _stands(one),
            )
            for one in rows
        ],
    )


def facts(*, proposal: RuleProposal) -> list[dict[str, str]]:
    """Say who proposed it and why, who answered, and for whom it waits."""
    lines = [
        (_("Programme"), proposal.programme.name),
        (_("From"), date_format(proposal.valid_from)),
        (_("Proposed by"), f"{proposal.proposed_by.name}, {_day(proposal, proposal)}"),
        (_("Why"), proposal.why),
        (_("Refused when it was proposed"), str(proposal.refused)),
        *((_whose(one.part, one.country), _said(proposal, one)) for one in proposal.answers.all()),
    ]
    if is_open(proposal=proposal):
        waiting = [_whose(part, country) for part, country in waits_for(proposal=proposal)]
        lines.append((_("Waits for"), ", ".join(waiting)))
    return [{"label": label, "value": value, "change_url": ""} for label, value in lines]


def refused_words(number: int) -> str:
    """Say how many treatments would be refused."""
    if not number:
        return _("No running treatment would be refused.")
    return _("Running treatments that would be refused, at least: %(number)s.") % {"number": number}


def _stands(one: RuleProposal) -> Tag:
    if hasattr(one, "in_force"):
        return Tag(_("agreed"), "yes")
    return Tag(_("waits"), "wait") if is_open(proposal=one) else Tag(_("refused"), "no")


def _whose(part: str, country: str) -> str:
    if part == Part.OFFICE:
        return _("Second person of the programme office")
    return _("Authority, %(country)s") % {"country": dict(COUNTRIES).get(country, country or _("any country"))}


def _said(proposal: RuleProposal, one: RuleAnswer) -> str:
    who = {"name": one.answered_by.name, "day": _day(proposal, one), "number": one.refused, "why": one.why}
    if one.agreed:
        return _("%(name)s agreed on %(day)s, with %(number)s refused") % who
    return _("%(name)s refused it on %(day)s: %(why)s") % who


def _day(proposal: RuleProposal, one: RuleProposal | RuleAnswer) -> str:
    at = one.proposed_at if isinstance(one, RuleProposal) else one.answered_at
    return date_format(civil_day(programme=proposal.programme, at=at))
