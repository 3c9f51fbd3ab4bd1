"""Compliance as its page shows it: every indicator with its sentence, then full compliance laid apart."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.models import Category
from reports import charts, maps
from reports.compliance import ALL, by_centre_and_month, compliance, last_tests
from reports.indicators import of_compliance
from reports.names import Names, category, share_heads
from reports.queries import BRAND, CATEGORY, CENTRE, MONTH, PROGRAMME
from reports.scope import Scope
from reports.shares import Share
from reports.sheets import Head, Kind, Sheet, Text, cells_of

FULL, TESTS = "P9", "P4"


def indicators(scope: Scope, names: Names) -> Sheet:
    """Lay out P1 to P11."""
    counted = compliance(scope)[ALL]
    told: dict[str, tuple[Text, Text, Share]] = {
        code: (one.title, one.sentence, counted[code]) for code, one in of_compliance().items()
    }
    told["P10"] = (
        _("Last test after the end"),
        _(
            "Of the women who could become pregnant and ended treatment, those with a qualifying test after the "
            "programme's time."
        ),
        last_tests(scope),
    )
    in_order = sorted(told.items(), key=lambda one: int(one[0][1:]))
    return Sheet(
        name="compliance",
        caption=_("Compliance with each part of the programme"),
        sentence=_(
            "What was not recorded counts as not compliant, and is counted in the last column; a dash: the "
            "verdicts do not tell."
        ),
        heads=[Head(_("Indicator"), Kind.TEXT), Head(_("What it counts"), Kind.TEXT), *_heads()],
        rows=[(f"{code} {title}", sentence, *cells_of(share)) for code, (title, sentence, share) in in_order],
        chart=maps.dot_plot(
            [(code, share) for code, (_title, _sentence, share) in in_order],
            title=_("Compliance with each part of the programme"),
            description=_("A dot for the share of each indicator, a line for its exact 95 % interval."),
            x_label=_("Share"),
        ),
        is_open=True,
    )


def by_month(scope: Scope, names: Names) -> Sheet:
    """Lay out full compliance by month, with a p-chart."""
    rows = [(f"{month:%Y-%m}", share) for month, share in _full(scope, MONTH)]
    chart = charts.p_chart(
        rows,
        title=_("Full compliance by month"),
        x_label=_("Month, and number of dispensings"),
        describe=_months_outside,
    )
    return _laid_apart("compliance-by-month", _("Full compliance by month (P9)"), _("Month"), rows, chart)


def by_centre(scope: Scope, names: Names) -> Sheet:
    """Lay out full compliance by centre, with a funnel; a centre is marked outside the exact 99.8 % limits alone."""
    rows = sorted(((names.centre(key), share) for key, share in _full(scope, CENTRE)), key=lambda one: one[0])
    chart = charts.funnel(
        rows, title=_("Full compliance by centre"), x_label=_("Number of dispensings"), describe=centres_outside
    )
    sheet = _laid_apart("compliance-by-centre", _("Full compliance by centre (P9)"), _("Centre"), rows, chart)
    return with_limits(sheet, rows)


def by_category(scope: Scope, names: Names) -> Sheet:
    """Lay out full compliance by the recorded category."""
    found = dict(_full(scope, CATEGORY))
    keys = [*(key for key in Category.values if key in found), *(key for key in found if key not in Category.values)]
    rows = [(category(key), found[key]) for key in keys]
    return _laid_apart("compliance-by-category", _("Full compliance by category (P9)"), _("Category"), rows, None)


def by_programme(scope: Scope, names: Names) -> Sheet:
    """Lay out full compliance by programme."""
    rows = [(names.programmes.get(key, key), share) for key, share in _full(scope, PROGRAMME)]
    return _laid_apart("compliance-by-programme", _("Full compliance by programme (P9)"), _("Programme"), rows, None)


def by_brand(scope: Scope, names: Names) -> Sheet:
    """Lay out full compliance by the brand of the packs that were scanned."""
    rows = [(names.brands.get(str(key)) or _("No pack scanned"), share) for key, share in _full(scope, BRAND)]
    return _laid_apart("compliance-by-brand", _("Full compliance by brand (P9)"), _("Brand"), rows, None)


def tests_by_centre(scope: Scope, names: Names) -> Sheet:
    """Lay out where and when tests failed (P4): centre by month, with a heat map."""
    found = by_centre_and_month(scope, TESTS)
    months = sorted({f"{month:%Y-%m}" for row in found.values() for month in row})
    rows = sorted(
        (names.centre(key), {f"{month:%Y-%m}": share for month, share in row.items()}) for key, row in found.items()
    )
    return Sheet(
        name="tests-by-centre",
        caption=_("Qualifying tests by centre and month (P4)"),
        sentence=of_compliance()[TESTS].sentence,
        heads=[Head(_("Centre"), Kind.TEXT), *(Head(month, Kind.SHARE) for month in months)],
        rows=[(name, *(shares[month].value if month in shares else None for month in months)) for name, shares in rows],
        map=maps.heat_map(
            rows,
            months,
            title=_("Qualifying tests by centre and month"),
            description=_("Per cent of the dispensings that need a test. Hatched: none in that month."),
        ),
    )


def with_limits(sheet: Sheet, rows: list[tuple[str, Share]]) -> Sheet:
    """Add to a table by centre on which side of the funnel's limits each one lies."""
    counted = [row for row in rows if row[1].denominator]
    mean = charts.mean_of(counted) if counted else 0.0
    words = {-1: _("below"), 0: _("within"), 1: _("above")}
    return Sheet(
        name=sheet.name,
        caption=sheet.caption,
        sentence=sheet.sentence,
        heads=[*sheet.heads, Head(_("99.8 % limits"), Kind.TEXT)],
        rows=[
            (*cells, words[charts.side_of(share, mean)]) for cells, (_n, share) in zip(sheet.rows, rows, strict=True)
        ],
        chart=sheet.chart,
    )


def centres_outside(number: int) -> str:
    """Say how many centres a funnel marks."""
    return ngettext(
        "%(number)s centre lies outside the exact 99.8 %% limits.",
        "%(number)s centres lie outside the exact 99.8 %% limits.",
        number,
    ) % {"number": number}


def _months_outside(number: int) -> str:
    return ngettext(
        "%(number)s month lies outside the three-sigma limits.",
        "%(number)s months lie outside the three-sigma limits.",
        number,
    ) % {"number": number}


def _full(scope: Scope, by: str) -> list[tuple[Any, Share]]:
    return [(key, row[FULL]) for key, row in compliance(scope, codes=[FULL], by=by).items()]


def _laid_apart(
    name: str, caption: str, head: str, rows: Iterable[tuple[str | Promise, Share]], chart: charts.Chart | None
) -> Sheet:
    return Sheet(
        name=name,
        caption=caption,
        sentence=of_compliance()[FULL].sentence,
        heads=[Head(head, Kind.TEXT), *_heads()],
        rows=[(label, *cells_of(share)) for label, share in rows],
        chart=chart,
    )


def _heads() -> list[Head]:
    return share_heads(_("Compliant"), _("Of"))
