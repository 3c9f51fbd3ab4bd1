"""Figures as the pages show them: tables with words, shares with their intervals."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Table, table
from patients.reasons import words
from reports.figures import Figures, Share


def answers(figures: Figures) -> Table:
    """Lay out what counters were answered."""
    return _counted(
        _("Cards checked at counters, by answer"),
        _("Answer"),
        [(_("Yes"), figures.yes), (_("No, with reasons"), figures.no), (_("Refused before any rule"), figures.refused)],
        figures.checks,
    )


def reasons(figures: Figures) -> Table:
    """Lay out the reasons: a check counts once under every reason it had."""
    named = [(str(words(code).title), count) for code, count in figures.by_reason]
    return _counted(_("Supplies prevented, by reason"), _("Reason"), named, figures.checks)


def refusals(figures: Figures) -> Table:
    """Lay out the refusals of the counter itself."""
    named = [(str(words(code).title), count) for code, count in figures.by_refusal]
    return _counted(_("Refused before any rule"), _("Refusal"), named, figures.checks)


def labels(figures: Figures) -> Table:
    """Lay out the dispensings by the label status kept with their verdicts."""
    named = [(_label(code), count) for code, count in figures.by_label]
    return _counted(_("Dispensings by label status"), _("Label status"), named, figures.dispensings)


def deviations(figures: Figures) -> Table:
    """Lay out what was dispensed in another way than on a plain yes (B2 by reason), and what was entered late."""
    named = [
        (_("Against a reason, by two people: %(reason)s") % {"reason": words(code).title}, count)
        for code, count in figures.overridden
    ]
    others = [
        (_("Entered late, against a reason"), figures.late_against_reasons),
        (_("Entered late, in order"), figures.late),
        (_("Advice where the authority had moved a reason"), figures.under_a_regime),
    ]
    counted = [*named, *((label, count) for label, count in others if count)]
    return _counted(_("Dispensed in another way than on a plain yes"), _("What"), counted, figures.dispensings)


def compliance(figures: Figures) -> list[dict[str, str]]:
    """Lay out full compliance with its denominator, its interval, and what could not be counted."""
    share = figures.full_compliance
    return [
        _row(_("Dispensings with no reason at all, blocking or moved"), _count(share.numerator)),
        _row(_("Of all dispensings that stand"), _count(share.denominator)),
        _row(_("Share, with its exact 95 % interval"), percent(share)),
        _row(_("Missing: dispensings whose verdict names no programme version"), _count(figures.without_version)),
    ]


def percent(share: Share) -> str:
    """Write a share with its interval; of nothing there is none."""
    if share.interval is None:
        return _("none: there is nothing to share")
    value, low, high = (
        _one_place(100 * one) for one in (share.numerator / share.denominator, share.interval.low, share.interval.high)
    )
    return _("%(value)s %% (%(low)s %% to %(high)s %%)") % {"value": value, "low": low, "high": high}


def _counted(caption: str, head: str, rows: list[tuple[str, int]], of: int) -> Table:
    return table(
        caption=caption,
        columns=[Column(head), Column(_("Number"), numeric=True), Column(_("Of %(all)s") % {"all": of}, numeric=True)],
        rows=[(label, _count(count), _part(count, of)) for label, count in rows],
    )


def _part(count: int, of: int) -> str:
    return f"{_one_place(100 * count / of)} %" if of else "–"


def _one_place(number: float) -> str:
    """Round, then write: Django's own formatting cuts the digits off."""
    return number_format(round(number, 1), decimal_pos=1)


def _count(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def _row(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value, "change_url": ""}


def _label(code: str) -> str:
    return {
        "on_label": _("Within the label"),
        "partner_label": _("Within a partner's label"),
        "off_label": _("Off-label"),
        "label_unknown": _("Cannot be told"),
    }.get(code, code)
