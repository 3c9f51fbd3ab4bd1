"""The trail: what a line says, what a list leaves, and that nobody is in it by name but who acted."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core import serializers
from django.db import transaction

from accounts.actor import SCHEDULER, nobody
from accounts.models import Submission
from audit.models import Entry, Outcome
from audit.operations import write, write_read
from outbox.models import Message
from patients.models import AccessGrant, Verdict
from patients.operations import suspect_pregnancy
from tests.builders import (
    a_centre,
    a_check,
    a_dispensing,
    a_prescriber,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
)
from tests.patients.lives import NOON

CANARY = {
    "family_name": "Zzqx-Birdy",
    "given_name": "Xqzzina",
    "latin_name": "Zzqxlatin Birdy",
    "birth_date": dt.date(1987, 6, 5),
    "health_id_country": "BE",
    "health_id": "87060599842",
    "mobile": "+32470999888",
    "email": "zzqx@birdy.example",
    "file_number": "ZZQX-4711",
}
TELLTALE = ("zzqx", "xqzz", "birdy", "1987-06-05", "87060599842", "470999888")


@pytest.mark.django_db
def test_a_line_says_who_in_which_role_and_place_when_what_and_why() -> None:
    actor = a_prescriber(centre=a_centre(name="Hospital", country="AT"), name="Dr Who")
    patient, thing = uuid4(), uuid4()
    write(
        by=actor, at=NOON, act="patients.correct", outcome=Outcome.DONE, subjects=[patient, patient],
        object_kind="patients.Agreement", object_id=str(thing), reason="mistyped",
    )  # fmt: skip
    entry = Entry.objects.get()
    assert (entry.actor_id, entry.actor_name, entry.role) == (actor.user_id, "Dr Who", "prescriber")
    assert (entry.organisation_id, entry.organisation_name, entry.country) == (actor.organisation_id, "Hospital", "AT")
    assert (entry.at, entry.act, entry.outcome, entry.reason) == (NOON, "patients.correct", "done", "mistyped")
    assert (entry.subjects, entry.object_kind, entry.object_id) == ([patient], "patients.Agreement", str(thing))


@pytest.mark.django_db
def test_a_list_that_was_shown_is_one_line_that_names_all_its_subjects() -> None:
    subjects = [uuid4() for _ in range(50)]
    write_read(by=a_prescriber(), at=NOON, act="patients.list", subjects=subjects)
    assert set(Entry.objects.get().subjects) == set(subjects)


@pytest.mark.django_db
def test_a_look_at_nobody_is_no_look() -> None:
    write_read(by=a_prescriber(), at=NOON, act="patients.list", subjects=[])
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_task_and_somebody_without_a_role_leave_their_line_too() -> None:
    for actor in (SCHEDULER, nobody(name="dr@example.org", request_id="r1")):
        write(by=actor, at=NOON, act="outbox.send", outcome=Outcome.REFUSED)
    assert sorted(Entry.objects.values_list("actor_name", "role")) == [("dr@example.org", ""), ("scheduler", "system")]


@pytest.mark.django_db(transaction=True)
def test_a_line_goes_with_the_transaction_it_was_written_in() -> None:
    actor = a_prescriber()
    with transaction.atomic():
        write(by=actor, at=NOON, act="patients.correct", outcome=Outcome.DONE)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_no_name_birth_date_or_contact_leaves_the_identity_tables() -> None:
    scene = a_woman_ready_for_dispensing(at=NOON, identity=an_identity(**CANARY))
    assert a_dispensing(scene, capsules=5).dispense
    suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")
    a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="positive", nonce=uuid4())
    a_check(scene)
    for model in (Entry, Message, Submission, AccessGrant):
        kept = serializers.serialize("json", model._default_manager.all()).lower()
        assert model._default_manager.exists()
        assert [word for word in TELLTALE if word in kept] == []
    facts = serializers.serialize("json", Verdict.objects.all()).lower()
    assert [word for word in TELLTALE if word in facts] == ["1987-06-05"]  # the rules ask her age; no name, no contact
