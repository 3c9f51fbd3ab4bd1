"""The application's database role can do its work, and cannot touch what is kept for ever."""

from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError
from psycopg import sql

from accounts.actor import PATIENT_ACCOUNT
from ppp_registry.grants import append_only_tables, tables
from tests.builders import now
from tests.owner import connected

pytestmark = pytest.mark.django_db

KEPT = append_only_tables()


def refusal_of(statement: str) -> str:
    """Run a statement as the application and answer the database's refusal."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


def test_the_trail_is_among_the_tables_that_are_kept() -> None:
    assert apps.get_model("audit", "Entry")._meta.db_table in KEPT


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}", "SELECT * FROM {} FOR UPDATE"],
)
def test_the_application_cannot_change_rows_that_are_kept(table: str, statement: str) -> None:
    said = refusal_of(statement.format(f'"{table}"'))
    assert "permission denied" in said or "must be owner" in said


@pytest.mark.parametrize("table", KEPT)
def test_the_application_cannot_lift_the_triggers(table: str) -> None:
    assert "must be owner" in refusal_of(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')


def test_the_application_cannot_create_anything() -> None:
    assert "permission denied" in refusal_of("CREATE TABLE smuggled (id int)")


def test_the_application_cannot_rewrite_the_list_of_migrations() -> None:
    assert "permission denied" in refusal_of("DELETE FROM django_migrations")


def test_the_application_can_read_and_add_to_every_table_of_a_model() -> None:
    with connection.cursor() as cursor:
        for name, privileges in tables():
            for privilege in privileges.split(", "):
                cursor.execute("SELECT has_table_privilege(%s, %s)", [f'public."{name}"', privilege])
                assert cursor.fetchone() == (True,), f"{privilege} on {name}"


def test_the_application_connects_with_a_role_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (connection.settings_dict["USER"],)


def test_a_statement_of_the_application_is_given_up_before_a_person_gives_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("15s",)


LETS_THROUGH = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN LANGUAGE sql AS
    'SELECT trigger_name = ANY(CURRENT_SETTING(''pgtrigger.ignore'')::text[])'
"""
"""What the library's own function answers."""


def _revokes_a_card_of_nobody(owner: psycopg.Connection) -> bool:
    """Try a row that a trigger refuses, as a connection that asks not to be guarded."""
    triggers = owner.execute("SELECT array_agg(tgname::text) FROM pg_trigger WHERE NOT tgisinternal").fetchone()
    assert triggers is not None
    owner.execute("SELECT set_config('pgtrigger.ignore', %s::text[]::text, true)", [triggers[0]])
    own = uuid4()
    columns = {
        "id": own,
        "series": own,
        "enrolment_id": uuid4(),
        "card_id": uuid4(),
        "revoked_on": now().date(),
        "why": "lost",
        "supersedes_because": "",
        "entered_in_error": False,
    }
    columns |= {"recorded_at": now(), "recorded_by_id": uuid4(), "organisation_id": uuid4(), "country": "BE"}
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    values = sql.SQL(", ").join(map(sql.Placeholder, columns))
    row = sql.SQL("INSERT INTO patients_cardrevocation ({}) VALUES ({})").format(names, values)
    try:
        owner.execute(row, columns)
    except psycopg.errors.IntegrityConstraintViolation:
        return False
    return True


@pytest.mark.parametrize("is_put_right", [True, False], ids=["as prepared", "as the library has it"])
def test_a_guard_on_new_rows_cannot_be_asked_away(*, is_put_right: bool) -> None:
    with connected() as owner, owner.transaction(force_rollback=True):
        if not is_put_right:
            owner.execute(LETS_THROUGH)
        assert _revokes_a_card_of_nobody(owner) is not is_put_right


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", [1, 2])
def test_a_test_that_commits_leaves_nothing_behind(_turn: int) -> None:
    model = apps.get_model("accounts", "User")
    assert not model._default_manager.exclude(id=PATIENT_ACCOUNT).exists()
    model._default_manager.create(email="somebody@registry.example")
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')
