"""Lives follow from the seed alone, in life-like shares, and what was planted can be read from the answers."""

import dataclasses
import datetime as dt
import math
import random
from collections import Counter
from pathlib import Path

import pytest

from demo.simulator.life import live
from demo.simulator.person import draw_somebody
from demo.simulator.plan import Centre, Plan, draw_plan
from demo.simulator.tables import COLUMNS, Sheet
from programmes.in_force import programmes
from programmes.library import load
from rulebook import Programmes
from tests.simulator.warning_files import files_that_warn

UNTIL = dt.date(2026, 10, 31)


def _plan(known: Programmes, **changes: float) -> Plan:
    return draw_plan(seed=5, patients=400, months=12, until=UNTIL, programmes=known.ids, **changes)


def _dice(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311  # a simulation, no secret


def _verdicts(sheet: Sheet) -> list[dict[str, str]]:
    columns = COLUMNS["patients_verdict"]
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in sheet.rows.get(("patients_verdict", 0), [])]


def test_a_life_is_the_same_whoever_lives_it_and_when() -> None:
    first, again = _plan(programmes()), _plan(programmes())
    assert first == again
    for number in (7, 3):
        one = live(plan=first, number=number, programmes=programmes())
        other = live(plan=again, number=number, programmes=programmes())
        assert one.sheet.rows == other.sheet.rows
        assert one.happened == other.happened
    other = live(plan=dataclasses.replace(first, seed=6), number=3, programmes=programmes())
    assert other.sheet.rows != live(plan=first, number=3, programmes=programmes()).sheet.rows


def test_people_come_in_life_like_shares() -> None:
    plan = _plan(programmes())
    people = [draw_somebody(_dice(number), plan) for number in range(4_000)]
    counted = Counter(one.category for one in people)
    women = counted["childbearing"] + counted["non_childbearing"]
    assert women / len(people) == pytest.approx(0.45, abs=0.03)
    assert counted["childbearing"] / women == pytest.approx(0.06, abs=0.02)
    planted = sum(one.centre.quality.off_label for one in people) / len(people)
    assert planted == pytest.approx(0.08, abs=0.02)
    assert {one.centre.country for one in people} == {centre.country for centre in plan.centres}


def _without_a_test(plan: Plan, known: Programmes, centre: Centre) -> tuple[int, int]:
    """Count, of one centre's dispensings that were to rest on a test, those that did not (P4 turned round)."""
    alone = dataclasses.replace(plan, centres=(centre,))
    missing = asked = 0
    for number in range(160):
        for row in _verdicts(live(plan=alone, number=number, programmes=known).sheet):
            if row["mode"] == "dispense" and row["judged_as"] == "childbearing" and row["exempt"] == "f":
                asked += 1
                missing += "test_missing" in row["advice"]
    return missing, asked


def test_a_centre_that_skips_tests_is_found_by_what_counters_kept(tmp_path: Path) -> None:
    gates = ("test_missing", "test_not_qualifying")
    known = load(files_that_warn(tmp_path, countries=["PL"], reasons=gates))
    plan = _plan(known, able=1.0)
    careless = next(one for one in plan.centres if one.country == "PL" and one.careless)
    careful = dataclasses.replace(
        careless, careless=False, quality=dataclasses.replace(careless.quality, skips_tests=0.015)
    )
    found = {}
    for centre in (careless, careful):
        missing, asked = _without_a_test(plan, known, centre)
        planted = centre.quality.skips_tests
        assert asked > 300
        assert abs(missing / asked - planted) < 3.5 * math.sqrt(planted * (1 - planted) / asked)
        found[centre.careless] = missing / asked
    assert found[True] > 2 * found[False]
