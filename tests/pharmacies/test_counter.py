"""The counter through HTTP: a number in, an answer out, and what may be done on it."""

import datetime as dt

import pytest

from accounts.models import Organisation
from audit.models import Entry, Outcome
from foundation.checksymbols import format_number
from outbox.models import Message
from patients.access import visible_patients
from patients.models import Dispensing, Notice, Refused, Verdict
from patients.operations import (
    assess_category,
    cancel_prescription,
    interrupt_supply,
    issue_card,
    register_patient,
    revoke_card,
    withdraw,
)
from patients.reasons import words
from tests.builders import (
    Scene,
    a_check,
    a_delegate,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
)
from tests.pharmacies.desk import Desk, Page, check_at

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


def test_a_card_that_may_be_dispensed_on_is_answered_yes_with_who_how_much_and_until_when(scene: Scene) -> None:
    page = check_at(scene)
    last = scene.prescription.prescribed_on + dt.timedelta(days=7)
    assert page.title == "YES – dispense"
    assert f"Up to 21 capsules of pomalidomide 4 mg, until {last.day} {last:%B} {last.year}" in page.text
    assert "TESTER" in page.text
    assert "14 March 1981" in page.text
    assert "become pregnant" not in page.text


def test_a_yes_names_the_medicine_and_by_whose_word_and_so_does_the_confirmation(scene: Scene) -> None:
    page = check_at(scene)
    number, day = scene.prescription.authorisation_number, scene.prescription.prescribed_on
    done = page.dispense()
    for shown in (page, done):
        assert "Medicine pomalidomide 4 mg" in shown.text
        assert f"Authorisation {number}" in shown.text
        assert f"Prescribed by {scene.prescriber.name}, on {day.day} {day:%B} {day.year}" in shown.text


def test_a_name_in_another_script_is_shown_in_latin_letters_too() -> None:
    identity = an_identity(family_name="Παπαδοπούλου", given_name="Ελένη", latin_name="Papadopoulou, Eleni")
    page = check_at(a_woman_ready_for_dispensing(identity=identity))
    assert "Ελένη" in page.text
    assert "Papadopoulou, Eleni" in page.text


def test_a_man_has_no_last_day(scene: Scene) -> None:
    page = check_at(a_man_ready_for_dispensing())
    assert page.title == "YES – dispense"
    assert "Up to 21 capsules of pomalidomide 4 mg" in page.text
    assert "until" not in page.text


@pytest.mark.parametrize(
    "written",
    [
        lambda number: number,
        lambda number: number.lower(),
        format_number,
        lambda number: format_number(number).lower().replace("-", " "),
        lambda number: f"PPP:{number}",
        lambda number: f"]Q1PPP:{number}\r",
        lambda number: f"0107611221000313211234567890PPP:{number}",
        lambda number: f"PPP:{number}7K3M",
        lambda number: number.replace("0", "O").replace("1", "I"),
        lambda number: number.replace("0", "o").replace("1", "l"),
    ],
)
def test_a_number_is_read_however_it_was_typed_or_scanned(scene: Scene, written: object) -> None:
    assert callable(written)
    page = Desk(scene.pharmacist).check(written(scene.card.number))
    assert page.title == "YES – dispense"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Scan the card or type its number."),
        ("7K3M", "A card’s number has 12 letters and numbers"),
        ("Robert'); DROP TABLE", "A card’s number has 12 letters and numbers"),
        ("0107611221000313211234567890", "That is a medicine pack. Scan the patient’s card first."),
        ("]d20107611221000313", "That is a medicine pack. Scan the patient’s card first."),
        ("x" * 5000, "This is too long for a card’s number."),
        ("\x007K3M-9QXT", "A card’s number has 12 letters and numbers"),
    ],
)
def test_what_is_no_card_number_is_sent_back_and_nothing_is_kept(scene: Scene, typed: str, message: str) -> None:
    page = Desk(scene.pharmacist).check(typed)
    assert page.status == 422
    assert message in page.text
    assert 'href="#id_number"' in page.source
    assert not Verdict.objects.exists()


