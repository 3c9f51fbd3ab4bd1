"""Rows that go in while the triggers rest are asked what each asks; and a life goes in past triggers that work."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from demo.simulator.ground import lay_ground
from demo.simulator.guards import GuardBroken, rest, wake
from demo.simulator.life import live
from demo.simulator.loading import load
from demo.simulator.making import address_of_the_owner
from demo.simulator.plan import Plan, draw_plan
from demo.simulator.tables import COLUMNS, Sheet
from patients.models import Dispensing, Verdict
from programmes.in_force import programmes
from tests.simulator.conftest import WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("truth")]


def _plan(seed: int = WANTED.seed) -> Plan:
    return draw_plan(
        seed=seed, patients=WANTED.patients, months=12, until=WANTED.until, programmes=programmes().ids, able=0.5
    )


def _lives(plan: Plan, numbers: range) -> Sheet:
    together = Sheet()
    for number in numbers:
        together.absorb(live(plan=plan, number=number, programmes=programmes()).sheet)
    return together


def test_lives_go_in_past_triggers_that_work_as_the_applications_role() -> None:
    plan = _plan(seed=12)
    lay_ground(plan=plan)
    before = Dispensing.objects.count(), Verdict.objects.count()
    sheet = _lives(plan, range(12))
    server: Any = connection.connection
    load(server=server, sheet=sheet)
    server.execute("SET CONSTRAINTS ALL IMMEDIATE")
    after = Dispensing.objects.count(), Verdict.objects.count()
    assert after == (before[0] + sheet.count("patients_dispensing"), before[1] + sheet.count("patients_verdict"))
    assert after[0] > before[0] + 50


@pytest.fixture
def owner() -> Iterator[psycopg.Connection[Any]]:
    """Work as the owner of the tables does, and take everything back."""
    with psycopg.connect(**address_of_the_owner()) as server:
        rest(server=server, tables=COLUMNS)
        yield server
        server.rollback()


def _changed(sheet: Sheet, table: str, column: str, value: str) -> Sheet:
    """Change one column of the second row of a table."""
    place = COLUMNS[table].index(column)
    key = next(key for key in sheet.rows if key[0] == table and len(sheet.rows[key]) > 1)
    fields = sheet.rows[key][1].split("\t")
    fields[place] = value
    sheet.rows[key][1] = "\t".join(fields)
    return sheet


def test_sound_rows_wake_no_guard(owner: psycopg.Connection[Any]) -> None:
    load(server=owner, sheet=_lives(_plan(), range(500, 503)))
    wake(server=owner, tables=COLUMNS)


@pytest.mark.parametrize(
    ("table", "column", "value", "guard"),
    [
        ("patients_verdict", "enrolment_id", "other", "of_one_enrolment"),
        ("patients_dispensing", "dispensed_on", "2020-01-01", "stands_on_a_yes"),
        ("patients_visit", "visited_on", "2020-01-01", "signed_that_day"),
        ("patients_prescriptionclosure", "closed_on", "2020-01-01", "of_its_own"),
    ],
)
def test_one_row_that_a_trigger_would_have_refused_keeps_all_out(
    owner: psycopg.Connection[Any], table: str, column: str, value: str, guard: str
) -> None:
    if value == "other":
        row = owner.execute("SELECT id FROM patients_enrolment LIMIT 1").fetchone()
        assert row is not None
        value = str(row[0])
    load(server=owner, sheet=_changed(_lives(_plan(), range(500, 503)), table, column, value))
    with pytest.raises(GuardBroken, match=f"{table}: .* {guard} would"):
        wake(server=owner, tables=COLUMNS)


def test_a_trigger_that_nobody_has_said_stops_the_simulation(owner: psycopg.Connection[Any]) -> None:
    with pytest.raises(GuardBroken, match="nobody has said here what one_standing asks"):
        wake(server=owner, tables=["patients_healthid"])
