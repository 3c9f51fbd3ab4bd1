"""A patient's move between two centres: who asks, who answers, what moves along, what stays, who is told."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from accounts.actor import Actor
from accounts.models import Membership, Organisation
from accounts.refusals import NotPermitted, NotVisible, Refusal
from audit.models import Entry, Outcome
from outbox.models import Message, Recipient
from patients.access import visible_patients
from patients.care import care_of, in_care_of
from patients.models import AccessGrant, Enrolment, Transfer, TransferAnswer
from patients.operations import (
    PrescribingRefused,
    accept_transfer,
    ask_for_transfer,
    authorise_prescription,
    offer_transfer,
    refuse_transfer,
    revoke_card,
    suspect_pregnancy,
    withdraw_transfer,
)
from patients.queries import open_enrolment, rows_of_record
from patients.refusals import CardDoesNotFit, FutureDate, NotForThisPatient, NothingToChange, TooManyTries
from patients.transfers import TRIES, moving_among, pending_of, shown_card
from tests.builders import (
    Scene,
    a_centre,
    a_check,
    a_delegate,
    a_dispensing,
    a_draft,
    a_pharmacist,
    a_prescriber,
    a_programme,
    a_request,
    a_woman_ready_for_dispensing,
    an_identity,
)
from tests.patients.invariants import another
from tests.patients.lives import DAY, NOON

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
BORN = dt.date(1981, 3, 14)
TODAY = NOON.date()


def centre_of(actor: Actor) -> Organisation:
    return Organisation.objects.get(id=actor.place_id)


def ask(by: Actor, number: str, born: dt.date = BORN, *, at: dt.datetime = NOON, **changes: Any) -> Transfer:
    said: dict[str, Any] = {"agreed_on": at.date(), "agreed_how": "spoken"}
    return ask_for_transfer(by=by, at=at, shown=shown_card(number=number, birth_date=born), **said | changes)


def hand_over(scene: Scene, to: Actor, *, at: dt.datetime = NOON) -> Transfer:
    return offer_transfer(
        by=scene.prescriber, at=at, enrolment=scene.enrolment, centre=centre_of(to), agreed_on=TODAY, agreed_how="paper"
    )


def moved(scene: Scene, to: Actor, *, at: dt.datetime = NOON) -> None:
    accept_transfer(by=scene.prescriber, at=at, transfer=a_request(scene, by=to, at=at))


@pytest.fixture
def new() -> Actor:
    """Make the prescriber who takes her over."""
    return a_prescriber()


# --- sight and history ---------------------------------------------------------------------------------------


def test_from_acceptance_on_the_new_centre_sees_her_whole_history_and_the_old_one_no_more(
    scene: Scene, new: Actor
) -> None:
    before = len(rows_of_record(enrolment=scene.enrolment))
    request = a_request(scene, by=new)
    assert not visible_patients(by=new, at=NOON).exists()
    accept_transfer(by=scene.prescriber, at=NOON + HOUR, transfer=request)
    assert visible_patients(by=new, at=NOON + HOUR).get() == scene.patient
    assert not visible_patients(by=scene.prescriber, at=NOON + HOUR).exists()
    assert visible_patients(by=scene.prescriber, at=NOON).exists()
    opened = open_enrolment(by=new, at=NOON + HOUR, enrolment_id=scene.enrolment.id)
    assert len(rows_of_record(enrolment=opened)) == before + 2


def test_who_could_see_her_when_is_answered_by_dated_grants(scene: Scene, new: Actor) -> None:
    moved(scene, new, at=NOON + HOUR)
    spans = AccessGrant.objects.filter(patient=scene.patient, kind="enrolment").order_by("from_at")
    assert [(one.organisation_id, one.until_at) for one in spans] == [
        (scene.prescriber.organisation_id, NOON + HOUR),
        (new.organisation_id, None),
    ]


def test_what_the_old_centre_wrote_stays_under_its_names_in_the_trail(scene: Scene, new: Actor) -> None:
    mine = Entry.objects.filter(subjects__contains=[scene.patient_id], actor_id=scene.prescriber.user_id)
    written = mine.count()
    moved(scene, new)
    assert mine.count() == written + 1  # the acceptance itself
    assert set(scene.enrolment.prescriptions.values_list("organisation", flat=True)) == {
        scene.prescriber.organisation_id
    }


def test_a_centre_that_has_her_in_another_programme_keeps_its_sight(scene: Scene, new: Actor) -> None:
    second = another(scene.enrolment, programme_id=a_programme("thalidomide-eu").id)
    assert isinstance(second, Enrolment)
    moved(scene, new)
    for actor in (scene.prescriber, new):
        assert visible_patients(by=actor, at=NOON).filter(id=scene.patient_id).exists()
    assert care_of(enrolment=second).centre_id == scene.prescriber.organisation_id


def test_her_prescriber_is_from_then_on_who_asked_or_who_accepted_the_offer(scene: Scene, new: Actor) -> None:
    moved(scene, new)
    assert care_of(enrolment=scene.enrolment).prescriber_id == new.user_id
    third = a_prescriber()
    offer = offer_transfer(
        by=new, at=NOON, enrolment=scene.enrolment, centre=centre_of(third), agreed_on=TODAY, agreed_how="spoken"
    )
    accept_transfer(by=third, at=NOON + HOUR, transfer=offer)
    care = care_of(enrolment=scene.enrolment)
    assert (care.centre_id, care.prescriber_id, care.since) == (third.organisation_id, third.user_id, NOON + HOUR)


def test_whose_patients_she_is_counted_among_follows_every_move(scene: Scene, stranger: Scene, new: Actor) -> None:
    def of(actor: Actor) -> set[Enrolment]:
        return set(in_care_of(prescriber_ids=[actor.person_id], among=Enrolment.objects.all()))

    assert of(scene.prescriber) == {scene.enrolment}
    moved(scene, new)
    assert (of(scene.prescriber), of(new), of(stranger.prescriber)) == (set(), {scene.enrolment}, {stranger.enrolment})
    offer = offer_transfer(
        by=new, at=NOON + HOUR, enrolment=scene.enrolment, centre=centre_of(scene.prescriber), agreed_on=TODAY,
        agreed_how="spoken",
    )  # fmt: skip
    accept_transfer(by=scene.prescriber, at=NOON + 2 * HOUR, transfer=offer)
    assert (of(scene.prescriber), of(new)) == ({scene.enrolment}, set())


# --- prescriptions and messages --------------------------------------------------------------------------------


def test_an_open_prescription_is_still_dispensed_and_the_new_prescriber_told(scene: Scene, new: Actor) -> None:
    moved(scene, new)
    a_dispensing(scene, at=NOON + HOUR)
    told = Message.objects.get(kind="dispensed")
    assert (told.recipient, told.recipient_id) == (Recipient.USER, new.user_id)


def test_it_is_judged_by_the_certification_of_who_signed_it_in_the_country_where_she_did(scene: Scene) -> None:
    moved(scene, a_prescriber(centre=a_centre(country="NL"), certified=False))
    assert a_check(scene, at=NOON + HOUR).dispense


@pytest.mark.parametrize("certified", [True, False])
def test_the_new_prescriber_needs_a_certification_of_her_own_where_she_works(scene: Scene, certified: bool) -> None:
    doctor = a_prescriber(centre=a_centre(country="NL"), certified=certified)
    moved(scene, doctor)
    facts = {"by": doctor, "at": NOON, "enrolment": scene.enrolment, "draft": a_draft()}
    if certified:
        assert authorise_prescription(**facts).prescriber_id == doctor.user_id
        return
    with pytest.raises(PrescribingRefused) as refusal:
        authorise_prescription(**facts)
    assert refusal.value.code == "prescriber_not_certified"


def test_a_stop_is_told_to_whoever_has_her_now(scene: Scene, new: Actor) -> None:
    moved(scene, new)
    suspect_pregnancy(by=new, at=NOON + HOUR, patient=scene.patient, reason="late")
    assert Message.objects.get(kind="supply_stopped").recipient_id == new.user_id


def test_who_must_answer_and_who_asked_are_told(scene: Scene, new: Actor) -> None:
    request = a_request(scene, by=new)
    assert Message.objects.get(kind="transfer_to_answer").recipient_id == scene.prescriber.user_id
    refuse_transfer(by=scene.prescriber, at=NOON, transfer=request, words="She changed her mind.")
    assert Message.objects.get(kind="transfer_answered").recipient_id == new.user_id
    hand_over(scene, new)
    assert {one.recipient_id for one in Message.objects.filter(kind="transfer_to_answer")} == {
        scene.prescriber.user_id, new.organisation_id,
    }  # fmt: skip


# --- refused -----------------------------------------------------------------------------------------------------


def test_a_card_and_a_birth_date_that_do_not_belong_together_find_nobody_and_say_no_more(
    scene: Scene, new: Actor
) -> None:
    said = set()
    revoked = scene.card.number
    for number, born in ((scene.card.number, BORN + DAY), ("0" * 12, BORN)):
        with pytest.raises(CardDoesNotFit) as refusal:
            ask(new, number, born)
        said.add(str(refusal.value))
    revoke_card(by=scene.prescriber, at=NOON, card=scene.card, reason="lost")
    with pytest.raises(CardDoesNotFit) as refusal:
        ask(new, revoked)
    assert said == {str(refusal.value)}
    assert not Transfer.objects.exists()


def test_a_refused_attempt_stands_in_her_trail(scene: Scene, new: Actor) -> None:
    with pytest.raises(CardDoesNotFit):
        ask(new, scene.card.number, BORN + DAY)
    entry = Entry.objects.get(act="patients.ask_transfer", outcome=Outcome.REFUSED)
    assert (entry.subjects, entry.actor_id, entry.reason) == ([scene.patient_id], new.user_id, "CardDoesNotFit")


def test_whoever_guesses_is_held_up_for_an_hour_even_with_the_right_card(scene: Scene, new: Actor) -> None:
    for _try in range(TRIES):
        with pytest.raises(CardDoesNotFit):
            ask(new, "0" * 12)
    with pytest.raises(TooManyTries):
        ask(new, scene.card.number, at=NOON + dt.timedelta(minutes=59))
    assert ask(a_prescriber(), scene.card.number).from_centre_id == scene.prescriber.organisation_id


def test_a_person_of_unknown_birth_date_cannot_be_asked_for(new: Actor) -> None:
    her = a_woman_ready_for_dispensing(at=NOON, identity=an_identity(birth_date=None))
    with pytest.raises(CardDoesNotFit):
        ask(new, her.card.number)


def test_one_s_own_patient_is_not_asked_for(scene: Scene) -> None:
    with pytest.raises(NotForThisPatient):
        ask(scene.prescriber, scene.card.number)


def test_only_one_transfer_waits_at_a_time(scene: Scene, new: Actor) -> None:
    request = a_request(scene, by=new)
    with pytest.raises(NothingToChange):
        ask(a_prescriber(), scene.card.number)
    with pytest.raises(NothingToChange):
        hand_over(scene, a_prescriber())
    assert pending_of(enrolment_ids=[scene.enrolment.id]) == {scene.enrolment.id: request}
    assert moving_among(enrolment_ids=[scene.enrolment.id]) == {scene.enrolment.id}
    withdraw_transfer(by=new, at=NOON, transfer=request)
    assert pending_of(enrolment_ids=[scene.enrolment.id]) == {}
    assert moving_among(enrolment_ids=[scene.enrolment.id]) == set()
    hand_over(scene, new)


def test_nobody_agrees_tomorrow(scene: Scene, new: Actor) -> None:
    with pytest.raises(FutureDate):
        ask(new, scene.card.number, agreed_on=TODAY + DAY)


def test_each_side_does_its_own_part_and_a_third_none(scene: Scene, stranger: Scene, new: Actor) -> None:
    request = a_request(scene, by=new)
    for by in (new, stranger.prescriber):
        with pytest.raises(NotVisible):
            accept_transfer(by=by, at=NOON, transfer=request)
        with pytest.raises(NotVisible):
            refuse_transfer(by=by, at=NOON, transfer=request, words="no")
    for by in (scene.prescriber, stranger.prescriber):
        with pytest.raises(NotVisible):
            withdraw_transfer(by=by, at=NOON, transfer=request)
    assert not TransferAnswer.objects.exists()
    assert not visible_patients(by=new, at=NOON).exists()


@pytest.mark.parametrize("role", ["delegate", "pharmacist"])
def test_it_is_prescribers_who_move_patients(scene: Scene, new: Actor, role: str) -> None:
    actor = a_delegate(centre=centre_of(new)) if role == "delegate" else a_pharmacist()
    with pytest.raises(NotPermitted):
        ask(actor, scene.card.number)


def test_a_patient_is_handed_to_a_centre_with_a_prescriber_and_to_no_other_place(scene: Scene) -> None:
    pharmacy = Organisation.objects.get(id=scene.pharmacist.place_id)
    empty = a_prescriber()
    Membership.objects.filter(user_id=empty.person_id).update(valid_until=TODAY - DAY)
    for place in (pharmacy, centre_of(scene.prescriber), centre_of(empty)):
        with pytest.raises(NotForThisPatient):
            offer_transfer(
                by=scene.prescriber, at=NOON, enrolment=scene.enrolment, centre=place, agreed_on=TODAY,
                agreed_how="spoken",
            )  # fmt: skip


def test_who_asked_must_still_prescribe_there_when_it_is_accepted(scene: Scene, new: Actor) -> None:
    request = a_request(scene, by=new)
    Membership.objects.filter(user_id=new.person_id).update(valid_until=TODAY)
    with pytest.raises(NothingToChange):
        accept_transfer(by=scene.prescriber, at=NOON, transfer=request)
    assert visible_patients(by=scene.prescriber, at=NOON).exists()
    refuse_transfer(by=scene.prescriber, at=NOON, transfer=request, words="Dr N. left.")


def test_what_was_answered_is_not_answered_again(scene: Scene, new: Actor) -> None:
    request = a_request(scene, by=new)
    refuse_transfer(by=scene.prescriber, at=NOON, transfer=request, words="She stays.")
    with pytest.raises(NothingToChange):
        accept_transfer(by=scene.prescriber, at=NOON, transfer=request)
    with pytest.raises(NothingToChange):
        refuse_transfer(by=scene.prescriber, at=NOON, transfer=request, words="no")
    with pytest.raises(NothingToChange):
        withdraw_transfer(by=new, at=NOON, transfer=request)


def test_the_old_centre_prescribes_no_more(scene: Scene, new: Actor) -> None:
    moved(scene, new)
    with pytest.raises(NotVisible):
        authorise_prescription(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, draft=a_draft())
    with pytest.raises(NotVisible):
        hand_over(scene, a_prescriber())


def test_the_same_request_sent_twice_is_one(scene: Scene, new: Actor) -> None:
    nonce = uuid4()
    assert ask(new, scene.card.number, nonce=nonce) == ask(new, scene.card.number, nonce=nonce)
    assert Transfer.objects.count() == 1


# --- both sides at once ------------------------------------------------------------------------------------------


def _at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do several things at the same moment, each on a connection of its own."""
    together, answers = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=10)
            answers.append(act())
        except Refusal as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_acceptances_at_once_are_one_and_so_are_acceptance_and_withdrawal(
    scene: Scene, stranger: Scene, new: Actor
) -> None:
    request = a_request(scene, by=new)
    answers = _at_once(*3 * [lambda: accept_transfer(by=scene.prescriber, at=NOON, transfer=request)])
    assert sorted(type(one).__name__ for one in answers) == ["NothingToChange", "NothingToChange", "TransferAnswer"]
    other = a_request(stranger, by=new)
    both = _at_once(
        lambda: accept_transfer(by=stranger.prescriber, at=NOON, transfer=other),
        lambda: withdraw_transfer(by=new, at=NOON, transfer=other),
    )
    assert sorted(type(one).__name__ for one in both) == ["NothingToChange", "TransferAnswer"]
    accepted = TransferAnswer.objects.get(transfer=other).how == "accepted"
    assert visible_patients(by=new, at=NOON).filter(id=stranger.patient_id).exists() == accepted


@pytest.mark.django_db(transaction=True)
def test_two_centres_that_ask_at_once_are_one_request(scene: Scene, new: Actor) -> None:
    other = a_prescriber()
    answers = _at_once(lambda: ask(new, scene.card.number), lambda: ask(other, scene.card.number))
    assert sorted(type(one).__name__ for one in answers) == ["NothingToChange", "Transfer"]