def test_a_number_whose_check_symbols_do_not_fit_is_an_unknown_card_and_the_answer_is_kept(scene: Scene) -> None:
    number = scene.card.number
    page = Desk(scene.pharmacist).check(number[:-1] + ("A" if number[-1] != "A" else "B"))
    assert page.title == "NO – do not dispense"
    assert str(words(Refused.CARD_UNKNOWN).for_pharmacist) in page.text
    kept = Verdict.objects.get()
    assert (kept.refusal, kept.dispense, kept.card) == (Refused.CARD_UNKNOWN, False, None)


def test_a_revoked_card_shows_neither_the_person_nor_her_reasons(scene: Scene) -> None:
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    page = check_at(scene)
    assert page.title == "NO – do not dispense"
    assert str(words("card_not_valid").for_pharmacist) in page.text
    assert "TESTER" not in page.text
    assert not page.has_form("tell")


def test_dispensing_gives_a_number_and_tells_the_prescriber(scene: Scene) -> None:
    page = check_at(scene).dispense()
    assert page.title == "Dispensing recorded"
    assert "21 capsules of pomalidomide 4 mg" in page.text
    assert "D-" in page.text
    assert "TESTER" not in page.text
    given = Dispensing.objects.get()
    assert (given.capsules, given.days, given.prescription) == (21, 28, scene.prescription)
    assert given.verdict.mode == "dispense"
    message = Message.objects.get(kind="dispensed")
    assert (message.about_id, message.recipient_id) == (given.id, scene.prescriber.user_id)
    assert Entry.objects.filter(act="pharmacies.dispense", outcome=Outcome.DONE).count() == 1


def test_a_part_leaves_the_rest_for_another_scan(scene: Scene) -> None:
    page = check_at(scene).dispense(7)
    assert "14 capsules are left" in page.text
    again = check_at(scene)
    assert "Up to 14 capsules" in again.text
    again.dispense(14)
    assert sum(Dispensing.objects.values_list("capsules", flat=True)) == 21
    assert sum(given.days or 0 for given in Dispensing.objects.all()) == 28
    assert check_at(scene).title == "NO – do not dispense"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"capsules": "22"}, "Enter 21 or less: that is what is left on this prescription."),
        ({"capsules": "0"}, "enter 1 or more."),
        ({"capsules": ""}, "is empty"),
        ({"capsules": "twenty"}, "enter a whole number"),
        ({"capsules": "99999999999999999999"}, "“Capsules handed over”: enter 10000 or less."),
        ({"counselled": ""}, "Tick"),
        ({"nonce": "no uuid"}, "This page is damaged."),
    ],
)
def test_a_form_that_is_not_filled_in_says_so_keeps_what_was_typed_and_stores_nothing(
    scene: Scene, fields: dict[str, str], message: str
) -> None:
    page = check_at(scene).dispense(**{"capsules": "21"} | fields)
    assert page.status == 422
    assert message in page.text
    assert page.title == "YES – dispense"
    assert not Dispensing.objects.exists()


def test_the_same_form_sent_twice_gives_the_same_page_and_one_dispensing(scene: Scene) -> None:
    page = check_at(scene)
    first, second = page.dispense(), page.dispense()
    assert first.text == second.text
    assert Dispensing.objects.count() == 1


def test_the_same_form_sent_with_other_answers_is_refused(scene: Scene) -> None:
    page = check_at(scene)
    page.dispense(7)
    assert page.dispense(14).status == 409
    assert Dispensing.objects.count() == 1


def test_a_fresh_no_at_the_dispensing_is_shown_as_the_answer(scene: Scene) -> None:
    page = check_at(scene)
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    after = page.dispense()
    assert after.title == "NO – do not dispense"
    assert str(words("treatment_stopped").for_pharmacist) in after.text
    assert not Dispensing.objects.exists()
    assert Verdict.objects.filter(mode="dispense", dispense=False).count() == 1


