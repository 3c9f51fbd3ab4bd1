"""Capsules that come back: counted, kept, and read by the rulebook as its words say."""

import datetime as dt
from uuid import UUID, uuid4

import pytest

from accounts.refusals import NotVisible
from outbox.models import Message
from patients.gathering import Asked, gather
from patients.models import CameBack, CapsuleReturn, Dispensing
from patients.operations import interrupt_supply
from patients.queries import capsules_given
from patients.refusals import NotForThisPatient, NothingToChange
from pharmacies.recorded import confirmation_number, numbered
from pharmacies.returns import reverse_dispensing, take_back
from tests.builders import Scene, a_dispensing, a_pharmacist, a_woman_ready_for_dispensing, now
from tests.pharmacies.desk import Desk, Page, check_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def _given(scene: Scene, capsules: int = 21) -> Dispensing:
    found: Dispensing = a_dispensing(scene, at=now(), capsules=capsules).dispensing
    return found


def _returned_on(scene: Scene) -> list[str | None]:
    facts = gather(asked=Asked(enrolment=scene.enrolment, on=now().date(), prescription=scene.prescription))
    return [row["returned_on"] for row in facts["dispensings"]]


def _today() -> str:
    return now().date().isoformat()


def test_a_supply_that_was_not_collected_counts_as_returned_and_as_dispensed_and_the_prescriber_reads_it(
    scene: Scene,
) -> None:
    given = _given(scene)
    desk = Desk(scene.pharmacist)
    page = desk.open("not_collected", given.verdict)
    assert "The patient needs a new prescription for her next supply." in page.text
    sent = desk.client.post(
        f"/counter/{given.verdict_id}/not-collected/",
        {"nonce": page.hidden("nonce"), "reason": "nobody came"},
        follow=True,
    )
    assert "All of these capsules came back on" in sent.content.decode()
    row = CapsuleReturn.objects.get()
    assert (row.how, row.capsules, row.completes, row.why) == (CameBack.NOT_COLLECTED, 21, given, "nobody came")
    assert _returned_on(scene) == [_today()]
    assert capsules_given(prescription=scene.prescription) == 21
    assert Message.objects.get(kind="not_collected").recipient_id == scene.prescriber.user_id
    assert "All capsules of this prescription were dispensed" in check_at(scene).text
    assert desk.open("not_collected", given.verdict).status == 404


def test_capsules_brought_back_are_counted_and_the_last_of_them_returns_the_supply(scene: Scene) -> None:
    given = _given(scene)
    page = check_at(scene)
    assert "The patient brings capsules back" in page.text
    form = page.follow("brought-back")
    assert "21 capsules dispensed, 21 are out" in form.text
    for count, out in ((8, 13), (13, 0)):
        page = form.fill(dispensing=given.id, capsules=count)
        assert f"Capsules brought back are recorded: {count}." in page.source
        form = page
        assert (f"{out} are out" in page.text) == (out > 0)
    assert "No supply of this patient is out." in form.text
    assert sorted(CapsuleReturn.objects.values_list("capsules", "completes")) == [(8, None), (13, given.id)]
    assert _returned_on(scene) == [_today()]


def test_some_of_a_supply_brought_back_leaves_it_counted_as_it_was(scene: Scene) -> None:
    given = _given(scene)
    take_back(by=scene.pharmacist, at=now(), dispensing=given, capsules=20)
    assert _returned_on(scene) == [None]


def test_no_more_comes_back_than_is_out(scene: Scene) -> None:
    given = _given(scene, 7)
    for capsules in (0, 8):
        with pytest.raises(NotForThisPatient):
            take_back(by=scene.pharmacist, at=now(), dispensing=given, capsules=capsules)
    take_back(by=scene.pharmacist, at=now(), dispensing=given, capsules=1)
    with pytest.raises(NothingToChange):
        reverse_dispensing(by=scene.pharmacist, at=now(), dispensing=given, reason="nobody came")
    page = check_at(scene).follow("brought-back").fill(dispensing=given.id, capsules=7)
    assert page.status == 422
    assert "Of this supply 6 capsules are out: enter no more than that." in page.text


