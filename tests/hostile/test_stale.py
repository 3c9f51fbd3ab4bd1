"""A form opened on an older record: 409, what changed meanwhile in words, the answers kept, nothing confirmed."""

import datetime as dt
import re
from typing import Any

import pytest

from accounts.models import Organisation
from audit.models import Entry, Outcome
from patients.changes import SHOWN_AT_MOST, changes_since
from patients.models import Contraception, Patient, PregnancyTest, Stop
from patients.operations import correct_test, end_contraception, interrupt_supply, void_record
from prescribers.forms.base import RecordForm
from tests.builders import Scene, a_dispensing, a_prescriber, a_test, a_woman_ready_for_dispensing
from tests.patients.lives import NOON
from tests.prescribers.desk import Answer, Desk, address
from tests.prescribers.forms import a_test_form

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def version_of(scene: Scene) -> int:
    return Patient.objects.get(id=scene.patient_id).version


def opened_on(desk: Desk, path: str, form: dict[str, Any]) -> dict[str, Any]:
    """Fill in a form and leave it open."""
    return desk.opens(path).hidden | form


def refused(answer: Answer) -> Answer:
    assert answer.status == 409, answer.text
    assert "What changed since you opened this page" in answer.text
    return answer


# --- the page ------------------------------------------------------------------------------------------