def test_a_yes_that_was_dispensed_on_is_not_shown_again(scene: Scene) -> None:
    page = check_at(scene)
    page.dispense(7)
    again = page.desk.open("verdict", Verdict.objects.get(mode="check"))
    assert again.title == "This answer has ended"
    assert not again.has_form("dispense")


def test_not_this_person_ends_the_sight_of_her_at_once(scene: Scene) -> None:
    page = check_at(scene)
    after = page.send("not-this-person")
    assert after.title == "NO – do not dispense"
    assert "TESTER" not in after.text
    assert page.desk.open("verdict", Verdict.objects.get(refusal="")).title == "This answer has ended"
    ended = page.dispense()
    assert ended.title == "This answer has ended"
    assert not Dispensing.objects.exists()
    assert page.send("not-this-person").text == after.text


def test_not_this_person_ends_the_sight_of_her_even_on_a_damaged_page(scene: Scene) -> None:
    page = check_at(scene)
    after = page.send("not-this-person", nonce="no uuid")
    assert after.title == "NO – do not dispense"
    assert str(words(Refused.WRONG_PERSON).for_pharmacist) in after.text
    assert not visible_patients(by=scene.pharmacist, at=now()).exists()
    assert page.send("not-this-person", nonce="no uuid").title == "This answer has ended"
    assert Verdict.objects.filter(refusal=Refused.WRONG_PERSON).count() == 1


def test_the_reasons_are_sent_to_the_prescriber_once(scene: Scene) -> None:
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    page = check_at(scene)
    assert f"Send these reasons to {scene.prescriber.name}" in page.text
    assert "+32 2 555 10 20" in page.text
    after = page.send("tell")
    assert f"Sent to {scene.prescriber.name}" in after.text
    page.send("tell")
    assert Notice.objects.get().prescriber_id == scene.prescriber.user_id
    assert Message.objects.filter(kind="pharmacy_could_not_dispense").count() == 1


def test_a_no_without_a_prescription_goes_to_who_has_her_in_care(scene: Scene) -> None:
    cancel_prescription(by=scene.prescriber, at=now(), prescription=scene.prescription, reason="wrong dose")
    page = check_at(scene)
    assert str(words(Refused.NO_OPEN_PRESCRIPTION).for_pharmacist) in page.text
    assert f"Sent to {scene.prescriber.name}" in page.send("tell").text
    assert Notice.objects.get().prescriber_id == scene.prescriber.user_id


def test_a_patient_whom_a_delegate_registered_and_nobody_prescribed_for_has_nobody_to_tell(scene: Scene) -> None:
    centre = Organisation.objects.get(id=scene.prescriber.place_id)
    new = register_patient(
        by=a_delegate(centre=centre), at=now(), programme=scene.enrolment.programme, new=an_identity()
    )
    assess_category(
        by=scene.prescriber, at=now(), enrolment=new, category="childbearing", criterion=None,
        specialist_confirmed=False, evidence="",
    )  # fmt: skip
    card = issue_card(by=scene.prescriber, at=now(), enrolment=new)
    page = Desk(scene.pharmacist).check(card.number)
    assert str(words(Refused.NO_OPEN_PRESCRIPTION).for_pharmacist) in page.text
    assert not page.has_form("tell")
    assert page.desk.client.post(f"/counter/{Verdict.objects.get().id}/tell/").status_code == 422


def test_the_look_at_the_person_is_written_down(scene: Scene) -> None:
    check_at(scene)
    seen = Entry.objects.get(act="pharmacies.counter", outcome=Outcome.READ)
    assert (seen.subjects, seen.organisation_id) == ([scene.patient_id], scene.pharmacist.organisation_id)


