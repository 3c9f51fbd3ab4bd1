"""The ledger is complete, and docs/invariants.md is what it says (UPDATE_DOCS=1 prints it anew)."""

import fnmatch

import pytest
from django.apps import apps
from django.db import connection

from tests.obligations import test_invariants_of_obligations
from tests.onboarding import test_invariants_of_imports
from tests.patients import (
    test_invariants_between_transactions,
    test_invariants_of_administration,
    test_invariants_of_categories,
    test_invariants_of_certificates,
    test_invariants_of_clients,
    test_invariants_of_deviations,
    test_invariants_of_every_row,
    test_invariants_of_identity,
    test_invariants_of_materials,
    test_invariants_of_packs,
    test_invariants_of_proposed_rules,
    test_invariants_of_the_ground,
    test_invariants_of_the_patient,
    test_invariants_of_the_record,
    test_invariants_of_transfer,
)
from tests.patients.invariants import LEDGER
from tests.portal import test_invariants_of_the_page
from tests.prescribers import test_invariants_of_prepared_acts
from tests.printed import check_printed
from tests.reminders import test_invariants_of_the_calendar
from tests.reports import test_invariants_of_reports
from tests.safety import test_invariants_of_the_desk

ROOMS = (
    "accounts", "audit", "outbox", "programmes", "patients", "prescribers", "pharmacies", "safety", "portal",
    "reminders", "reports", "obligations", "onboarding",
)  # fmt: skip
PROVED_IN = (
    test_invariants_of_the_calendar,
    test_invariants_of_categories,
    test_invariants_of_certificates,
    test_invariants_of_proposed_rules,
    test_invariants_of_clients,
    test_invariants_of_prepared_acts,
    test_invariants_of_the_page,
    test_invariants_of_the_desk,
    test_invariants_of_reports,
    test_invariants_between_transactions,
    test_invariants_of_obligations,
    test_invariants_of_imports,
    test_invariants_of_administration,
    test_invariants_of_every_row,
    test_invariants_of_identity,
    test_invariants_of_materials,
    test_invariants_of_packs,
    test_invariants_of_deviations,
    test_invariants_of_the_record,
    test_invariants_of_the_patient,
    test_invariants_of_the_ground,
    test_invariants_of_transfer,
)

HELD = """
    SELECT conname FROM pg_constraint
        WHERE contype IN ('c', 'u', 'x', 'f') AND conrelid::regclass::text = ANY(%(tables)s)
    UNION SELECT indexname FROM pg_indexes
        WHERE indexdef LIKE 'CREATE UNIQUE%%' AND indexname NOT LIKE '%%_pkey' AND tablename = ANY(%(tables)s)
    UNION SELECT tgrelid::regclass || regexp_replace(tgname, '^pgtrigger(_.*)_[0-9a-f]+$', '\\1') FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%(tables)s)
"""

HEAD = """# What the database itself refuses

Printed from the tests (`UPDATE_DOCS=1 .venv/bin/python -m pytest tests/patients/test_ledger_of_invariants.py`); a
test fails when it is stale, when a constraint or trigger of the ground or the record has no line, or when a line names
one that does not exist. Every test breaks its invariant on purpose, as the database role of the application, and
checks that it was this constraint or trigger that refused. A star stands for the tables.

| what holds | held by | broken by |
| --- | --- | --- |
"""


def _tables() -> list[str]:
    return [model._meta.db_table for room in ROOMS for model in apps.get_app_config(room).get_models()]


def _held_by_the_database() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"tables": _tables()})
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_constraint_and_trigger_has_a_line_in_the_ledger() -> None:
    patterns = {name for line in LEDGER for name in line.held_by}
    without = [name for name in _held_by_the_database() if not any(fnmatch.fnmatchcase(name, one) for one in patterns)]
    assert sorted(without) == []


@pytest.mark.django_db
def test_every_line_names_something_that_the_database_holds() -> None:
    held = _held_by_the_database() | {"grants of the application's role", "accounts_submission_pkey"}
    patterns = {name for line in LEDGER for name in line.held_by}
    assert [one for one in sorted(patterns) if not fnmatch.filter(held, one)] == []


def test_the_printed_ledger_is_fresh() -> None:
    assert PROVED_IN
    by_place = sorted(LEDGER, key=lambda line: line.test.partition("::")[0])  # whichever test was read first
    lines = [
        f"| {line.sentence} | {', '.join(f'`{name}`' if '_' in name else name for name in line.held_by)} "
        f"| `{line.test.removeprefix('tests/patients/')}` |"
        for line in by_place
    ]
    check_printed("invariants.md", HEAD + "\n".join(lines) + "\n")
