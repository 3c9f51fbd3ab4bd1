"""T10 to T13 of the safety desk and a second count of the same rows agree, cell by cell, at several cut-offs."""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from patients.operations import resolve_pregnancy, tell_partner_pregnancy
from programmes.reactions import WORDS
from reports import pregnancies, timeliness
from reports.scope import Scope
from safety.models import MeddraTerm
from safety.operations import (
    NewOutcome,
    complete_report,
    correct_outcome,
    report_pregnancy,
    tell_outcome,
    write_message,
)
from safety.pulling import pull
from safety.queries import to_be_passed_on
from tests import database
from tests.builders import Scene, a_man_ready_for_dispensing, a_woman_ready_for_dispensing
from tests.patients.proposals import a_second
from tests.reports.registry import AT
from tests.safety.pregnancies import a_pregnancy_told, a_suspicion
from tests.safety.reports import a_report, a_reported_side_effect, a_reviewed_case, an_officer
from tests.second_count import safety
from tests.second_count.count import Asked
from tests.second_count.rows import export

pytestmark = pytest.mark.django_db
DAY: Final = dt.timedelta(days=1)
TOLD: Final[tuple[dict[str, Any], ...]] = (
    {}, {"children": 2, "weeks": 30, "prospective": False}, {"exposed_until": None, "weeks": 30},
    {"prospective": None, "weeks": 20}, {"certainty": "suspected"},
    {"exposed_until": AT.date() - 80 * DAY, "exposed_from": None},
    {"exposed_from": AT.date() - 90 * DAY, "exposed_until": AT.date() - 70 * DAY},
)  # fmt: skip
DICTIONARY: Final = (
    ("27.1", "90000001", "Invented term", "An invented class"), ("27.0", "90000001", "Invented before", "Another"),
    ("27.1", "90000002", "Invented term without a class", ""),
)  # fmt: skip
CODED: Final = (("90000001", "27.1"), ("90000002", "27.1"), ("90000003", "27.1"), ("", ""))
"""As what cases are coded: with a class, without one, as nothing that was loaded, and not at all."""
GROUPS: Final = {
    reaction: group
    for group, reactions in tomllib.loads(settings.REACTIONS_FILE.read_text())["groups"].items()
    for reaction in reactions
}
ENDED: Final = ("live_birth", "termination", "ectopic", "spontaneous_loss", "stillbirth")


def _a_pregnancy(by_chance: random.Random, number: int) -> None:
    """Let one be suspected, and told of as far as chance has it; a day or two lie between the steps."""
    woman = a_woman_ready_for_dispensing(at=AT + number * DAY)
    at, suspicion = woman.at, a_suspicion(woman)
    if number % 5 == 4:
        second = a_second(woman.prescriber)
        resolve_pregnancy(by=woman.prescriber, at=at + DAY, pregnancy=suspicion, how="false_alarm", second=second)
        return
    told = a_pregnancy_told(at.date(), **TOLD[number % len(TOLD)])
    report_pregnancy(by=woman.prescriber, at=at + by_chance.choice((1, 2, 5)) * DAY, suspicion=suspicion, report=told)
    if number % 3 == 2:
        return
    weeks = told.weeks or 0
    fits = [one for one in ENDED if one == "termination" or (weeks >= 22) == (one in {"live_birth", "stillbirth"})]
    anomaly = by_chance.choice(("yes", "no", ""))
    facts: dict[str, Any] = {"ended_on": at.date(), "weeks": weeks, "words": "As told"}
    ending = NewOutcome(ending=by_chance.choice(fits), anomaly=anomaly, **facts)
    row = tell_outcome(by=woman.prescriber, at=at + 6 * DAY, suspicion=suspicion, outcome=ending)
    if number % 2:
        other = NewOutcome(ending="termination", **facts)
        correct_outcome(by=woman.prescriber, at=at + 40 * DAY, earlier=row, outcome=other, reason="histology")


def _side_effects(by_chance: random.Random, woman: Scene) -> None:
    """Let some be reported, written, coded and passed on, early and late; one becomes serious when more is known."""
    for version, code, name, organ_class in DICTIONARY:
        MeddraTerm.objects.create(version=version, code=code, name=name, current=True, organ_class=organ_class)
    reactions = by_chance.sample(sorted(WORDS.keys() - {"influenza", "pneumonia"}), 4)
    for number, (after, reaction) in enumerate(zip((3, 15, 16, 50), reactions, strict=True)):
        at = AT + number * DAY
        coded = CODED[number % len(CODED)]
        seriousness = by_chance.choice((("hospitalisation",), ()))
        a_reviewed_case(woman, at=at, coded=coded, reaction=reaction, criteria=seriousness)
        write_message(by=an_officer(), at=at + after * DAY, versions=to_be_passed_on())
    row = a_reported_side_effect(woman, at=AT, words="Cough", reaction="influenza", criteria=None)
    a_reported_side_effect(woman, at=AT, words="Gone", criteria=("death",), outcome="fatal")
    pull(at=AT + DAY)
    more = a_report(words="Cough", reaction="pneumonia", criteria=("hospitalisation",), known_on=AT.date())
    complete_report(by=woman.prescriber, at=AT + 20 * DAY, earlier=row, report=more, reason="admitted")
    pull(at=AT + 21 * DAY)


