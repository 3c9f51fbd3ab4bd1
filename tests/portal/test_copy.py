"""Her copy of all that is kept of her: after a code to the telephone on record, and with nobody else in it."""

from uuid import uuid4

import pytest

from patients.models import PhoneCode
from patients.operations import change_contacts
from patients.phone_codes import code_of
from tests.builders import Scene, an_identity, now, user_of
from tests.portal.hand import Hand
from tests.portal.reading import grade

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(scene: Scene) -> Scene:
    change_contacts(by=scene.prescriber, at=now(), patient=scene.patient, new=an_identity(mobile="+32 470 65 43 21"))
    return scene


def test_a_card_and_a_birth_date_alone_open_no_copy(reachable: Scene, hand: Hand) -> None:
    for path in ("copy/read/", "copy/data.json"):
        answer = hand.opens(path)
        assert answer.heading == "I want a copy of my data"
        assert "negative" not in answer.text
        assert "Its number ends in: 321" in answer.text
        assert "6543" not in answer.text.replace(" ", "")


def test_with_the_telephone_on_record_she_reads_all_of_it_and_takes_it_along(reachable: Scene, hand: Hand) -> None:
    hand.presses("copy/", "copy/")
    read = hand.presses("copy/code/", "copy/code/", code=code_of(PhoneCode.objects.get()))
    assert read.heading == "My copy"
    assert "negative" in read.text
    copy = hand.client.get("/card/copy/data.json").json()
    kinds = {row["kind"] for row in copy["records"]}
    assert {"identity", "contact", "pregnancy test", "card", "prescription", "enrolment", "treatment"} <= kinds
    assert any(look["role"] == "patient" for look in copy["looked_at_and_changed"])


def test_nobody_else_is_in_the_copy(reachable: Scene, hand: Hand) -> None:
    hand.presses("copy/", "copy/")
    hand.presses("copy/code/", "copy/code/", code=code_of(PhoneCode.objects.get()))
    text = hand.client.get("/card/copy/data.json").content.decode()
    for stranger in (reachable.prescriber, reachable.pharmacist):
        assert stranger.name not in text
        assert str(stranger.user_id) not in text
        assert user_of(stranger).email not in text


def test_a_code_for_a_new_number_opens_no_copy(reachable: Scene, hand: Hand) -> None:
    hand.presses("number/", "number/", number="+32 470 12 34 56")
    answer = hand.presses("copy/code/", "copy/code/", code=code_of(PhoneCode.objects.get()))
    assert "no longer good" in answer.text


def test_a_number_that_was_changed_on_this_page_opens_no_copy(reachable: Scene, hand: Hand) -> None:
    """Whoever has her card and knows her birth date could else put in a telephone of her own, and read the results."""
    hand.presses("number/", "number/", number="+32 470 12 34 56")
    hand.presses("number/code/", "number/code/", code=code_of(PhoneCode.objects.get()))
    page = hand.opens("copy/")
    assert "Your phone number was changed on this page." in page.text
    assert grade(page.text) <= 6
    assert "Ask your centre for a copy on paper." in hand.sends("copy/", {"nonce": str(uuid4())}).text
    assert not PhoneCode.objects.filter(opens="copy").exists()
    change_contacts(
        by=reachable.prescriber, at=now(), patient=reachable.patient, new=an_identity(mobile="+32470000000")
    )
    assert "Its number ends in: 000" in hand.opens("copy/").text


def test_without_a_number_on_record_her_centre_gives_the_copy(scene: Scene, hand: Hand) -> None:
    page = hand.opens("copy/")
    assert "We have no phone number of yours." in page.text
    assert "We have no phone number" in hand.sends("copy/", {"nonce": str(uuid4())}).text
    assert not PhoneCode.objects.exists()
