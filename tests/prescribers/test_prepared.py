"""A delegate prepares everything and signs nothing: kept, opened filled in, signed, sent back, taken back."""

import datetime as dt
import html
import re
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.refusals import AlreadyUsed, NotPermitted, NotVisible
from patients.models import Agreement, Card, PregnancyTest, Prescription, SideEffectTold, Stop, Treatment, Visit
from patients.operations import interrupt_supply
from patients.refusals import NothingToChange
from prescribers.models import PreparedAct, PreparedOutcome
from prescribers.operations import close_as_signed, prepare_act, send_back, take_back
from tests.builders import Scene, a_dispensing, a_prescriber, a_test, a_woman_ready_for_dispensing, now, the_statements
from tests.prescribers.desk import WORKLIST, Answer, Desk, a_delegate_of, address, boxes, centre_of
from tests.prescribers.forms import a_draft_form, today
from tests.prescribers.test_visit import a_visit_form, carried, ticked_in

pytestmark = pytest.mark.django_db

TO_SIGN = "/patients/to-sign/"


@pytest.fixture(scope="module")
def her(ground: None) -> Scene:
    scene = a_woman_ready_for_dispensing(at=now() - dt.timedelta(days=26))
    a_dispensing(scene)
    return scene


def keeps(scene: Scene, page: str, form: dict[str, Any]) -> Answer:
    """Fill a form in as a delegate and keep it for the scene's prescriber."""
    return Desk(a_delegate_of(scene.prescriber)).sends(
        address(scene.enrolment, page), form | {"prepared_for": str(scene.prescriber.user_id)}
    )


def opened(scene: Scene) -> tuple[Desk, Answer, str]:
    """Open the one prepared act as the prescriber, from the list."""
    desk, kept = Desk(scene.prescriber), PreparedAct.objects.get()
    line = desk.opens(TO_SIGN)
    path = line.source.split(f"?prepared={kept.id}")[0].rpartition('"')[2] + f"?prepared={kept.id}"
    return desk, desk.opens(path), path


# --- from the delegate's form to the signature -------------------------------------------------------------


def test_a_delegate_keeps_an_interruption_and_nothing_of_it_is_done(her: Scene) -> None:
    answer = keeps(her, "interrupt", {"reason": "low counts"})
    assert f"Kept for {her.prescriber.name} to sign. Nothing of it is done yet." in answer.text
    assert Stop.objects.count() == 0
    assert "1 thing waits for a signature" in Desk(her.prescriber).opens(WORKLIST).text
    page = Desk(her.prescriber).opens(TO_SIGN)
    assert "Interruption" in page.text
    assert "For you" in page.text


def test_the_prescriber_opens_the_very_form_filled_in_and_signs_it(her: Scene) -> None:
    keeps(her, "interrupt", {"reason": "low counts"})
    desk, page, path = opened(her)
    assert page.heading == "Interrupt treatment from today"
    assert ">\nlow counts</textarea>" in page.source
    assert "Check every answer: it is yours once you sign." in page.text
    desk.sends_again(path, page.hidden | {"reason": "low counts, seen by me"})
    assert Stop.objects.get().why == "low counts, seen by me"
    assert PreparedOutcome.objects.get().how == "signed"
    assert "Nothing waits for a signature" in desk.opens(TO_SIGN).text


def test_dates_and_choices_are_filled_in_as_they_were_kept(her: Scene) -> None:
    treatment = Treatment.objects.standing().get(enrolment=her.enrolment)
    day = today() - dt.timedelta(days=2)
    keeps(her, f"treatment/{treatment.id}/end", boxes("ended_on", day) | {"reason": "progression"})
    desk, page, path = opened(her)
    assert page.value("ended_on_day") == str(day.day)
    assert ticked_in(page) == {"reason"}
    desk.sends_again(path, page.hidden | boxes("ended_on", day) | {"reason": "progression"})
    assert Treatment.objects.standing().get(enrolment=her.enrolment).ended_on == day


