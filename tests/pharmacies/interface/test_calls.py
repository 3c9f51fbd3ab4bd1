"""The interface through HTTP: check, dispense, take back, deny and tell, once and again."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Submission
from audit.models import Entry, Outcome
from patients.access import visible_patients
from patients.models import CapsuleReturn, Dispensing, Notice, Refused, Verdict
from patients.operations import interrupt_supply
from tests.builders import (
    Scene,
    a_man_ready_for_dispensing,
    a_patient,
    a_test,
    now,
)
from tests.pharmacies.interface.caller import Said, System
from tests.pharmacies.shelf import a_code, a_pack

pytestmark = pytest.mark.django_db

MOST_FOR_A_CHECK = 34
"""One call, from the token to the answer; the page needs two requests for the same."""


@pytest.fixture
def system(scene: Scene) -> System:
    return System(scene.pharmacist)


def test_a_yes_says_who_what_how_much_and_until_when(scene: Scene, system: System) -> None:
    said = system.check(scene.card.number)
    yes = said.json
    assert (said.status, yes["dispense"], yes["capsules"], yes["reasons"]) == (200, True, 21, [])
    assert yes["dispense_by"] > yes["prescribed"]["prescribed_on"]
    assert yes["prescribed"]["authorisation"] == scene.prescription.authorisation_number
    assert (yes["prescribed"]["medicine"], yes["prescribed"]["strength_mg"]) == ("pomalidomide", "4.00")
    assert "TESTER" in yes["person"]["name"]
    assert yes["person"]["born"] == "1981-03-14"
    assert "childbearing" not in said.response.content.decode()


def test_a_no_is_an_answer_with_its_reasons_and_nobody_takes_it_for_a_broken_line(scene: Scene, system: System) -> None:
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    said = system.check(scene.card.number)
    assert (said.status, said.json["dispense"], said.codes) == (200, False, ["treatment_stopped"])
    [reason] = said.json["reasons"]
    assert (reason["who"], reason["from_when"]) == ("prescriber", None)
    assert "Call the prescriber now" in reason["sentence"]
    assert "Who can put it right: the prescriber." in reason["remedy"]
    assert (said.json["capsules"], said.json["prescribed"], said.json["may_tell"]) == (None, None, True)


def test_capsules_are_recorded_and_the_trail_says_by_whom_and_through_which_client(
    scene: Scene, system: System
) -> None:
    check = system.check(scene.card.number).json["id"]
    said = system.dispense(check, 14)
    assert (said.status, said.json["dispense"], said.json["capsules"], said.json["left"]) == (200, True, 14, 7)
    given = Dispensing.objects.get()
    assert (str(given.verdict_id), given.capsules, given.counselled) == (said.json["id"], 14, True)
    done = Entry.objects.get(act="pharmacies.dispense", outcome=Outcome.DONE)
    assert (done.actor_id, done.role, done.through) == (scene.pharmacist.user_id, "pharmacist", str(system.client.id))
    assert done.request_id == said.response["X-Request-ID"]
    looked = Entry.objects.filter(outcome=Outcome.READ, subjects=[scene.patient_id], act="pharmacies.counter")
    assert {one.through for one in looked} == {str(system.client.id)}


def test_packs_are_held_against_the_prescription_and_each_refused_one_says_why(scene: Scene, system: System) -> None:
    right, wrong = a_code(a_pack()), a_code(a_pack(strength="3"))
    check = system.check(scene.card.number).json["id"]
    refused = system.dispense(check, packs=[right.text, wrong.text])
    assert (refused.status, refused.json["dispense"], refused.codes) == (200, False, ["pack_mismatch"])
    [pack] = refused.json["packs"]
    assert [one["code"] for one in pack["reasons"]] == ["pack_mismatch: strength"]
    assert not Dispensing.objects.exists()
    assert system.dispense(check, packs=[right.text]).json["dispense"] is True
    assert Dispensing.objects.get().verdict.packs.get().serial_hash == right.serial_hash


def test_a_batch_is_typed_or_its_packs_are_scanned_and_not_both(scene: Scene, system: System) -> None:
    check = system.check(scene.card.number).json["id"]
    said = system.dispense(check, packs=[a_code(a_pack()).text], batch="LOT42A")
    assert (said.status, said.json["code"]) == (422, "packs_do_not_fit")
    assert not Dispensing.objects.exists()


def test_a_dispensing_is_taken_back_whole_once(scene: Scene, system: System) -> None:
    given = system.dispense(system.check(scene.card.number).json["id"]).json
    said = system.act("reverse", dispensing=given["id"], reason="nobody came")
    assert (said.status, said.json["capsules"], said.json["number"]) == (200, 21, given["number"])
    assert CapsuleReturn.objects.get().why == "nobody came"
    again = system.act("reverse", dispensing=given["id"], reason="nobody came")
    assert (again.status, again.json["code"], again.is_problem) == (409, "nothing_to_change", True)


def test_the_word_that_it_is_another_person_ends_sight_at_once(scene: Scene, system: System) -> None:
    check = system.check(scene.card.number).json["id"]
    said = system.act("wrong-person", check=check)
    assert (said.status, said.json["dispense"], said.codes) == (200, False, ["wrong_person"])
    assert not visible_patients(by=scene.pharmacist, at=now()).exists()
    after = system.dispense(check)
    assert (after.status, after.json["code"]) == (404, "not_visible")


def test_a_no_is_sent_to_the_prescriber_once(scene: Scene, system: System) -> None:
    a_test(by=scene.prescriber, at=now(), patient=scene.patient, result="positive")
    check = system.check(scene.card.number).json["id"]
    first, second = (system.act("tell-prescriber", check=check) for _ in range(2))
    assert (first.status, first.json) == (200, second.json)
    assert Notice.objects.count() == 1


# --- once ----------------------------------------------------------------------------------------------


def test_the_same_key_and_body_give_the_same_answer_and_one_effect_even_when_sight_is_over(
    scene: Scene, system: System
) -> None:
    check, key = system.check(scene.card.number).json["id"], str(uuid4())
    first = system.dispense(check, 7, key=key)
    system.dispense(system.check(scene.card.number).json["id"], 7)
    again = system.dispense(check, 7, key=key)
    assert first.response.content == again.response.content
    assert Dispensing.objects.count() == 2


@pytest.mark.parametrize("change", [{"capsules": 8}, {"batch": "B1"}, {"check": "another"}])
def test_the_same_key_with_another_body_is_refused_and_changes_nothing(
    scene: Scene, system: System, change: dict[str, Any]
) -> None:
    check, key = system.check(scene.card.number).json["id"], str(uuid4())
    if "check" in change:
        change = {"check": system.check(scene.card.number).json["id"]}
    system.dispense(check, 7, key=key)
    again = system.dispense(**{"check": check, "capsules": 7, "key": key} | change)
    assert (again.status, again.json["code"]) == (422, "idempotency_key_reused")
    assert Dispensing.objects.get().capsules == 7


def test_the_same_key_with_the_same_words_in_other_bytes_is_another_request(scene: Scene, system: System) -> None:
    check, key = system.check(scene.card.number).json["id"], str(uuid4())
    body = f'{{"pharmacist":"{system.pharmacist}","check":"{check}","capsules":7,"counselled":true}}'
    first, again = (system.send("dispense", sent.encode(), **{"Idempotency-Key": key}) for sent in (body, body + " "))
    assert (first.json["dispense"], again.json["code"]) == (True, "idempotency_key_reused")


def test_the_same_key_at_another_endpoint_and_of_another_client_is_another(scene: Scene, system: System) -> None:
    check, key = system.check(scene.card.number).json["id"], str(uuid4())
    given = system.dispense(check, 7, key=key)
    elsewhere = system.act("reverse", key=key, dispensing=given.json["id"], reason="not wanted")
    assert elsewhere.json["code"] == "idempotency_key_reused"
    other = System(scene.pharmacist)
    assert other.dispense(other.check(scene.card.number).json["id"], 7, key=key).json["dispense"] is True
    assert Submission.objects.filter(act="pharmacies.dispense").count() == 2


def test_a_no_is_remembered_under_its_key_and_a_refusal_is_not(scene: Scene, system: System) -> None:
    check, key, other = system.check(scene.card.number).json["id"], str(uuid4()), str(uuid4())
    refused = system.act("dispense", key=other, check=check, capsules=7, counselled=False)
    assert (refused.status, refused.json["param"]) == (422, "counselled")
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    first, again = (system.dispense(check, 7, key=key) for _ in range(2))
    assert first.codes == ["treatment_stopped"]
    assert first.response.content == again.response.content
    assert Verdict.objects.filter(mode="dispense").count() == 1
    assert not Submission.objects.filter(fingerprint="").exists()
    assert Submission.objects.count() == 1


# --- what it costs -------------------------------------------------------------------------------------


def _queries(system: System, scene: Scene) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert system.check(scene.card.number).json["dispense"] is True
    return [one["sql"] for one in asked.captured_queries]


def test_a_call_asks_a_fixed_number_of_questions_and_none_of_a_session(scene: Scene, system: System) -> None:
    first = _queries(system, scene)
    for _ in range(20):
        a_patient(at=now(), by=scene.prescriber)
    for _ in range(3):
        other = a_man_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
        system.dispense(system.check(other.card.number).json["id"])
    assert len(_queries(system, scene)) == len(first) <= MOST_FOR_A_CHECK
    assert [one for one in first if "accounts_session" in one or "django_session" in one] == []


def test_a_card_that_nobody_has_is_a_no_and_too_many_of_them_wait(scene: Scene, system: System) -> None:
    answers: list[Said] = [system.check("000000000000") for _ in range(21)]
    assert {(one.status, tuple(one.codes)) for one in answers[:20]} == {(200, ("card_unknown",))}
    held_up = answers[20]
    assert (held_up.status, held_up.json["code"]) == (429, "too_many_unknown_cards")
    assert 0 < int(held_up.response["Retry-After"]) <= 601
    assert system.check(scene.card.number).json["dispense"] is True
    assert Verdict.objects.filter(refusal=Refused.CARD_UNKNOWN).count() == 20
