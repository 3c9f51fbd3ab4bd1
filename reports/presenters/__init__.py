"""Figures as the pages show them: every table by its name, every page by the tables it holds."""

from collections.abc import Callable
from typing import Final

from reports.names import Names
from reports.presenters import compliance, followed, off_label, outcomes, participation, prevented, quality
from reports.scope import Scope
from reports.sheets import Sheet

Maker = Callable[[Scope, Names], Sheet]

SHEETS: Final[dict[str, Maker]] = {
    "compliance": compliance.indicators,
    "compliance-by-month": compliance.by_month,
    "compliance-by-centre": compliance.by_centre,
    "compliance-by-category": compliance.by_category,
    "tests-by-centre": compliance.tests_by_centre,
    "compliance-by-programme": compliance.by_programme,
    "compliance-by-brand": compliance.by_brand,
    "off-label": off_label.by_status,
    "off-label-by-centre": off_label.by_centre,
    "off-label-by-indication": off_label.by_indication,
    "off-label-declared": off_label.declared,
    "answers": prevented.answered,
    "prevented-by-reason": prevented.by_reason,
    "prevented-by-refusal": prevented.by_refusal,
    "overrides": prevented.overridden,
    "deviations": prevented.deviating,
    "patients": participation.patients,
    "persistence": participation.persisting,
    "accredited": participation.accredited,
    "materials": participation.reached_by_materials,
    "pregnancies": outcomes.pregnancies,
    "pregnancies-reported": followed.reported,
    "days-between": followed.between,
    "pregnancy-outcomes": followed.endings,
    "pregnancy-list": followed.listed,
    "side-effects": outcomes.side_effects,
    "side-effects-by-organ": followed.organs,
    "side-effects-reported": followed.terms,
    "timeliness": followed.waits,
    "quality": quality.missing,
}
"""Every table of figures, by its name in addresses."""

OVERVIEW, COMPLIANCE, OFF_LABEL, PREVENTED = "overview", "compliance", "off-label", "prevented"
PARTICIPATION, OUTCOMES, QUALITY = "participation", "outcomes", "quality"

PAGES: Final[dict[str, tuple[str, ...]]] = {
    OVERVIEW: ("compliance-by-month", "compliance-by-centre"),
    COMPLIANCE: (
        "compliance",
        "compliance-by-month",
        "compliance-by-centre",
        "tests-by-centre",
        "compliance-by-category",
        "compliance-by-programme",
        "compliance-by-brand",
    ),
    OFF_LABEL: ("off-label", "off-label-by-centre", "off-label-by-indication", "off-label-declared"),
    PREVENTED: ("answers", "prevented-by-reason", "prevented-by-refusal", "overrides", "deviations"),
    OUTCOMES: (
        "pregnancies",
        "pregnancies-reported",
        "days-between",
        "pregnancy-outcomes",
        "pregnancy-list",
        "side-effects",
        "side-effects-by-organ",
        "side-effects-reported",
        "timeliness",
    ),
    PARTICIPATION: ("patients", "persistence", "accredited", "materials"),
    QUALITY: ("quality",),
}
"""Which tables stand on which page, in this order."""


def sheets_of(page: str, scope: Scope, names: Names) -> list[Sheet]:
    """Make the tables of a page.

    :raises KeyError: when there is no such page.
    """
    return [SHEETS[name](scope, names) for name in PAGES[page]]


def page_of(name: str) -> str:
    """Say on which page a table stands.

    :raises KeyError: when there is no such table.
    """
    SHEETS[name]
    return next(page for page, names in reversed(PAGES.items()) if name in names)