@pytest.fixture(scope="module")
def exported(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    by_chance = random.Random(7)  # noqa: S311  (nothing here is secret)
    with django_db_blocker.unblock():
        for number in range(10):
            _a_pregnancy(by_chance, number)
        man = a_man_ready_for_dispensing(at=AT)
        his = tell_partner_pregnancy(by=man.prescriber, at=AT, patient=man.patient, known_on=AT.date(), words="a test")
        report_pregnancy(by=man.prescriber, at=AT + DAY, suspicion=his, report=a_pregnancy_told(AT.date()))
        _side_effects(by_chance, a_woman_ready_for_dispensing(at=AT))
        folder = export(tmp_path_factory.mktemp("told"), safety.TABLES, safety.KINDS)
    yield folder
    with django_db_blocker.unblock():
        database.empty()


def _scopes() -> Iterator[tuple[Scope, Asked]]:
    last = AT.date() + 9 * DAY
    for since, until in ((AT.date() - 40 * DAY, last), (AT.date() + 3 * DAY, AT.date() + 6 * DAY)):
        for country in (None, "DE"):
            for days in (2, 12, 30, 100):
                cut_off = AT + days * DAY
                asked: dict[str, Any] = {"country": country, "since": since, "until": until, "cut_off": cut_off}
                yield Scope(**asked), Asked(**asked)


def test_pregnancies_and_their_endings_agree(exported: Path) -> None:
    seen: set[str] = set()
    for scope, asked in _scopes():
        told = pregnancies.told_of(scope)
        first = {one.row: (one.in_period, one.until_its_end, one.known) for one in pregnancies.reported(told, scope)}
        assert {row: cells for row, cells in first.items() if cells[1]} == safety.pregnancies(exported, asked), scope
        ended = {
            one.row: (one.maternal, one.paternal, tuple(sorted(one.weeks)))
            for one in pregnancies.endings(told)
            if one.maternal or one.paternal
        }
        assert ended == safety.endings(exported, asked), scope
        seen |= ended.keys() | {row for row, cells in first.items() if cells[1]}
    assert {"false_alarm", "in_partner", "retrospective", "first", "undated", "ongoing", "termination"} <= seen


def test_side_effects_and_waits_agree(exported: Path) -> None:
    late, seen = 0, set[str]()
    for scope, asked in _scopes():
        both = {(one.organ, one.term): _cells(one) for one in timeliness.terms(scope)}
        assert both == safety.terms(exported, asked, GROUPS), scope
        classes = {(one.organ,): _cells(one) for one in timeliness.organs(scope)}
        assert classes == safety.terms(exported, asked, GROUPS, by=("organ",)), scope
        seen |= {organ for (organ,) in classes}
        first = {
            one.row: (tuple(sorted(one.days)), one.in_time, one.waiting, one.late) for one in timeliness.waits(scope)
        }
        second = safety.waits(exported, asked)
        assert {row: cells[1:] for row, cells in first.items()} == {row: cells[1:] for row, cells in second.items()}
        for row, cells in first.items():
            assert cells[0] == pytest.approx(second[row][0]), (scope, row)
        late += sum(cells[3] for cells in first.values())
    assert late
    assert {"An invented class", "", *GROUPS.values()} & seen > {"An invented class", ""}


def test_a_count_that_forgets_the_dictionary_would_not_agree(exported: Path, tmp_path: Path) -> None:
    for name in safety.TABLES:
        rows = pl.read_parquet(exported / f"{name}.parquet")
        (rows.clear() if name == "dictionary" else rows).write_parquet(tmp_path / f"{name}.parquet")
    asked = next(asked for _scope, asked in _scopes() if asked.cut_off == AT + 100 * DAY)
    assert safety.terms(tmp_path, asked, GROUPS) != safety.terms(exported, asked, GROUPS)


def _cells(one: timeliness.Term) -> tuple[int, ...]:
    return one.serious, one.others, one.unsaid, one.fatal, one.patients, one.in_time, one.due


def test_a_count_that_forgets_what_was_corrected_would_not_agree(exported: Path, tmp_path: Path) -> None:
    for name in safety.TABLES:
        rows = pl.read_parquet(exported / f"{name}.parquet")
        if name == "outcomes":
            rows = rows.with_columns(supersedes=pl.lit(None, dtype=pl.String))
        rows.write_parquet(tmp_path / f"{name}.parquet")
    *_others, (_scope, asked) = [one for one in _scopes() if one[1].country is None]
    assert safety.endings(tmp_path, asked) != safety.endings(exported, asked)