def test_a_visit_prepared_records_the_facts_at_once_and_asks_the_attestation_of_the_prescriber(her: Scene) -> None:
    told = {"side_effects": "told", "told": "Rash", "serious": "no"}
    keeps(her, "visit", a_visit_form(strength="3", **told) | {"counselled": "on"})
    assert PregnancyTest.objects.filter(patient=her.patient).count() == 2
    assert SideEffectTold.objects.get().words == "Rash"
    assert Prescription.objects.count() == 1
    desk, page, path = opened(her)
    assert "No new test is wanted today" in page.text
    assert "Rash" in page.text
    assert ticked_in(page) == {"specimen", "strength", "cycle"}
    answers = a_visit_form(strength="3") | {"result": ""}
    check = desk.sends_again(path, page.hidden | answers)
    assert check.heading == "Check and sign the visit"
    assert "Recorded already: Negative" in check.text
    done = desk.sends_again(path, carried(check) | {"checked": "on"})
    assert done.heading == "Prescription authorised"
    assert Visit.objects.get().prescription.strength_mg == 3
    assert PreparedOutcome.objects.get().how == "signed"


def test_an_agreement_prepared_keeps_what_was_talked_through_and_asks_every_tick_and_the_signature_anew(
    her: Scene,
) -> None:
    told = {"gone_through": ["harms_unborn", "tests"], "signer": "patient", "signed_how": "paper"}
    ticks = {"says_harms_unborn": "on", "talked": "on", "typed_name": "María García"}
    page = keeps(her, "agreement", told | ticks | {"file_reference": "8-113"})
    assert f"Kept for {her.prescriber.name} to sign. Nothing of it is done yet." in page.text
    assert Agreement.objects.filter(enrolment=her.enrolment).count() == 1
    assert PreparedAct.objects.get().answers.keys() == {*told, "file_reference"}
    assert "Agreement" in Desk(her.prescriber).opens(TO_SIGN).text
    desk, page, path = opened(her)
    assert ticked_in(page) == {"signer", "signed_how"}
    assert page.value("file_reference") == "8-113"
    assert page.text.count("Talked through by") == 2
    answers = told | {"file_reference": "8-113"}
    assert desk.sends_again(path, page.hidden | answers).status == 422
    assert Agreement.objects.filter(enrolment=her.enrolment).count() == 1
    wanted = the_statements(enrolment=her.enrolment, at=now())
    desk.sends_again(path, page.hidden | answers | {f"says_{code}": "on" for code in wanted} | {"talked": "on"})
    latest = Agreement.objects.filter(enrolment=her.enrolment).order_by("recorded_at").last()
    assert latest is not None
    assert latest.statements == wanted
    assert PreparedOutcome.objects.get().how == "signed"


def test_the_delegate_s_form_of_an_agreement_has_nothing_to_agree_to_or_to_sign_in(her: Scene) -> None:
    page = Desk(a_delegate_of(her.prescriber)).opens(address(her.enrolment, "agreement"))
    for name in ("says_", "talked", "drawn", "typed_name", "scan"):
        assert f'name="{name}' not in page.source
    assert f"Keep for {her.prescriber.name} to sign" in page.text


def test_what_is_no_statement_of_the_category_is_not_kept_as_talked_through(her: Scene) -> None:
    told = {"gone_through": ["semen"], "signer": "patient", "signed_how": "paper"}
    assert keeps(her, "agreement", told).status == 422
    assert PreparedAct.objects.count() == 0


def test_the_delegate_s_form_of_a_visit_has_no_attestation(her: Scene) -> None:
    page = Desk(a_delegate_of(her.prescriber)).opens(address(her.enrolment, "visit"))
    assert 'name="counselled"' not in page.source
    assert f"Keep for {her.prescriber.name} to sign" in page.text


def test_a_prescription_prepared_is_checked_and_signed_by_the_prescriber(her: Scene) -> None:
    a_test(by=her.prescriber, at=now(), patient=her.patient)
    keeps(her, "prescription", a_draft_form(strength="2", days_supply="21"))
    desk, page, path = opened(her)
    assert ticked_in(page) == {"strength", "cycle"}
    assert page.value("days_supply") == "21"
    check = desk.sends_again(path, a_draft_form(strength="2", days_supply="21"))
    assert check.heading == "Check and sign"
    desk.sends_again(check.address, check.hidden | {"checked": "on"})
    assert Prescription.objects.get(closure__isnull=True).strength_mg == 2
    assert PreparedOutcome.objects.get().how == "signed"


def test_a_prescription_that_the_rulebook_refuses_is_not_even_kept(her: Scene) -> None:
    a_test(by=her.prescriber, at=now(), patient=her.patient)
    assert keeps(her, "prescription", a_draft_form(days_supply="84")).status == 422
    assert PreparedAct.objects.count() == 0


