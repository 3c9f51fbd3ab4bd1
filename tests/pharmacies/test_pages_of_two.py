"""The pages that two pharmacists sign, and how the counter shows what became of it."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings

from accounts.actor import Actor
from accounts.models import Role
from outbox.models import Message
from patients.models import Dispensing, LateEntry, Mode, Verdict
from patients.operations import interrupt_supply, suspect_pregnancy
from patients.queries import rows_of_record
from pharmacies.operations import check_card
from prescribers.presenters.deviation import say_late_entry
from prescribers.presenters.timeline import say
from programmes.operations import recall_batch
from tests.builders import (
    BRUSSELS,
    PASSWORD,
    Scene,
    a_check,
    a_pharmacist,
    a_pharmacy,
    a_place_for,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
    user_of,
)
from tests.pharmacies.desk import Desk, Page, check_at
from tests.pharmacies.shelf import a_code, a_pack, scanned
from tests.pharmacies.two_people import Authority, a_regime, a_second_pharmacist, an_authority

pytestmark = pytest.mark.django_db

NINE_DAYS = dt.timedelta(days=9)


@pytest.fixture
def authority() -> Authority:
    return an_authority()


@pytest.fixture
def expired(authority: Authority) -> Scene:
    return a_woman_ready_for_dispensing(prescribed=now() - NINE_DAYS)


@pytest.fixture
def second(expired: Scene) -> Actor:
    return a_second_pharmacist(expired)


def _signed(second: Actor, **changes: str) -> dict[str, str]:
    return {"second_email": user_of(second).email, "second_password": PASSWORD} | changes


def _why(**changes: object) -> dict[str, object]:
    return {
        "capsules": 7,
        "counselled": "on",
        "why": "nothing_left",
        "words": "Nobody answers.",
        "batch": "L1",
    } | changes


def test_a_no_that_may_be_overruled_leads_to_the_page_and_from_there_to_the_record(
    expired: Scene, second: Actor
) -> None:
    page = check_at(expired)
    assert page.title == "NO – do not dispense"
    form = page.follow("override")
    assert "At most 7 capsules may be handed over so." in form.text
    done = form.fill(**_why(), **_signed(second))
    assert done.title == "Recorded: dispensed against a reason"
    assert "YES – dispense" not in done.text
    assert f"Signed by {expired.pharmacist.name} and {second.name}." in done.text
    assert "7 capsules, against a reason" in Page(done.desk, done.desk.client.get("/counter/")).text
    words = " / ".join(say(row) for row in rows_of_record(enrolment=expired.enrolment))
    assert "Dispensed against a reason (" in words
    assert "Nobody answers." in words


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"second_password": "wrong"}, "second_email"),
        ({"second_email": "nobody@example.org"}, "second_email"),
        ({"capsules": 8}, "capsules"),
        ({"words": ""}, "words"),
        ({"why": "because"}, "why"),
        ({"counselled": ""}, "counselled"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_recorded(
    expired: Scene, second: Actor, changes: dict[str, object], field: str
) -> None:
    form = check_at(expired).follow("override")
    refused = form.fill(**{**_why(), **_signed(second), **changes})
    assert refused.status == 422
    assert f'href="#id_{field}' in refused.source
    assert PASSWORD not in refused.source
    assert not Dispensing.objects.exists()


def test_packs_are_scanned_before_both_sign_and_a_refused_one_asks_for_a_word(expired: Scene, second: Actor) -> None:
    good, weaker = a_code(a_pack()), a_code(a_pack(strength="3"), batch="WEAK1")
    form = check_at(expired).follow("override")
    assert "camera=(self)" in form.response.headers["Permissions-Policy"]
    refused = form.send("pack", code=scanned(weaker))
    assert (refused.status, "The pack is of 3 mg; 4 mg are prescribed." in refused.text) == (422, True)
    assert refused.title == "Dispense against a reason"
    override = f"/counter/{Verdict.objects.get(refusal='', mode='check').id}/override/"
    sent = {"nonce": refused.hidden("nonce"), **_why(), **_signed(second)}
    unsaid = Page(form.desk, form.desk.client.post(override, sent))
    assert (unsaid.status, 'href="#id_why_unscanned' in unsaid.source) == (422, True)
    forced = Page(form.desk, form.desk.client.post(override, sent | {"pack": weaker.text, "batch": ""}))
    assert (forced.status, "Not this pack" in forced.text) == (422, True)
    assert not Dispensing.objects.exists()
    listed = refused.send("pack", code=scanned(good))
    assert "7 of 7 capsules" in listed.text
    sent |= {"nonce": forced.hidden("nonce"), "pack": good.text, "batch": ""}
    done = Page(form.desk, form.desk.client.post(override, sent, follow=True))
    assert done.title == "Recorded: dispensed against a reason"
    assert "batch LOT42A: 7 capsules" in done.text


def test_nobody_is_her_own_second_person(expired: Scene) -> None:
    form = check_at(expired).follow("override")
    assert form.fill(**_why(), **_signed(expired.pharmacist)).status == 422


def test_a_stop_offers_no_override_and_its_page_leads_back(expired: Scene, second: Actor) -> None:
    interrupt_supply(by=expired.prescriber, at=now(), enrolment=expired.enrolment, reason="operation")
    page = check_at(expired)
    assert "second pharmacist" not in page.text
    check = Verdict.objects.latest("at")
    assert page.desk.client.get(f"/counter/{check.id}/override/").status_code == 302


def test_where_the_country_allows_none_it_is_not_offered(authority: Authority) -> None:
    abroad = a_pharmacist(pharmacy=a_pharmacy(country="FR"))
    scene = a_woman_ready_for_dispensing(prescribed=now() - NINE_DAYS, pharmacist=abroad)
    assert "second pharmacist" not in check_at(scene).text


# --- entered late ------------------------------------------------------------------------------------------------


@pytest.fixture
def her(authority: Authority) -> Scene:
    return a_woman_ready_for_dispensing(prescribed=now() - dt.timedelta(days=1))


def _moment(at: dt.datetime) -> dict[str, object]:
    local = at.astimezone(BRUSSELS)
    return {"day_day": local.day, "day_month": local.month, "day_year": local.year, "clock": f"{local:%H:%M}"}


def _late(scene: Scene, *, at: dt.datetime | None = None, **changes: Any) -> Page:
    desk = Desk(scene.pharmacist)
    page = Page(desk, desk.client.get("/counter/late/"))
    fields = {"number": scene.card.number, "why": "no_answer", **_moment(at or now() - dt.timedelta(hours=2))}
    return page.fill(**{**_why(), **fields, **_signed(a_second_pharmacist(scene)), **changes})


def test_a_late_entry_that_was_in_order_is_confirmed_as_late(her: Scene) -> None:
    done = _late(her)
    assert done.title == "Dispensing recorded"
    assert "Entered late:" in done.text
    assert "7 capsules, entered late" in Page(done.desk, done.desk.client.get("/counter/")).text
    verdict = Verdict.objects.get(mode=Mode.LATE)
    assert done.desk.open("verdict", verdict).status == 302


def test_a_late_entry_against_a_reason_never_looks_like_a_yes(her: Scene) -> None:
    interrupt_supply(by=her.prescriber, at=now() - dt.timedelta(hours=20), enrolment=her.enrolment, reason="operation")
    done = _late(her)
    assert done.title == "Recorded: dispensed against a reason"
    assert "Treatment stopped" in done.text
    assert "Dispensing recorded" not in done.text
    assert "had been told no" not in done.text
    assert "Write the number on the bag" not in done.text
    assert Dispensing.objects.count() == 1


def test_a_batch_called_back_that_was_handed_over_is_said_to_all_who_must_know_when_it_is_entered(
    her: Scene, authority: Authority
) -> None:
    office = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    day = now().date() - dt.timedelta(days=3)
    recall_batch(by=office, at=now(), product=a_pack().product, number="BAD1", from_on=day, reason="not sterile")
    assert "is called back" not in _late(her, batch="GOOD1", capsules="1").text
    done = _late(her, batch="BAD1", capsules="2", at=now() - dt.timedelta(hours=3))
    assert "Batch BAD1 is called back. Call the patient now" in done.text
    told = set(Message.objects.filter(kind__startswith="called_back").values_list("kind", "recipient_id"))
    assert told == {
        ("called_back_supply", her.prescriber.user_id),
        ("called_back_deviation", authority.one.organisation_id),
    }
    [one, other] = [say_late_entry(entry)[1] for entry in LateEntry.objects.order_by("-happened_at")]
    assert ("is called back" in one, "Its batch, BAD1, is called back" in other) == (False, True)


def test_too_many_numbers_that_no_card_has_are_said_at_their_field(her: Scene) -> None:
    for _try in range(settings.UNKNOWN_CARDS_AT_MOST):
        check_card(by=her.pharmacist, at=now(), number=None)
    page = _late(her, number="7K3M-9QXT-4HX7")
    assert "Too many card numbers that no card has. Wait, or telephone." in page.text
    assert "Nobody answers." in page.source, "what was written is lost"


def test_who_was_told_no_and_then_enters_a_supply_late_is_shown_to_both_sides(her: Scene) -> None:
    interrupt_supply(by=her.prescriber, at=now() - dt.timedelta(hours=20), enrolment=her.enrolment, reason="operation")
    assert not a_check(her, at=now() - dt.timedelta(hours=1)).dispense
    done = _late(her)
    assert "This pharmacy had been told no at" in done.text
    _day, told = say_late_entry(LateEntry.objects.get())
    assert "The pharmacy had been told no before" in told
    assert "Treatment stopped" in told


def test_a_suspicion_is_not_told_from_any_other_stop(her: Scene) -> None:
    suspect_pregnancy(by=her.prescriber, at=now() - dt.timedelta(hours=20), patient=her.patient, reason="late")
    done = _late(her)
    assert "Treatment stopped" in done.text
    assert "regnancy" not in done.text


def test_the_page_shows_nothing_of_the_patient(her: Scene) -> None:
    done = _late(her)
    assert "TESTER" not in done.text.upper()
    assert "born" not in done.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "7K3M"}, "number"),
        ({"number": "0000-0000-0001"}, "number"),
        ({"clock": "half past two"}, "clock"),
        ({"day_year": "2020"}, "day"),
        ({"clock": "25:00"}, "clock"),
        ({"capsules": 22}, "capsules"),
        ({"capsules": 0}, "capsules"),
        ({"second_password": "wrong"}, "second_email"),
    ],
)
def test_what_is_wrong_in_a_late_entry_is_said_at_its_field(her: Scene, changes: dict[str, Any], field: str) -> None:
    refused = _late(her, **changes)
    assert refused.status == 422
    assert f'href="#id_{field}' in refused.source
    assert not Dispensing.objects.exists()


def test_a_moment_to_come_is_refused_with_words(her: Scene) -> None:
    refused = _late(her, at=now() + dt.timedelta(minutes=10))
    assert (refused.status, "This moment has not come yet" in refused.text) == (422, True)


# --- what the authority set ----------------------------------------------------------------------------------------


def test_the_answer_says_what_the_authority_set_and_what_it_moved(expired: Scene, authority: Authority) -> None:
    programme = expired.enrolment.programme
    a_regime(authority, programme=programme, regime="suspended", at=now())
    page = check_at(expired)
    assert page.title == "YES – dispense"
    assert "The authority set this programme to “suspended” until" in page.text
    assert "The register of certificates is being rebuilt." in page.text
    assert page.dispense().title == "Dispensing recorded"
    a_regime(authority, programme=programme, regime="normal", at=now())
    assert "The authority set" not in check_at(expired).text


def test_a_check_at_another_place_of_the_same_patient_is_not_overruled_here(expired: Scene, second: Actor) -> None:
    other = Desk(a_pharmacist())
    check = a_check(expired, at=now())
    assert other.client.get(f"/counter/{check.id}/override/").status_code == 404
