"""Invariants of all clinical rows, and of all tables whose rows are kept: each broken on purpose, table by table."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from accounts.models import Role
from foundation.records import AppendOnly
from patients.models import (
    Agreement,
    CapsuleReturn,
    Card,
    CardRevocation,
    CategoryDecision,
    CategoryProposal,
    Contraception,
    Enrolment,
    Identity,
    LateEntry,
    MergeDecision,
    MergeProposal,
    Override,
    PregnancyResolution,
    Prescription,
    PrescriptionClosure,
    Record,
    Scan,
    ScannedPack,
    Sending,
    Signature,
    Transfer,
    TransferAnswer,
    Visit,
)
from programmes.models import Programme
from tests import owner
from tests.builders import a_centre, a_woman_ready_for_dispensing, an_actor
from tests.patients.invariants import another, invariant, refused_by, superseding
from tests.patients.lives import NOON, a_whole_life

KEPT: list[type[models.Model]] = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
RECORDS: list[type[Any]] = [model for model in KEPT if issubclass(model, Record)]

NEVER_SUPERSEDED = {
    CategoryProposal,
    CategoryDecision,
    Scan,
    Signature,
    CapsuleReturn,
    ScannedPack,
    Override,
    LateEntry,
    Enrolment,
    Card,
    CardRevocation,
    Prescription,
    PrescriptionClosure,
    Sending,
    PregnancyResolution,
    MergeProposal,
    MergeDecision,
    Transfer,
    TransferAnswer,
    Visit,
}

ATTEMPTS = ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE")

APPEND_ONLY = "Rows that are kept are only ever added: nobody changes, deletes or empties them"
APPEND_ONLY_BY = ("*_append_only", "*_no_truncate", "grants of the application's role")


def _each_attempt(on: Callable[[str], object]) -> list[str]:
    """Try to change, delete and empty every table whose rows are kept, and list what was let through."""
    let_through = []
    for model in KEPT:
        for attempt in ATTEMPTS:
            statement = attempt.format(model._meta.db_table)
            try:
                on(statement)
            except (DatabaseError, psycopg.Error):
                continue
            let_through.append(statement)
    return let_through


@invariant(APPEND_ONLY, *APPEND_ONLY_BY)
@pytest.mark.django_db
def test_the_application_may_change_no_row_that_is_kept() -> None:
    def as_application(statement: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert KEPT
    assert _each_attempt(as_application) == []


@invariant(APPEND_ONLY, *APPEND_ONLY_BY)
@pytest.mark.django_db(transaction=True)
def test_not_even_the_owner_of_the_tables_changes_a_row_that_is_kept() -> None:
    a_whole_life()
    empty = [model.__name__ for model in KEPT if not model._default_manager.exists()]
    with owner.connected() as connected:
        let_through = _each_attempt(lambda statement: connected.execute(statement.encode()))
    assert empty == []
    assert let_through == []


@invariant("A row that supersedes none gives no reason and begins its own series", "*_superseding_says_why")
@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"supersedes_because": "mistyped"}, {"series": uuid4()}])
def test_a_first_row_begins_its_own_series(change: dict[str, Any]) -> None:
    a_whole_life()
    for model in RECORDS:
        with refused_by(f"{model._meta.db_table}_superseding_says_why"):
            another(model.objects.first(), **change)


@invariant("A row that supersedes another says why", "*_superseding_says_why")
@pytest.mark.django_db
def test_a_superseding_row_says_why() -> None:
    a_whole_life()
    for model in set(RECORDS) - NEVER_SUPERSEDED:
        with refused_by(f"{model._meta.db_table}_superseding_says_why"):
            superseding(_standing(model), supersedes_because="")


@invariant(
    "What others stand on, and what ends another row, is followed by a new one and never superseded",
    "*_not_superseded",
)
@pytest.mark.django_db
def test_what_others_stand_on_is_never_superseded() -> None:
    a_whole_life()
    for model in NEVER_SUPERSEDED:
        with refused_by(f"{model._meta.db_table}_not_superseded"):
            superseding(_standing(model))


@invariant("Only a row that supersedes another says that it was entered in error", "*_error_needs_a_row")
@pytest.mark.django_db
def test_an_error_is_said_of_a_row_that_stands() -> None:
    a_whole_life()
    for model in RECORDS:
        with refused_by(f"{model._meta.db_table}_error_needs_a_row"):
            another(model.objects.first(), entered_in_error=True)


@invariant("A row supersedes only a row of its own series", "*_same_series")
@pytest.mark.django_db
def test_a_row_supersedes_within_its_series() -> None:
    a_whole_life()
    for model in RECORDS:
        with refused_by(f"{model._meta.db_table}_same_series"):
            superseding(_standing(model), series=uuid4())


@invariant("A row supersedes only a row of the same patient, enrolment and programme", "*_same_series")
@pytest.mark.django_db
def test_a_row_supersedes_only_what_is_told_of_the_same_patient() -> None:
    her, stranger = a_woman_ready_for_dispensing(at=NOON), a_woman_ready_for_dispensing(at=NOON)
    other_programme = Programme.objects.exclude(id=her.enrolment.programme_id).first()
    assert other_programme is not None
    with refused_by("patients_agreement_same_series"):
        superseding(Agreement.objects.get(enrolment=her.enrolment), enrolment_id=stranger.enrolment.id)
    with refused_by("patients_contraception_same_series"):
        superseding(Contraception.objects.get(patient=her.patient), patient_id=stranger.patient_id)
    with refused_by("patients_identity_same_series"):
        superseding(Identity.objects.get(subject_id=her.patient.subject_id), subject_id=uuid4())
    with refused_by("patients_enrolment_same_series"):
        superseding(her.enrolment, programme_id=other_programme.id)


@invariant("A row is superseded once: what is told of a matter is one chain", "*_supersedes_id_key")
@pytest.mark.django_db
def test_a_row_is_superseded_once() -> None:
    a_whole_life()
    for model in set(RECORDS) - NEVER_SUPERSEDED:
        if any(field.unique and field.name not in {"id", "supersedes"} for field in model._meta.concrete_fields):
            continue  # a copy of such a row is refused by that column already
        row = _standing(model)
        superseding(row)
        with refused_by(f"{model._meta.db_table}_supersedes_id_key"):
            superseding(row)


@invariant("Nothing that is referred to is taken away", "*_fk_*")
@pytest.mark.django_db
def test_nobody_whom_a_row_names_can_be_deleted() -> None:
    actor = an_actor(Role.DELEGATE, a_centre())
    key = "accounts_membership_user_id_487fb39e_fk_accounts_user_id"
    with refused_by(key), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [actor.user_id])


def _standing(model: type[Any]) -> Any:
    """Give a row that nothing superseded."""
    return model.objects.filter(superseded_by__isnull=True).first()
