"""Moving a patient between two centres, and covering for a colleague, through the pages."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actor import Actor
from accounts.models import Cover
from audit.models import Entry, Outcome
from foundation.checksymbols import format_number
from patients.identity import person_of
from patients.models import Transfer, TransferAnswer
from patients.operations import accept_transfer
from tests.builders import Scene, a_cover, a_prescriber, a_request, a_woman_ready_for_dispensing, now
from tests.prescribers.desk import Answer, Desk, a_delegate_of, address, boxes, centre_of

pytestmark = pytest.mark.django_db

TRANSFERS, ASK, COVER = "/patients/transfers/", "/patients/transfers/ask/", "/patients/cover/"


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


@pytest.fixture(scope="module")
def new(ground: None) -> Actor:
    return a_prescriber(name="Dr New")


def asked(scene: Scene, **changes: str) -> dict[str, str]:
    """Fill the form that asks for the patient of a scene."""
    filled = {"card": format_number(scene.card.number), "agrees": "on", "agreed_how": "spoken", "words": ""}
    return filled | boxes("birth_date", dt.date(1981, 3, 14)) | boxes("agreed_on", now().date()) | changes


def name_of(scene: Scene) -> str:
    return person_of(patient=scene.patient).family_name.upper()


def page_of(transfer: Transfer) -> str:
    return f"{TRANSFERS}{transfer.id}/"


def test_a_patient_is_asked_for_by_her_card_and_accepted(scene: Scene, new: Actor) -> None:
    there, here = Desk(new), Desk(scene.prescriber)
    sent = there.sends(ASK, asked(scene))
    assert (sent.status, sent.address) == (200, TRANSFERS)
    assert "Patient born 14 Mar 1981" in sent.text
    for hidden in (name_of(scene), centre_of(scene.prescriber).name, scene.prescriber.name):
        assert hidden not in sent.text
    request = Transfer.objects.get()
    assert there.opens(address(scene.enrolment)).status == 404
    waiting = here.opens(page_of(request))
    assert name_of(scene) in waiting.text
    assert "Dr New" in waiting.text
    assert here.sends(page_of(request), {"answer": "accept", "words": ""}).address == TRANSFERS
    assert here.opens(address(scene.enrolment)).status == 404
    taken = there.opens(address(scene.enrolment))
    assert (taken.status, name_of(scene) in taken.text) == (200, True)
    assert "now in the care of Dr New" in there.opens(address(scene.enrolment, "record")).text


def test_a_patient_is_handed_over_and_the_new_centre_leads_to_her_page(scene: Scene, new: Actor) -> None:
    form = {"centre": str(new.place_id), "agrees": "on", "agreed_how": "paper", "words": "She moves to you."}
    sent = Desk(scene.prescriber).sends(address(scene.enrolment, "transfer"), form | boxes("agreed_on", now().date()))
    assert sent.address == TRANSFERS
    offer = Transfer.objects.get()
    shown = Desk(new).opens(page_of(offer))
    assert name_of(scene) not in shown.text
    assert "born 14 Mar 1981" in shown.text
    assert "She moves to you." in shown.text
    assert Desk(new).sends(page_of(offer), {"answer": "accept", "words": ""}).address == address(scene.enrolment)


def test_a_refusal_wants_words_and_reaches_who_asked(scene: Scene, new: Actor) -> None:
    request = a_request(scene, by=new)
    here = Desk(scene.prescriber)
    silent = here.sends(page_of(request), {"answer": "refuse", "words": ""})
    assert silent.status == 422
    assert "Say why you refuse" in silent.text
    here.sends(page_of(request), {"answer": "refuse", "words": "She changed her mind."})
    assert "She changed her mind." in Desk(new).opens(TRANSFERS).text
    assert Desk(new).opens(address(scene.enrolment)).status == 404


def test_who_asked_takes_it_back(scene: Scene, new: Actor) -> None:
    request = a_request(scene, by=new)
    assert Desk(new).sends(page_of(request), {}).address == TRANSFERS
    assert TransferAnswer.objects.get().how == "withdrawn"
    assert Desk(scene.prescriber).opens(page_of(request)).status == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"card": "7K3M-9QXT-4HX8"},
        boxes("birth_date", dt.date(1981, 3, 15)),
        {"agrees": ""},
        {"agreed_how": ""},
        boxes("agreed_on", dt.date(2099, 1, 1)),
    ],
    ids=["card", "birth date", "agreement", "how", "when"],
)
def test_a_form_that_does_not_fit_keeps_what_was_typed_and_sends_nothing(
    scene: Scene, new: Actor, wrong: dict[str, str]
) -> None:
    refused = Desk(new).sends(ASK, asked(scene, words="She moves.") | wrong)
    assert refused.status == 422
    assert "She moves." in refused.source
    assert not Transfer.objects.exists()


def test_the_number_of_a_card_and_the_birth_date_stand_in_no_address(scene: Scene, new: Actor) -> None:
    form = Desk(new).opens(ASK).source
    assert '<form method="post"' in form
    assert Desk(new).opens(f"{ASK}?card={scene.card.number}").source.count(scene.card.number) == 0


def test_the_list_of_transfers_is_a_look_at_whom_it_names_and_costs_the_same_however_many_wait(new: Actor) -> None:
    scenes = [a_woman_ready_for_dispensing() for _ in range(5)]
    a_request(scenes[0], by=new)
    desk = Desk(new)
    desk.opens(TRANSFERS)
    with CaptureQueriesContext(connection) as few:
        desk.opens(TRANSFERS)
    for scene in scenes[1:]:
        a_request(scene, by=new)
    with CaptureQueriesContext(connection) as many:
        desk.opens(TRANSFERS)
    assert len(many) == len(few) <= 15
    last = Entry.objects.filter(act="patients.transfer", outcome=Outcome.READ).latest("at")
    assert set(last.subjects) == {scene.patient_id for scene in scenes}


def test_a_delegate_neither_asks_nor_answers_nor_covers(scene: Scene) -> None:
    desk = Desk(a_delegate_of(scene.prescriber))
    for page in (TRANSFERS, ASK, COVER, address(scene.enrolment, "transfer")):
        assert desk.opens(page).status == 403
    assert "Transfers" not in desk.opens("/patients/").text


# --- cover ---------------------------------------------------------------------------------------------------------


def arranged(desk: Desk, colleague: Actor, **changes: str) -> Answer:
    today = now().date()
    days = boxes("first_day", today) | boxes("last_day", today + dt.timedelta(days=6))
    return desk.sends(COVER, {"who": "away", "colleague": str(colleague.user_id)} | days | changes)


def test_a_cover_is_arranged_seen_by_all_prescribers_and_ended_by_one_of_the_two(scene: Scene) -> None:
    colleague = a_prescriber(centre=centre_of(scene.prescriber), name="Dr Cover")
    third = a_prescriber(centre=centre_of(scene.prescriber))
    sent = arranged(Desk(scene.prescriber), colleague)
    assert (sent.status, sent.address) == (200, COVER)
    assert "Dr Cover" in sent.text
    assert "End this cover" in sent.text
    others = Desk(third).opens(COVER)
    assert "Dr Cover" in others.text
    assert "End this cover" not in others.text
    end = f"{Cover.objects.get().id}/end/"
    assert Desk(third).opens(COVER + end).status == 404
    assert "Nobody covers" in Desk(colleague).sends(COVER + end, {}).text


def test_days_in_the_wrong_order_are_said_beside_the_later_one(scene: Scene) -> None:
    colleague = a_prescriber(centre=centre_of(scene.prescriber))
    refused = arranged(Desk(scene.prescriber), colleague, **boxes("last_day", dt.date(2020, 1, 1)))
    assert refused.status == 422
    assert "Check both dates" in refused.text


def test_a_cover_of_another_centre_is_not_seen(scene: Scene) -> None:
    cover = a_cover(by=a_prescriber(), at=now())
    assert cover.colleague.name not in Desk(scene.prescriber).opens(COVER).text
    assert Desk(scene.prescriber).opens(f"{COVER}{cover.id}/end/").status == 404


def test_who_moved_away_is_shown_as_moved_and_not_as_a_patient(scene: Scene, new: Actor) -> None:
    accept_transfer(by=scene.prescriber, at=now(), transfer=a_request(scene, by=new))
    lists = Desk(scene.prescriber).opens(TRANSFERS)
    assert "Accepted" in lists.text
    assert name_of(scene) not in lists.text


# --- the list ------------------------------------------------------------------------------------------------------


def names_in(page: Answer, *scenes: Scene) -> list[bool]:
    return [name_of(one) in page.text for one in scenes]


def test_the_list_can_be_the_centre_s_one_s_own_or_that_of_those_one_covers(scene: Scene) -> None:
    colleague = a_prescriber(centre=centre_of(scene.prescriber), name="Dr Cover")
    hers = a_woman_ready_for_dispensing(prescriber=colleague)
    a_cover(by=scene.prescriber, at=now(), colleague=colleague)
    desk = Desk(colleague)
    whole, mine, covered = (desk.opens(f"/patients/{asked}") for asked in ("", "?whose=mine", "?whose=covered"))
    assert names_in(whole, scene, hers) == [True, True]
    assert names_in(mine, scene, hers) == [False, True]
    assert names_in(covered, scene, hers) == [True, False]
    assert ["1 patient" in page.text for page in (mine, covered)] == [True, True]
    assert f"for {scene.prescriber.name}" in whole.text
    assert f"for {scene.prescriber.name}" not in mine.text
    third = Desk(a_prescriber(centre=centre_of(scene.prescriber)))
    assert f"for {scene.prescriber.name}" not in third.opens("/patients/").text
    assert names_in(third.opens("/patients/?whose=covered"), scene, hers) == [False, False]


def test_the_list_follows_a_patient_who_moved(scene: Scene, new: Actor) -> None:
    accept_transfer(by=scene.prescriber, at=now(), transfer=a_request(scene, by=new))
    assert names_in(Desk(new).opens("/patients/?whose=mine"), scene) == [True]
    assert names_in(Desk(scene.prescriber).opens("/patients/"), scene) == [False]


def test_a_delegate_is_offered_no_patients_of_her_own(scene: Scene) -> None:
    assert "Whose patients" in Desk(scene.prescriber).opens("/patients/").text
    assert "Whose patients" not in Desk(a_delegate_of(scene.prescriber)).opens("/patients/").text


def test_list_and_page_say_that_a_transfer_waits_and_who_covers(scene: Scene, new: Actor) -> None:
    a_request(scene, by=new)
    a_cover(by=scene.prescriber, at=now(), colleague=a_prescriber(centre=centre_of(scene.prescriber), name="Dr Cover"))
    desk = Desk(scene.prescriber)
    assert "Transfer pending" in desk.opens("/patients/").text
    page = desk.opens(address(scene.enrolment)).text
    assert f"{centre_of(new).name} asked for this patient" in page
    assert "Dr Cover covers" in page