def test_a_category_and_a_card_are_prepared_and_signed(her: Scene) -> None:
    keeps(her, "category", {"criterion": "none", "evidence": ""})
    desk, page, path = opened(her)
    assert ticked_in(page) == {"criterion"}
    desk.sends_again(path, page.hidden | {"criterion": "none", "evidence": ""})
    assert PreparedOutcome.objects.get().how == "signed"
    nurse = Desk(a_delegate_of(her.prescriber))
    whom = {"prepared_for": str(her.prescriber.user_id)}
    nurse.sends(address(her.enrolment, "card", "issue"), whom, page=address(her.enrolment, "card"))
    assert Card.objects.count() == 1
    kept = PreparedAct.objects.get(act="issue_card")
    shown = desk.opens(address(her.enrolment, "card") + f"?prepared={kept.id}")
    assert "Check every answer" in shown.text
    desk.sends_again(address(her.enrolment, "card", "issue") + f"?prepared={kept.id}", shown.hidden)
    assert Card.objects.count() == 2
    assert PreparedOutcome.objects.count() == 2


def test_a_positive_result_typed_by_a_delegate_stops_at_once(her: Scene) -> None:
    assert keeps(her, "visit", a_visit_form(result="positive")).heading.startswith("Stopped")
    assert PreparedAct.objects.count() == 0


def test_a_record_that_changed_since_it_was_prepared_says_what_changed(her: Scene) -> None:
    keeps(her, "interrupt", {"reason": "low counts"})
    a_test(by=her.prescriber, at=now(), patient=her.patient)
    _desk, page, _path = opened(her)
    assert "What changed in the record since it was prepared" in page.text
    assert "Pregnancy test: Negative" in page.text


# --- sent back, taken back ---------------------------------------------------------------------------------


def test_it_is_sent_back_with_words_that_the_delegate_reads(her: Scene) -> None:
    keeps(her, "interrupt", {"reason": "low counts"})
    kept = PreparedAct.objects.get()
    path = f"{TO_SIGN}{kept.id}/send-back/"
    desk = Desk(her.prescriber)
    assert desk.sends(path, {"reason": ""}).status == 422
    assert desk.sends(path, {"reason": "Repeat the count first"}).heading == "To sign"
    page = Desk(a_delegate_of(her.prescriber)).opens(TO_SIGN)
    assert "Sent back by" in page.text
    assert "Repeat the count first" in page.text


def test_what_was_sent_back_meanwhile_is_not_signed(her: Scene) -> None:
    keeps(her, "interrupt", {"reason": "low counts"})
    desk, page, path = opened(her)
    send_back(by=her.prescriber, at=now(), prepared=PreparedAct.objects.get(), reason="wait")
    answer = desk.sends_again(path, page.hidden | {"reason": "low counts"})
    assert answer.status == 409
    assert Stop.objects.count() == 0


def test_a_delegate_takes_it_back(her: Scene) -> None:
    keeps(her, "interrupt", {"reason": "low counts"})
    desk = Desk(a_delegate_of(her.prescriber))
    page = desk.sends(f"{TO_SIGN}{PreparedAct.objects.get().id}/take-back/", {}, page=TO_SIGN)
    assert "Taken back." in page.text
    assert PreparedOutcome.objects.get().how == "withdrawn"
    assert "1 thing waits for" not in Desk(her.prescriber).opens(WORKLIST).text


def test_a_prepared_act_opens_no_other_patient_s_form(her: Scene) -> None:
    keeps(her, "interrupt", {"reason": "low counts"})
    kept = PreparedAct.objects.get()
    other = a_woman_ready_for_dispensing(prescriber=her.prescriber)
    desk = Desk(her.prescriber)
    for enrolment, page, which in (
        (other.enrolment, "interrupt", kept.id),
        (her.enrolment, "visit", kept.id),
        (her.enrolment, "interrupt", uuid4()),
        (her.enrolment, "interrupt", "x"),
    ):
        assert desk.opens(address(enrolment, page) + f"?prepared={which}").status == 404
    stranger = Desk(a_prescriber())
    assert stranger.opens(f"{TO_SIGN}{kept.id}/send-back/").status == 404
    assert "Interruption" not in stranger.opens(TO_SIGN).text


# --- no button that fails ----------------------------------------------------------------------------------