def test_capsules_are_taken_back_while_treatment_is_stopped(scene: Scene) -> None:
    given = _given(scene)
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    page = check_at(scene)
    assert page.title == "NO – do not dispense"
    page.follow("brought-back").fill(dispensing=given.id, capsules=21)
    assert CapsuleReturn.objects.get().completes == given


def test_another_pharmacy_reverses_nothing_and_takes_back_only_with_her_card(scene: Scene) -> None:
    given, stranger = _given(scene), a_pharmacist()
    with pytest.raises(NotVisible):
        reverse_dispensing(by=stranger, at=now(), dispensing=given, reason="nobody came")
    with pytest.raises(NotVisible):
        take_back(by=stranger, at=now(), dispensing=given, capsules=1)
    assert Desk(stranger).open("not_collected", given.verdict).status == 404
    Desk(stranger).check(scene.card.number)
    assert take_back(by=stranger, at=now(), dispensing=given, capsules=1).capsules == 1


def test_a_supply_is_reversed_without_her_card_after_the_scan_has_ended(scene: Scene) -> None:
    given = _given(scene)
    later = now() + dt.timedelta(hours=5)
    row = reverse_dispensing(by=scene.pharmacist, at=later, dispensing=given, reason="nobody came")
    assert row.completes == given


# --- whoever never came -----------------------------------------------------------------------------------


def _finds(scene: Scene, typed: str) -> Page:
    desk = Desk(scene.pharmacist)
    return Page(desk, desk.client.post("/counter/supply/", {"number": typed}, follow=True))


def test_a_part_supply_is_found_by_its_number_days_later_and_reversed_for_itself_alone(scene: Scene) -> None:
    first, second = _given(scene, 7), _given(scene, 14)
    page = _finds(scene, confirmation_number(first.id).lower())
    assert confirmation_number(first.id) in page.text
    asked = page.follow("not-collected")
    asked.fill(reason="nobody came")
    row = CapsuleReturn.objects.get()
    assert (row.dispensing, row.capsules) == (first, 7)
    assert "All of these capsules came back on" in _finds(scene, confirmation_number(first.id)).text
    assert "came back" not in _finds(scene, confirmation_number(second.id)).text
    assert set(_returned_on(scene)) == {_today(), None}


def test_a_number_is_found_at_the_pharmacy_that_recorded_it_and_at_no_other(scene: Scene) -> None:
    given = _given(scene)
    desk = Desk(a_pharmacist())
    strange, unknown = (
        Page(desk, desk.client.post("/counter/supply/", {"number": number}))
        for number in (confirmation_number(given.id), confirmation_number(uuid4()))
    )
    assert strange.status == unknown.status == 422
    assert "No supply of this pharmacy has this number." in strange.text
    assert strange.text == unknown.text


@pytest.mark.parametrize("typed", ["", "D-7K3M", "7K3M-9QXT-4HX7", "D-7K3M9-QXT4U", "x" * 5000, "'; --"])
def test_what_is_no_number_of_a_supply_is_sent_back(scene: Scene, typed: str) -> None:
    page = _finds(scene, typed)
    assert page.status == 422
    assert 'href="#id_number"' in page.source


def test_a_number_stands_for_the_ids_that_begin_so_however_it_is_typed() -> None:
    one = UUID("ffffffff-ffff-4fff-8000-000000000001")
    for typed in (confirmation_number(one), confirmation_number(one).lower(), confirmation_number(one)[2:]):
        ids = numbered(typed)
        assert ids is not None
        assert ids[0] <= one <= ids[1]
        assert confirmation_number(ids[0]) == confirmation_number(ids[1]) == confirmation_number(one)
    assert numbered("D-OIL00-00000") == numbered("D-01100-00000")