def test_the_page_says_who_changed_what_and_when(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = opened_on(desk, path, {"reason": "low counts"})
    colleague = a_prescriber(centre=Organisation.objects.get(id=scene.prescriber.place_id), name="Dr Agatha Colleague")
    a_test(by=colleague, at=scene.at + MINUTE, patient=scene.patient, sampled_on=scene.at.date(), result="positive")
    answer = refused(desk.sends_again(path, data))
    changed = answer.source.split('id="difference"')[1].split("</section>")[0]
    assert "Dr Agatha Colleague" in changed
    assert (scene.at + MINUTE).astimezone(dt.UTC).strftime("%Y") in changed
    assert "record a pregnancy test" in changed
    assert "Pregnancy test: Positive" in changed
    assert "Pregnancy suspected" in changed
    assert "low counts" in answer.source
    assert Stop.objects.count() == 0


def test_a_correction_stands_struck_through_beside_what_replaced_it(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = opened_on(desk, path, {"reason": "low counts"})
    test = PregnancyTest.objects.get(patient=scene.patient)
    correct_test(
        by=scene.prescriber, at=scene.at + MINUTE, test=test, sampled_on=test.sampled_on, result="positive",
        sensitivity_miu_ml=None, supervised=True, reason="misread line",
    )  # fmt: skip
    changed = refused(desk.sends_again(path, data)).source
    assert "Pregnancy test: Negative" in changed.split("<s>")[1].split("</s>")[0]
    assert "misread line" in changed
    assert "Pregnancy test: Positive" in changed


def test_what_was_struck_out_is_shown_struck_and_nothing_in_its_place(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = opened_on(desk, path, {"reason": "low counts"})
    test = PregnancyTest.objects.get(patient=scene.patient)
    void_record(by=scene.prescriber, at=scene.at + MINUTE, record=test, reason="another patient's sample")
    changed = refused(desk.sends_again(path, data)).source.split('id="difference"')[1].split("</section>")[0]
    assert changed.count("Pregnancy test") == 1
    assert "another patient&#x27;s sample" in changed


def test_the_answers_stay_but_a_test_result_and_a_tick_must_be_given_again(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "test")
    data = opened_on(desk, path, a_test_form(sensitivity_miu_ml="20", specimen="blood"))
    interrupt_supply(by=scene.prescriber, at=scene.at + MINUTE, enrolment=scene.enrolment, reason="operation")
    answer = refused(desk.sends_again(path, data))
    assert answer.value("sensitivity_miu_ml") == "20"
    assert _checked(answer) == ["specimen=blood", "supervised=yes"]
    assert answer.hidden["version"] == str(version_of(scene))
    assert PregnancyTest.objects.count() == 1
    without_result = {name: value for name, value in data.items() if name != "result"} | answer.hidden
    assert desk.sends_again(path, without_result).status == 422
    assert desk.sends_again(path, data | answer.hidden).status == 200
    assert PregnancyTest.objects.count() == 2


def test_no_agreed_statement_is_carried_over_a_change_of_the_record(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "agreement")
    page = desk.opens(path)
    ticks = [part.split('"')[0] for part in page.source.split('name="')[1:]]
    data = page.hidden | {name: "on" for name in ticks if name.startswith("says_")}
    interrupt_supply(by=scene.prescriber, at=scene.at + MINUTE, enrolment=scene.enrolment, reason="operation")
    signed = {"signer": "patient", "signed_how": "paper", "file_reference": "7-112", "talked": "on"}
    answer = refused(desk.sends_again(path, data | signed))
    assert sorted(_checked(answer)) == ["signed_how=paper", "signer=patient"]


def test_the_same_form_sent_again_after_a_look_is_stored_once(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = opened_on(desk, path, {"reason": "low counts"})
    a_dispensing(scene, at=scene.at + MINUTE)
    answer = refused(desk.sends_again(path, data))
    assert "Dispensed: 21 capsules" in answer.text
    for _time in range(2):
        assert desk.sends_again(path, data | answer.hidden).status == 200
    assert Stop.objects.count() == 1


def test_a_second_change_while_she_looks_is_shown_as_well_and_the_first_no_more(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = opened_on(desk, path, {"reason": "low counts"})
    a_dispensing(scene, at=scene.at + MINUTE)
    first = refused(desk.sends_again(path, data))
    a_test(by=scene.prescriber, at=scene.at + 2 * MINUTE, patient=scene.patient, sampled_on=scene.at.date())
    second = refused(desk.sends_again(path, data | first.hidden))
    assert "Dispensed" not in second.source.split('id="difference"')[1].split("</section>")[0]
    assert "Pregnancy test: Negative" in second.source.split('id="difference"')[1].split("</section>")[0]


@pytest.mark.parametrize("version", ["0", "-1", "999999", "9" * 40, "1e3", "1.5", "", "١"])
def test_an_invented_version_stores_nothing(scene: Scene, version: str) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = opened_on(desk, path, {"reason": "low counts"})
    answer = desk.sends_again(path, data | {"version": version})
    assert answer.status in (409, 422)
    assert Stop.objects.count() == 0


def test_the_refusal_is_written_down_and_the_record_keeps_its_version(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = opened_on(desk, path, {"reason": "low counts"})
    a_dispensing(scene, at=scene.at + MINUTE)
    before = version_of(scene)
    refused(desk.sends_again(path, data))
    assert version_of(scene) == before
    entry = Entry.objects.filter(outcome=Outcome.REFUSED).latest("id")
    assert (entry.act, entry.reason, entry.subjects) == ("patients.interrupt", "Stale", [scene.patient_id])


def test_without_the_clearing_a_result_would_be_sent_again_unseen(scene: Scene, monkeypatch: Any) -> None:
    """The control: with nothing asked anew, the page does show the old result as given."""
    monkeypatch.setattr(RecordForm, "asked_anew", ())
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "test")
    data = opened_on(desk, path, a_test_form())
    a_dispensing(scene, at=scene.at + MINUTE)
    assert "result=negative" in _checked(desk.sends_again(path, data))


# --- the question ----------------------------------------------------------------------------------------


def test_every_act_since_a_version_is_listed_in_its_order_with_its_rows(scene: Scene) -> None:
    seen = version_of(scene)
    method = Contraception.objects.get(patient=scene.patient)
    a_dispensing(scene, at=scene.at + MINUTE)
    ended = end_contraception(
        by=scene.prescriber, at=scene.at + 2 * MINUTE, contraception=method, ended_on=scene.at.date()
    )
    found = changes_since(enrolment=scene.enrolment, version=seen)
    assert [change.act for change in found.changes] == ["pharmacies.dispense", "patients.record_contraception"]
    assert [change.by for change in found.changes] == [scene.pharmacist.name, scene.prescriber.name]
    assert found.changes[1].rows == [ended]
    assert found.unlisted == 0
    assert changes_since(enrolment=scene.enrolment, version=version_of(scene)).changes == []


def test_a_very_old_form_lists_the_last_changes_and_counts_the_others() -> None:
    scene = a_woman_ready_for_dispensing(at=NOON)
    found = changes_since(enrolment=scene.enrolment, version=1)
    assert found.unlisted == 0
    for minute in range(1, SHOWN_AT_MOST + 3):
        a_test(by=scene.prescriber, at=NOON + minute * MINUTE, patient=scene.patient)
    found = changes_since(enrolment=scene.enrolment, version=1)
    assert len(found.changes) == SHOWN_AT_MOST
    assert found.unlisted == version_of(scene) - 1 - SHOWN_AT_MOST
    assert found.changes[-1].at == NOON + (SHOWN_AT_MOST + 2) * MINUTE


def test_another_patients_changes_are_not_told(scene: Scene) -> None:
    seen = version_of(scene)
    other = a_woman_ready_for_dispensing(prescriber=scene.prescriber)
    a_dispensing(other)
    assert changes_since(enrolment=scene.enrolment, version=seen).changes == []


def _checked(answer: Answer) -> list[str]:
    """List the answers that the page shows as given."""
    tags = [tag for tag in re.findall(r"<input[^>]*>", answer.source) if " checked" in tag]
    return [f"{_part(tag, 'name')}={_part(tag, 'value')}" for tag in tags]


def _part(tag: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', tag)
    return found.group(1) if found else ""