def test_every_way_that_a_delegate_is_shown_opens(her: Scene) -> None:
    keeps(her, "interrupt", {"reason": "low counts"})
    nurse = Desk(a_delegate_of(her.prescriber))
    treatment = Treatment.objects.standing().get(enrolment=her.enrolment)
    pages = [
        address(her.enrolment, *page)
        for page in ((), ("record",), ("visit",), ("agreement",), ("card",), ("prescription",))
    ]
    pages += [TO_SIGN, WORKLIST, address(her.enrolment, "treatment", treatment.id, "end")]
    refused = refused_ways(nurse, pages)
    interrupt_supply(by=her.prescriber, at=now(), enrolment=her.enrolment, reason="low counts")
    assert refused + refused_ways(nurse, pages[:3]) == []


def refused_ways(desk: Desk, pages: list[str]) -> list[str]:
    """Follow every way of some pages, and list what does not open."""
    ways = {way for page in pages for way in re.findall(r'href="(/patients/[^"#]*)"', desk.opens(page).source)}
    assert ways
    return [way for way in sorted(ways) if desk.opens(html.unescape(way)).status not in {200, 302}]


def test_going_on_is_prepared_too(her: Scene) -> None:
    stop = interrupt_supply(by=her.prescriber, at=now(), enrolment=her.enrolment, reason="low counts")
    keeps(her, f"resume/{stop.id}", {})
    assert Stop.objects.standing().get().until_on is None
    desk, page, path = opened(her)
    desk.sends_again(path, page.hidden)
    assert Stop.objects.standing().get().until_on == today()


def test_the_list_costs_the_same_for_one_act_and_for_many(
    her: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        kept_act(her, answers={"reason": [f"reason {number}"]})
        send_back(by=her.prescriber, at=now(), prepared=kept_act(her), reason="wait")
    desk = Desk(her.prescriber)
    desk.opens(TO_SIGN)
    with django_assert_max_num_queries(16):
        assert desk.opens(TO_SIGN).status == 200


# --- the operations themselves -----------------------------------------------------------------------------


def kept_act(scene: Scene, **changes: Any) -> PreparedAct:
    facts: dict[str, Any] = {
        "by": a_delegate_of(scene.prescriber), "at": now(), "enrolment": scene.enrolment, "act": "interrupt",
        "row_id": None, "answers": {"reason": ["low counts"]},
        "prepared_for": scene.prescriber.person_id,
    }  # fmt: skip
    return prepare_act(**facts | changes)


def test_only_a_delegate_prepares_and_only_for_a_prescriber_of_the_centre(her: Scene) -> None:
    for changes in (
        {"by": her.prescriber},
        {"act": "register"},
        {"prepared_for": a_prescriber().person_id},
        {"prepared_for": uuid4()},
    ):
        with pytest.raises(NotPermitted):
            kept_act(her, **changes)
    with pytest.raises(NotVisible):
        kept_act(her, by=a_delegate_of(a_prescriber()))
    assert PreparedAct.objects.count() == 0


def test_one_nonce_keeps_one_act(her: Scene) -> None:
    nonce, by, at = uuid4(), a_delegate_of(her.prescriber), now()
    first = kept_act(her, by=by, at=at, nonce=nonce)
    assert kept_act(her, by=by, at=at, nonce=nonce) == first
    with pytest.raises(AlreadyUsed):
        kept_act(her, by=by, at=at, nonce=nonce, answers={"reason": ["other"]})


def test_it_is_answered_once_by_who_may(her: Scene) -> None:
    kept = kept_act(her)
    with pytest.raises(NotPermitted):
        send_back(by=kept_delegate(kept, her), at=now(), prepared=kept, reason="no")
    with pytest.raises(NotVisible):
        send_back(by=a_prescriber(), at=now(), prepared=kept, reason="no")
    signed = close_as_signed(by=her.prescriber, at=now(), prepared=kept)
    assert close_as_signed(by=her.prescriber, at=now(), prepared=kept) == signed
    with pytest.raises(NothingToChange):
        send_back(by=her.prescriber, at=now(), prepared=kept, reason="no")
    with pytest.raises(NothingToChange):
        take_back(by=a_delegate_of(her.prescriber), at=now(), prepared=kept)


def kept_delegate(kept: PreparedAct, scene: Scene) -> Any:
    """Make a colleague of who prepared it."""
    assert kept.organisation_id == centre_of(scene.prescriber).id
    return a_delegate_of(scene.prescriber)
