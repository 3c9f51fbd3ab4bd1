"""An answer counts for the half hour its scan opens; later it is a word, and every look at it stands in the trail."""

import datetime as dt
from uuid import uuid4

import pytest

from audit.models import Entry, Outcome
from patients.models import Dispensing, Refused, Verdict
from patients.operations import interrupt_supply, revoke_card
from patients.reasons import words
from pharmacies.operations import record_dispensing
from pharmacies.refusals import AnswerEnded
from tests.builders import Scene, a_check, a_dispensing, a_woman_ready_for_dispensing, now
from tests.pharmacies.desk import Desk, Page, check_at

pytestmark = pytest.mark.django_db

PAST = dt.timedelta(minutes=31)
PAUSED = str(words("treatment_stopped").for_pharmacist)


def _ready_before() -> Scene:
    """Make a woman who was ready when the old answers are asked for, also when midnight has passed since."""
    return a_woman_ready_for_dispensing(at=now() - 2 * PAST)


@pytest.fixture
def scene() -> Scene:
    return _ready_before()


def _looks(scene: Scene) -> int:
    return Entry.objects.filter(act="pharmacies.counter", outcome=Outcome.READ, subjects=[scene.patient_id]).count()


def _is_its_word_alone(page: Page, word: str) -> bool:
    assert page.title == "This answer has ended"
    assert f"it was: {word}. That held for that moment only" in page.text
    assert "Scan the card again." in page.text
    for told in ("TESTER", "stopped for this patient", "Source:", "Who can put it right", "pomalidomide", "RX-"):
        assert told not in page.text
    return not any(page.has_form(action) for action in ("tell", "dispense", "not-this-person"))


def _an_old_no(scene: Scene) -> Verdict:
    interrupt_supply(by=scene.prescriber, at=now() - PAST, enrolment=scene.enrolment, reason="pause")
    return a_check(scene, at=now() - PAST)


def test_after_half_an_hour_a_yes_and_a_no_are_their_words_alone_and_the_look_is_written_down() -> None:
    yes, no = _ready_before(), _ready_before()
    old_yes, old_no = a_check(yes, at=now() - PAST), _an_old_no(no)
    assert old_yes.dispense
    assert _is_its_word_alone(Desk(yes.pharmacist).open("verdict", old_yes), "Yes")
    assert _is_its_word_alone(Desk(no.pharmacist).open("verdict", old_no), "No")
    assert (_looks(yes), _looks(no)) == (1, 1)


def test_another_scan_does_not_open_the_old_answers_again(scene: Scene) -> None:
    old = _an_old_no(scene)
    desk = Desk(scene.pharmacist)
    assert PAUSED in desk.check(scene.card.number).text
    assert _is_its_word_alone(desk.open("verdict", old), "No")


def test_a_no_shows_no_reasons_any_more_when_the_person_was_another_one(scene: Scene) -> None:
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    page = check_at(scene)
    assert PAUSED in page.text
    page.send("not-this-person")
    assert _is_its_word_alone(page.desk.open("verdict", Verdict.objects.get(refusal="")), "No")


def test_reasons_are_not_sent_from_a_page_whose_answer_has_ended(scene: Scene) -> None:
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    page = check_at(scene)
    page.send("not-this-person")
    assert _is_its_word_alone(page.send("tell"), "No")


def test_a_card_that_is_no_longer_valid_does_not_send_to_another_scan_for_its_person(scene: Scene) -> None:
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    page = check_at(scene)
    assert str(words(Refused.CARD_NOT_VALID).for_pharmacist) in page.text
    assert "scan it again" not in page.text
    assert _looks(scene) == 1


def test_every_look_at_a_confirmation_is_written_down(scene: Scene) -> None:
    desk = Desk(scene.pharmacist)
    given = a_dispensing(scene, at=now(), capsules=7)
    assert "14 capsules are left" in desk.open("dispensed", given).text
    assert _looks(scene) == 1


def test_an_old_confirmation_says_nothing_of_what_is_left() -> None:
    old = a_woman_ready_for_dispensing(at=now() - PAST)
    given = a_dispensing(old, capsules=7)
    page = Desk(old.pharmacist).open("dispensed", given)
    assert "7 capsules of pomalidomide 4 mg" in page.text
    assert "left on this prescription" not in page.text
    assert _looks(old) == 1


def test_the_list_of_the_last_checks_is_one_line_that_names_its_patients(scene: Scene) -> None:
    desk = Desk(scene.pharmacist)
    for _ in range(2):
        a_check(scene, at=now())
    desk.check("000000000000")
    assert desk.client.get("/counter/").status_code == 200
    assert _looks(scene) == 1


def test_nothing_is_dispensed_on_an_old_answer_though_another_scan_opens_sight(scene: Scene) -> None:
    old = a_check(scene, at=now() - PAST)
    desk = Desk(scene.pharmacist)
    desk.check(scene.card.number)
    fields = {"capsules": "21", "counselled": "on", "nonce": str(uuid4())}
    after = Page(desk, desk.client.post(f"/counter/{old.id}/dispense/", fields, follow=True))
    assert _is_its_word_alone(after, "Yes")
    assert not Dispensing.objects.exists()
    refused = Entry.objects.get(act="pharmacies.dispense", outcome=Outcome.REFUSED)
    assert refused.reason == "AnswerEnded"


def test_a_second_part_needs_a_second_scan(scene: Scene) -> None:
    check = a_check(scene, at=now())
    record_dispensing(by=scene.pharmacist, at=now(), check=check, capsules=7, counselled=True)
    with pytest.raises(AnswerEnded, match="Scan the card again"):
        record_dispensing(by=scene.pharmacist, at=now(), check=check, capsules=14, counselled=True)
    assert Dispensing.objects.count() == 1
