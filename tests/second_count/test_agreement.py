"""The registry's figures and a second count of the same rows, written otherwise, agree cell by cell."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from demo.simulator.making import Wanted, simulate
from programmes.in_force import read_anew
from reports.compliance import compliance, last_tests
from reports.indicators import of_compliance
from reports.keeping import differences, keep
from reports.labels import NOT_ASKED, labelled
from reports.pace import paces
from reports.prevented import answers, by_reason, overrides
from reports.scope import Scope
from tests import database
from tests.second_count import count
from tests.second_count.count import Asked, Registry
from tests.second_count.rows import export
from tests.simulator.warning_files import files_that_warn

pytestmark = pytest.mark.django_db

LARGE = bool(os.environ.get("SECOND_COUNT"))
SEEDS = (1, 2, 3, 4, 5) if LARGE else (2, 3)
PATIENTS = 3_000 if LARGE else 150
UNTIL = dt.date(2026, 10, 31)
PERIODS = ((UNTIL - dt.timedelta(days=364), UNTIL), (dt.date(2026, 3, 1), dt.date(2026, 5, 31)))
CUT_OFFS = (dt.datetime(2026, 11, 20, tzinfo=dt.UTC), dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let two countries warn where the others say no: else nothing would ever be dispensed against a reason."""
    made = files_that_warn(tmp_path_factory.mktemp("programmes"), countries=["FR", "PL"])
    with override_settings(PROGRAMME_FILES=made):
        _forget_programmes()
        yield made
    _forget_programmes()


def _forget_programmes() -> None:
    read_anew()
    of_compliance.cache_clear()


@pytest.fixture(scope="module", params=SEEDS)
def exported(
    request: pytest.FixtureRequest,
    files: Path,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """Simulate one registry and export its rows; half of the women can become pregnant, so that every cell fills."""
    wanted = Wanted(patients=PATIENTS, months=12, seed=request.param, until=UNTIL, able=0.5)
    with django_db_blocker.unblock():
        simulate(wanted=wanted, now=timezone.now(), processes=1)
        folder = export(tmp_path_factory.mktemp("rows"))
    yield folder
    with django_db_blocker.unblock():
        database.empty()


def _scopes() -> Iterator[tuple[Scope, Asked]]:
    for country in (None, "DE", "FR", "BE"):
        for since, until in PERIODS:
            for cut_off in CUT_OFFS:
                yield (
                    Scope(country=country, since=since, until=until, cut_off=cut_off),
                    Asked(since=since, until=until, cut_off=cut_off, country=country),
                )


def test_compliance_agrees_in_every_country_period_and_cut_off(exported: Path, files: Path) -> None:
    seen = set()
    for scope, asked in _scopes():
        second = count.compliance(Registry.read(exported, asked.cut_off), asked, files)
        first = {code: (one.numerator, one.denominator) for code, one in compliance(scope)[None].items()}
        assert {code: first[code] for code in second} == second, scope
        seen |= {code for code, (kept, of) in second.items() if 0 < kept < of}
    assert {"P3", "P4", "P5", "P6", "P9", "P11"} <= seen, "where a share is all or nothing, nothing is noticed"


def test_sums_that_were_brought_forward_agree_too(exported: Path, files: Path) -> None:
    for cut_off in sorted(CUT_OFFS):
        keep(at=cut_off - dt.timedelta(days=9))
        assert differences() == []
    for scope, asked in _scopes():
        first = {code: (one.numerator, one.denominator) for code, one in compliance(scope)[None].items()}
        second = count.compliance(Registry.read(exported, asked.cut_off), asked, files)
        assert {code: first[code] for code in second} == second, scope


def test_a_count_that_forgets_what_was_moved_to_the_advice_would_not_agree(exported: Path, files: Path) -> None:
    scope, asked = next(_scopes())
    registry = Registry.read(exported, asked.cut_off)
    forgetful = replace(registry, given=registry.given.with_columns(advice=pl.col("reasons")))
    first = compliance(scope)[None]["P9"]
    assert count.compliance(forgetful, asked, files)["P9"] != (first.numerator, first.denominator)


def test_the_ways_to_the_counter_agree_to_the_day(exported: Path, files: Path) -> None:
    seen = set()
    for scope, asked in _scopes():
        first = {one.row: (tuple(int(day) for day in sorted(one.days)), one.in_time, one.late) for one in paces(scope)}
        assert first == count.paces(Registry.read(exported, asked.cut_off), asked, files), scope
        seen |= {row for row, (days, _in_time, _late) in first.items() if days}
    assert seen == {"test_to_prescription", "prescription_to_dispensing"}


def test_a_count_of_the_ways_that_forgets_the_last_test_would_not_agree(exported: Path, files: Path) -> None:
    scope, asked = next(_scopes())
    registry = Registry.read(exported, asked.cut_off)
    early = replace(registry, tests=registry.tests.sort("sampled_on").group_by("patient").first())
    days = tuple(int(day) for day in sorted(paces(scope)[0].days))
    assert count.paces(early, asked, files)["test_to_prescription"][0] != days


def test_last_tests_agree(exported: Path, files: Path) -> None:
    for scope, asked in _scopes():
        share = last_tests(scope)
        second = count.last_tests(Registry.read(exported, asked.cut_off), asked, files)
        assert (share.numerator, share.denominator) == second, scope


def test_what_was_prevented_agrees(exported: Path, files: Path) -> None:
    for scope, asked in _scopes():
        registry = Registry.read(exported, asked.cut_off)
        first = {one.code: (one.verdicts, one.patients, one.put_right) for one in by_reason(scope)}
        assert first == count.prevented(registry, asked), scope
        assert answers(scope).asked == count.checks(registry, asked)
        assert {one.code: one.verdicts for one in overrides(scope)} == count.overruled(registry, asked), scope


def test_label_status_agrees(exported: Path, files: Path) -> None:
    for scope, asked in _scopes():
        counted: dict[str, int] = {}
        for one in labelled(scope):
            if one.label != NOT_ASKED:
                counted[one.label] = counted.get(one.label, 0) + one.count
        assert counted == count.label_status(Registry.read(exported, asked.cut_off), asked, files), scope