def test_another_pharmacy_does_not_see_the_answer_nor_act_on_it(scene: Scene) -> None:
    check = a_check(scene)
    other = Desk(a_pharmacist())
    assert other.open("verdict", check).status == 404
    for action in ("dispense", "not-this-person", "tell"):
        assert other.client.post(f"/counter/{check.id}/{action}/").status_code == 404
    dispensed = a_dispensing(scene)
    assert other.open("dispensed", dispensed).status == 404
    assert Desk(scene.pharmacist).open("dispensed", dispensed).status == 200
    assert Desk(scene.pharmacist).open("dispensed", check).status == 404


def test_a_prescriber_has_no_counter(scene: Scene) -> None:
    check = a_check(scene)
    desk = Desk(scene.prescriber)
    assert desk.client.get("/counter/").status_code == 403
    assert desk.open("verdict", check).status == 403
    assert desk.client.post(f"/counter/{check.id}/dispense/").status_code == 403


def test_the_last_five_checks_are_listed_without_a_name(scene: Scene) -> None:
    desk = Desk(scene.pharmacist)
    for _ in range(7):
        desk.check(scene.card.number)
    page = desk.client.get("/counter/").content.decode()
    assert page.count('role="rowheader"') == 5
    assert scene.card.number[-4:] in page
    assert format_number(scene.card.number) not in page
    assert "TESTER" not in page


def test_the_counter_counts_the_day_of_this_pharmacy_alone(scene: Scene) -> None:
    a_check(scene, at=now() - dt.timedelta(days=1))
    a_dispensing(a_woman_ready_for_dispensing())
    desk = Desk(scene.pharmacist)
    desk.check(scene.card.number).dispense(capsules=7)
    desk.check(scene.card.number).send("not-this-person")
    desk.check("000000000000")
    page = Page(desk, desk.client.get("/counter/"))
    assert "Cards checked 3 YES 2 NO 1 Supplies recorded 1" in page.text


def test_every_refusal_of_the_counter_is_kept_with_who_asked_and_where(scene: Scene) -> None:
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="stolen")
    check_at(scene)
    kept = Verdict.objects.get()
    assert (kept.refusal, kept.asked_by_id) == (Refused.CARD_NOT_VALID, scene.pharmacist.user_id)
    assert (kept.pharmacy_id, kept.country) == (scene.pharmacist.organisation_id, "BE")


def test_a_pharmacy_that_is_not_registered_reads_that_it_can_put_it_right_itself() -> None:
    pharmacist = a_pharmacist(pharmacy=a_pharmacy(registered=False))
    page = check_at(a_woman_ready_for_dispensing(pharmacist=pharmacist))
    assert page.title == "NO – do not dispense"
    assert str(words("pharmacy_not_registered").for_pharmacist) in page.text
    assert "Who can put it right: the pharmacy" in page.text
    assert "Annex II.D" in page.text
    assert "TESTER" not in page.text
    assert "1981" not in page.text
    assert not visible_patients(by=pharmacist, at=now()).exists()


def test_a_pharmacy_that_is_not_registered_does_not_see_the_person_without_a_prescription_either() -> None:
    pharmacist = a_pharmacist(pharmacy=a_pharmacy(registered=False))
    scene = a_woman_ready_for_dispensing(pharmacist=pharmacist)
    cancel_prescription(by=scene.prescriber, at=now(), prescription=scene.prescription, reason="wrong dose")
    page = check_at(scene)
    assert str(words(Refused.NO_OPEN_PRESCRIPTION).for_pharmacist) in page.text
    assert "TESTER" not in page.text
    assert not visible_patients(by=pharmacist, at=now()).exists()


def test_the_dispensing_for_a_patient_who_was_withdrawn_after_the_check_is_a_no(scene: Scene) -> None:
    page = check_at(scene)
    withdraw(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="moved away")
    after = page.dispense()
    assert str(words("not_enrolled").for_pharmacist) in after.text
    assert not Dispensing.objects.exists()
