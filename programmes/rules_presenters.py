"""The rules of programmes side by side."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.countries import COUNTRIES
from foundation.tables import Column, Table, table
from programmes.controls import controls_of
from programmes.overlays import Family, Overlay
from programmes.rules_in_words import Difference
from rulebook import Programme


def family_tables(*, family: Family) -> list[Table]:
    """Lay out who is laid over a programme, and then, one by one, where each differs from it."""
    return [
        _overview(family),
        *(
            differences_table(
                caption=_named(one.own), differences=one.differences, before=_named(family.base), after=_named(one.own)
            )
            for one in family.overlays
            if one.differences
        ),
    ]


def differences_table(*, caption: str, differences: Iterable[Difference], before: str, after: str) -> Table:
    """Lay out rule by rule what is otherwise."""
    return table(
        caption=caption,
        columns=[Column(_("Rule")), Column(before), Column(after)],
        rows=[(one.about, one.before, one.after) for one in differences],
    )


def _overview(family: Family) -> Table:
    return table(
        caption=_named(family.base),
        columns=[Column(_("Programme")), Column(_("Rules that differ")), Column(_("Override by two pharmacists"))],
        rows=[
            (_named(family.base), _("this is the base"), _overrides(family.base)),
            *((_named(one.own), _count(one), _overrides(one.own)) for one in family.overlays),
        ],
    )


def _count(one: Overlay) -> str:
    count = len(one.differences)
    return ngettext("%(n)s rule", "%(n)s rules", count) % {"n": count} if count else _("none")


def _overrides(programme: Programme) -> str:
    allowed = controls_of(programme_id=programme.id).overrides
    return ", ".join(str(name) for country, name in COUNTRIES if country in allowed) or _("nowhere")


def _named(programme: Programme) -> str:
    return _(programme.title)
