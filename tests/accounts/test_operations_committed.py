"""Operations on real transactions: what a refusal leaves behind, what a broken trail stops, what two at once do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from psycopg import sql

from accounts.models import Submission
from accounts.refusals import AlreadyUsed, Refusal
from audit.models import Entry, Outcome
from outbox.models import Message
from patients.models import Dispensing, Patient, Pregnancy, PregnancyTest, Prescription
from patients.operations import authorise_prescription, cancel_prescription, register_patient
from patients.operations.prescriptions import PrescribingRefused
from patients.refusals import FutureDate
from pharmacies.operations import record_dispensing
from tests import owner
from tests.builders import Scene, a_check, a_draft, a_programme, a_test, a_woman_ready_for_dispensing, an_identity
from tests.patients.lives import DAY, NOON

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 4


@pytest.fixture
def scene() -> Scene:
    """Make a woman with a card and an open prescription."""
    return a_woman_ready_for_dispensing(at=NOON)


def _all_at_once(act: Callable[[], Any], times: int = CROWD) -> list[Any]:
    """Do the same in several threads, each on a connection of its own, and give what each answered."""
    together, answers = threading.Barrier(times), []

    def run() -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=10)
            answers.append(act())
        except Refusal as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@contextmanager
def _without_the_right_to_write(table: str) -> Iterator[None]:
    """Take the application's right to add to a table, as its owner may."""
    role, name = sql.Identifier(connection.settings_dict["USER"]), sql.Identifier(table)
    with owner.connected() as server:
        server.execute(sql.SQL("REVOKE INSERT ON {} FROM {}").format(name, role))
        try:
            yield
        finally:
            server.execute(sql.SQL("GRANT INSERT ON {} TO {}").format(name, role))


def _version(scene: Scene) -> int:
    return Patient.objects.get(id=scene.patient_id).version


def test_a_refusal_undoes_all_and_stays_in_the_trail(scene: Scene) -> None:
    before = _version(scene)
    with pytest.raises(FutureDate):
        a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="positive", sampled_on=(NOON + DAY).date())
    assert _version(scene) == before
    assert not Pregnancy.objects.exists()
    entry = Entry.objects.get(outcome=Outcome.REFUSED)
    assert (entry.act, entry.reason, entry.subjects) == ("patients.record_test", "FutureDate", [scene.patient_id])


def test_a_refused_prescription_leaves_the_open_one_open_and_names_its_reasons(scene: Scene) -> None:
    with pytest.raises(PrescribingRefused):
        authorise_prescription(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, draft=a_draft(days_supply=60))
    assert Prescription.objects.filter(closure__isnull=True).get() == scene.prescription
    assert Entry.objects.get(outcome=Outcome.REFUSED).reason == "supply_too_long"


@pytest.mark.parametrize("table", ["audit_entry", "outbox_message", "accounts_submission"])
def test_what_cannot_be_written_down_or_told_is_not_done(scene: Scene, table: str) -> None:
    before, told = _version(scene), Message.objects.count()
    check = a_check(scene)
    with _without_the_right_to_write(table), pytest.raises(DatabaseError, match="permission denied"):
        record_dispensing(by=scene.pharmacist, at=NOON, check=check, capsules=21, counselled=True, nonce=uuid4())
    assert (_version(scene), Message.objects.count()) == (before, told)
    assert not Dispensing.objects.exists()
    assert not Entry.objects.filter(act="pharmacies.dispense").exists()


def test_two_of_the_same_form_at_once_dispense_once_and_answer_the_same(scene: Scene) -> None:
    check, nonce = a_check(scene), uuid4()
    answers = _all_at_once(
        lambda: record_dispensing(by=scene.pharmacist, at=NOON, check=check, capsules=7, counselled=True, nonce=nonce)
    )
    assert len(set(answers)) == 1
    assert Dispensing.objects.get().verdict == answers[0]
    assert Entry.objects.filter(act="pharmacies.dispense").count() == 1


def test_two_of_the_same_form_at_once_register_one_patient(scene: Scene) -> None:
    programme, new, nonce = a_programme(), an_identity(), uuid4()
    answers = _all_at_once(
        lambda: register_patient(by=scene.prescriber, at=NOON, programme=programme, new=new, nonce=nonce)
    )
    assert len(set(answers)) == 1
    assert set(Patient.objects.values_list("id", flat=True)) == {scene.patient_id, answers[0].patient_id}


def test_two_forms_at_once_cancel_a_prescription_once(scene: Scene) -> None:
    answers = _all_at_once(
        lambda: cancel_prescription(by=scene.prescriber, at=NOON, prescription=scene.prescription, reason="dose")
    )
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [answer.code for answer in refused] == ["NothingToChange"] * (CROWD - 1)
    assert Entry.objects.filter(outcome=Outcome.REFUSED).count() == CROWD - 1


def test_a_form_sent_again_with_other_answers_is_refused(scene: Scene) -> None:
    facts: dict[str, Any] = {"by": scene.prescriber, "patient": scene.patient, "nonce": uuid4()}
    first = a_test(at=NOON, **facts)
    with pytest.raises(AlreadyUsed):
        a_test(at=NOON, result="positive", **facts)
    with pytest.raises(AlreadyUsed):
        cancel_prescription(
            by=scene.prescriber, at=NOON, nonce=facts["nonce"], prescription=scene.prescription, reason="dose"
        )
    assert a_test(at=NOON + DAY, sampled_on=NOON.date(), **facts) == first
    assert PregnancyTest.objects.filter(patient=scene.patient).count() == 2
    assert not Pregnancy.objects.exists()


def test_a_refused_form_may_be_sent_again_once_it_is_put_right(scene: Scene) -> None:
    nonce = uuid4()
    with pytest.raises(FutureDate):
        a_test(by=scene.prescriber, at=NOON, patient=scene.patient, sampled_on=(NOON + DAY).date(), nonce=nonce)
    assert not Submission.objects.filter(id=nonce).exists()
    assert a_test(by=scene.prescriber, at=NOON, patient=scene.patient, nonce=nonce).sampled_on == NOON.date()


def test_every_change_of_a_record_waits_for_the_one_before(scene: Scene) -> None:
    before = _version(scene)
    _all_at_once(lambda: a_test(by=scene.prescriber, at=NOON, patient=scene.patient))
    assert _version(scene) == before + CROWD


def test_of_forms_opened_on_the_same_record_at_once_one_is_kept_and_the_others_are_stale(scene: Scene) -> None:
    seen = _version(scene)
    answers = _all_at_once(lambda: a_test(by=scene.prescriber, at=NOON, patient=scene.patient, version=seen))
    assert sorted(type(answer).__name__ for answer in answers) == ["PregnancyTest", *["Stale"] * (CROWD - 1)]
    assert _version(scene) == seen + 1
