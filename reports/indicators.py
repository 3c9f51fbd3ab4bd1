"""P1 to P9 and P11, each defined once: which dispensings, without which reasons, and what was missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.in_force import programmes
from rulebook import REASONS, Programme
from rulebook.words import CHILDBEARING, NON_CHILDBEARING

JUDGED_CHILDBEARING: Final = Q(judged_as=CHILDBEARING)
TESTED: Final = JUDGED_CHILDBEARING & Q(exempt=False)
"""Judged as childbearing, and the rules about tests were asked."""
NOT_JUDGED: Final = Q(judged_as="")
"""No category was in force: what needs one was not asked, and counts as not compliant where it could have been."""


def without(*codes: str) -> Q:
    """Keep verdicts where none of the codes stands among the reasons, nor was moved to the advice."""
    return ~Q(reasons__overlap=list(codes)) & ~Q(advice__overlap=list(codes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One share of dispensings: those among which it is asked, those that keep to it, and those that lack the fact."""

    code: str
    title: Promise
    sentence: Promise
    among: Q
    kept: Q
    missing: Q | None = None

    @property
    def numerator(self) -> Q:
        """Give what counts as compliant."""
        return self.among & self.kept

    @property
    def lacking(self) -> Q | None:
        """Give what counts as not compliant because nothing was recorded."""
        return None if self.missing is None else self.among & self.missing


@lru_cache(maxsize=1)
def of_compliance() -> dict[str, Indicator]:
    """Give the indicators by their codes, in the order of the specification."""
    return {one.code: one for one in (*_of_the_record(), *_of_protection(), *_of_the_supply(), *_of_the_whole())}


def _of_the_record() -> Iterator[Indicator]:
    yield Indicator(
        code="P1",
        title=_("Agreement signed before the first dispensing"),
        sentence=_("Of the patients with a first dispensing, those whose agreement was signed by then."),
        among=Q(is_first=True),
        kept=without("agreement_missing") & ~NOT_JUDGED,
        missing=NOT_JUDGED,
    )
    yield Indicator(
        code="P2",
        title=_("Category justified"),
        sentence=_("Of the dispensings to women who cannot become pregnant, those with a criterion that holds."),
        among=Q(category=NON_CHILDBEARING),
        kept=without("category_not_justified"),
    )


def _of_protection() -> Iterator[Indicator]:
    yield Indicator(
        code="P3",
        title=_("Contraception for the lead time"),
        sentence=_("Of the dispensings to women who can become pregnant, those with accepted contraception all along."),
        among=JUDGED_CHILDBEARING,
        kept=without(
            "contraception_missing", "contraception_too_recent", "contraception_lapsed", "abstinence_not_confirmed"
        ),
        missing=~without("contraception_missing"),
    )
    yield Indicator(
        code="P4",
        title=_("Qualifying negative test in the window"),
        sentence=_("Of the dispensings that need a test, those with a qualifying one shortly before the prescription."),
        among=TESTED,
        kept=without("test_missing", "test_not_qualifying"),
        missing=~without("test_missing"),
    )
    yield Indicator(
        code="P5",
        title=_("Tests at the interval"),
        sentence=_("Of the later dispensings that need a test, those whose last two tests were close enough."),
        among=TESTED & Q(is_first=False),
        kept=without("test_interval_exceeded"),
    )


def _of_the_supply() -> Iterator[Indicator]:
    yield Indicator(
        code="P6",
        title=_("Dispensed within the window"),
        sentence=_("Of the dispensings whose prescription must be used within days, those that were in time."),
        among=with_window(),
        kept=without("prescription_expired"),
    )
    yield Indicator(
        code="P7",
        title=_("Supply within the limit"),
        sentence=_("Of all dispensings, those for no more days than the category allows."),
        among=Q(),
        kept=without("supply_too_long") & ~NOT_JUDGED,
        missing=NOT_JUDGED,
    )
    yield Indicator(
        code="P8",
        title=_("Prescriber certified, pharmacy registered"),
        sentence=_("Of all dispensings, those where the prescriber was certified and the pharmacy registered."),
        among=Q(),
        kept=without("prescriber_not_certified", "pharmacy_not_registered"),
    )


def _of_the_whole() -> Iterator[Indicator]:
    yield Indicator(
        code="P9",
        title=_("Full compliance"),
        sentence=_("Of all dispensings, those with no reason at all, neither blocking nor moved nor overruled."),
        among=Q(),
        kept=Q(reasons=[]) & without(*REASONS) & ~NOT_JUDGED,
        missing=NOT_JUDGED,
    )
    yield Indicator(
        code="P11",
        title=_("Test, prescription and dispensing on one day"),
        sentence=_("Of the dispensings with a qualifying test in the window, those where all three were on one day."),
        among=TESTED & without("test_missing", "test_not_qualifying"),
        kept=without("not_same_day"),
    )


def with_window() -> Q:
    """Keep verdicts of a category for which the programme's version sets a last day for dispensing."""
    wanted = Q(pk__in=[])
    for version in every_version():
        if version.supply_childbearing.dispense_within_days is not None:
            wanted |= Q(programme_version=version.version, judged_as=CHILDBEARING)
        if version.supply_other.dispense_within_days is not None:
            wanted |= Q(programme_version=version.version) & ~Q(judged_as__in=["", CHILDBEARING])
    return wanted


def every_version() -> list[Programme]:
    """List every version of every programme, each programme's by the day from which they hold."""
    loaded = programmes()
    return [version for one in loaded.ids for version in loaded.versions(one)]
