"""What the acts on the record refuse, stop and tell, beyond what all operations have in common."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.actor import Actor
from accounts.models import Organisation
from accounts.refusals import NotPermitted
from outbox.models import Message, Recipient
from patients.models import Card, Contraception, Pregnancy, PregnancyTest, Prescription, Stop
from patients.operations import (
    assess_category,
    authorise_prescription,
    cancel_prescription,
    confirm_abstinence,
    correct_test,
    end_contraception,
    end_treatment,
    interrupt_supply,
    issue_card,
    record_contraception,
    record_treatment,
    register_patient,
    resolve_pregnancy,
    resume_supply,
    revoke_card,
    suspect_pregnancy,
    void_record,
    withdraw,
)
from patients.queries import current_treatment, open_prescription, valid_card
from patients.refusals import FutureDate, NotForThisPatient, NothingToChange, WithoutReason, WrongOrder
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import (
    Scene,
    a_check,
    a_delegate,
    a_dispensing,
    a_draft,
    a_man_ready_for_dispensing,
    a_programme,
    a_test,
    an_identity,
    an_indication,
)
from tests.patients.lives import DAY, NOON

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
LONG_BEFORE = TODAY - 500 * DAY


def _delegate_of(scene: Scene) -> Actor:
    return a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id))


def _correct(scene: Scene, test: PregnancyTest, result: str) -> PregnancyTest:
    return correct_test(
        by=scene.prescriber, at=NOON, test=test, sampled_on=TODAY, result=result, sensitivity_miu_ml=None,
        supervised=True, reason="misread",
    )  # fmt: skip


def _resolve(scene: Scene, pregnancy: Pregnancy) -> None:
    resolve_pregnancy(
        by=scene.prescriber, at=NOON, pregnancy=pregnancy, how="false_alarm", second=a_colleague(scene.prescriber)
    )


# --- striking out and correcting ---------------------------------------------------------------------------


def test_a_delegate_cannot_strike_out_the_interruption_that_a_prescriber_ordered(scene: Scene) -> None:
    stop = interrupt_supply(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, reason="operation")
    with pytest.raises(NotPermitted):
        void_record(by=_delegate_of(scene), at=NOON, record=stop, reason="mistake")
    assert Stop.objects.standing().get() == stop
    void_record(by=scene.prescriber, at=NOON, record=stop, reason="mistake")
    assert not Stop.objects.standing().exists()


def test_a_delegate_strikes_out_the_test_that_she_could_have_entered(scene: Scene) -> None:
    test = PregnancyTest.objects.get()
    row = void_record(by=_delegate_of(scene), at=NOON, record=test, reason="another patient's")
    assert (row.supersedes, row.supersedes_because, row.entered_in_error) == (test, "another patient's", True)
    assert not PregnancyTest.objects.standing().exists()


def test_what_was_struck_out_or_replaced_is_not_struck_out_again(scene: Scene) -> None:
    test = PregnancyTest.objects.get()
    void_record(by=scene.prescriber, at=NOON, record=test, reason="another patient's")
    with pytest.raises(NothingToChange):
        void_record(by=scene.prescriber, at=NOON, record=test, reason="another patient's")


def test_a_treatment_with_prescriptions_is_ended_and_never_struck_out(scene: Scene) -> None:
    with pytest.raises(NotForThisPatient):
        void_record(by=scene.prescriber, at=NOON, record=scene.prescription.treatment, reason="mistake")


@pytest.mark.parametrize("kind", ["card", "prescription"])
def test_cards_and_prescriptions_are_not_struck_out(scene: Scene, kind: str) -> None:
    with pytest.raises(NotForThisPatient):
        void_record(by=scene.prescriber, at=NOON, record=getattr(scene, kind), reason="mistake")


def test_striking_out_a_positive_test_leaves_its_suspicion_to_two_people(scene: Scene) -> None:
    test = a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="positive")
    void_record(by=scene.prescriber, at=NOON, record=test, reason="another patient's")
    assert Pregnancy.objects.standing().filter(resolutions__isnull=True).exists()


@pytest.mark.parametrize("result", ["positive", "inconclusive"])
def test_a_correction_away_from_negative_opens_a_suspicion(scene: Scene, result: str) -> None:
    row = _correct(scene, PregnancyTest.objects.get(), result)
    assert Pregnancy.objects.get().source_series == row.series


def test_a_correction_to_positive_after_a_false_alarm_opens_a_new_suspicion(scene: Scene) -> None:
    test = a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="inconclusive")
    _resolve(scene, Pregnancy.objects.get())
    _correct(scene, test, "positive")
    assert Pregnancy.objects.filter(resolutions__isnull=True).count() == 1


def test_a_correction_from_unclear_to_positive_keeps_the_suspicion_that_stands(scene: Scene) -> None:
    test = a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="inconclusive")
    _correct(scene, test, "positive")
    assert Pregnancy.objects.count() == 1


# --- order in time -------------------------------------------------------------------------------------------


def test_nothing_ends_before_it_began(scene: Scene) -> None:
    method = Contraception.objects.get()
    with pytest.raises(WrongOrder):
        end_contraception(by=scene.prescriber, at=NOON, contraception=method, ended_on=LONG_BEFORE)
    with pytest.raises(WrongOrder):
        end_treatment(
            by=scene.prescriber, at=NOON, treatment=scene.prescription.treatment, ended_on=LONG_BEFORE, reason="death"
        )
    with pytest.raises(WrongOrder):
        record_contraception(
            by=scene.prescriber, at=NOON, patient=scene.patient, method="implant", started_on=TODAY,
            valid_until=LONG_BEFORE, confirmed=True, confirmed_on=[],
        )  # fmt: skip


def test_nobody_is_registered_before_she_is_born(scene: Scene) -> None:
    unborn = an_identity(birth_date=TODAY + DAY)
    with pytest.raises(FutureDate):
        register_patient(by=scene.prescriber, at=NOON, programme=a_programme(), new=unborn)


def test_today_is_the_day_of_the_programmes_zone(scene: Scene) -> None:
    late_in_utc = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)  # the 21st in Brussels
    stop = interrupt_supply(by=scene.prescriber, at=late_in_utc, enrolment=scene.enrolment, reason="operation")
    assert stop.from_on == dt.date(2026, 11, 21)


# --- what happens once -----------------------------------------------------------------------------------------


def test_what_has_ended_does_not_end_again(scene: Scene) -> None:
    by, treatment = scene.prescriber, scene.prescription.treatment
    stop = interrupt_supply(by=by, at=NOON, enrolment=scene.enrolment, reason="operation")
    resume_supply(by=by, at=NOON, stop=stop)
    method = Contraception.objects.get()
    end_contraception(by=by, at=NOON, contraception=method, ended_on=TODAY)
    end_treatment(by=by, at=NOON, treatment=treatment, ended_on=TODAY, reason="progression")
    suspicion = suspect_pregnancy(by=by, at=NOON, patient=scene.patient, reason="late")
    _resolve(scene, suspicion)
    cancel_prescription(by=by, at=NOON, prescription=scene.prescription, reason="dose")
    revoke_card(by=by, at=NOON, card=scene.card, reason="lost")
    withdraw(by=by, at=NOON, enrolment=scene.enrolment, reason="moved away")
    for again in (
        lambda: resume_supply(by=by, at=NOON, stop=stop),
        lambda: end_contraception(by=by, at=NOON, contraception=method, ended_on=TODAY),
        lambda: end_treatment(by=by, at=NOON, treatment=treatment, ended_on=TODAY, reason="progression"),
        lambda: _resolve(scene, suspicion),
        lambda: cancel_prescription(by=by, at=NOON, prescription=scene.prescription, reason="dose"),
        lambda: revoke_card(by=by, at=NOON, card=scene.card, reason="lost"),
        lambda: withdraw(by=by, at=NOON, enrolment=scene.enrolment, reason="moved away"),
    ):
        with pytest.raises(NothingToChange):
            again()


def test_a_method_that_ended_is_not_confirmed_again(scene: Scene) -> None:
    ended = end_contraception(by=scene.prescriber, at=NOON, contraception=Contraception.objects.get(), ended_on=TODAY)
    with pytest.raises(NothingToChange):
        confirm_abstinence(by=scene.prescriber, at=NOON, contraception=ended)


def test_a_running_treatment_is_corrected_only_with_a_reason(scene: Scene) -> None:
    facts = {"by": scene.prescriber, "at": NOON, "enrolment": scene.enrolment, "started_on": TODAY}
    with pytest.raises(NothingToChange):
        record_treatment(**facts, indication=an_indication())
    row = record_treatment(**facts, indication=an_indication(disease="other"), reason="mistyped")
    assert (row.series, row.supersedes_because) == (scene.prescription.treatment.series, "mistyped")


def test_a_treatment_does_not_begin_before_the_last_one_ended(scene: Scene) -> None:
    facts = {"by": scene.prescriber, "at": NOON, "enrolment": scene.enrolment, "indication": an_indication()}
    end_treatment(
        by=scene.prescriber, at=NOON, treatment=scene.prescription.treatment, ended_on=TODAY, reason="progression"
    )
    with pytest.raises(WrongOrder):
        record_treatment(started_on=TODAY - DAY, **facts)
    new = record_treatment(started_on=TODAY, **facts)
    assert current_treatment(enrolment=scene.enrolment) == new


# --- who and whom ------------------------------------------------------------------------------------------------


def test_a_suspicion_is_closed_by_two_prescribers_of_the_centre(scene: Scene, stranger: Scene) -> None:
    suspicion = suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")
    for second in (scene.prescriber, stranger.prescriber, _delegate_of(scene)):
        with pytest.raises(NotPermitted):
            resolve_pregnancy(by=scene.prescriber, at=NOON, pregnancy=suspicion, how="false_alarm", second=second)


def test_one_prescriber_alone_does_not_lower_the_category_of_a_woman_under_treatment(scene: Scene) -> None:
    for category in ("non_childbearing", "male"):
        with pytest.raises(NotForThisPatient):
            assess_category(
                by=scene.prescriber, at=NOON, enrolment=scene.enrolment, category=category, criterion="hysterectomy",
                specialist_confirmed=False, evidence="",
            )  # fmt: skip


def test_no_pregnancy_test_is_recorded_for_a_man() -> None:
    man = a_man_ready_for_dispensing(at=NOON)
    with pytest.raises(NotForThisPatient):
        a_test(by=man.prescriber, at=NOON, patient=man.patient)


# --- chains --------------------------------------------------------------------------------------------------------


def test_a_new_card_ends_the_old_one_and_so_on(scene: Scene) -> None:
    second = issue_card(by=scene.prescriber, at=NOON, enrolment=scene.enrolment)
    revoke_card(by=scene.prescriber, at=NOON, card=second, reason="stolen")
    assert valid_card(enrolment=scene.enrolment) is None
    third = issue_card(by=scene.prescriber, at=NOON, enrolment=scene.enrolment)
    fourth = issue_card(by=scene.prescriber, at=NOON, enrolment=scene.enrolment)
    assert valid_card(enrolment=scene.enrolment) == fourth
    why = dict(Card.objects.values_list("id", "revocation__why"))
    cards = (scene.card, second, third, fourth)
    assert [why[card.id] for card in cards] == ["replaced", "stolen", "replaced", None]


def test_a_new_prescription_ends_the_old_one_and_so_on(scene: Scene) -> None:
    facts = {"by": scene.prescriber, "at": NOON, "enrolment": scene.enrolment, "draft": a_draft()}
    second = authorise_prescription(**facts)
    cancel_prescription(by=scene.prescriber, at=NOON, prescription=second, reason="dose")
    assert open_prescription(enrolment=scene.enrolment) is None
    authorise_prescription(**facts)
    last = authorise_prescription(**facts)
    assert open_prescription(enrolment=scene.enrolment) == last
    closed = Prescription.objects.filter(closure__isnull=False).values_list("closure__how", flat=True)
    assert sorted(closed) == ["cancelled", "replaced", "replaced"]


# --- who is told -----------------------------------------------------------------------------------------------------


def test_a_stop_is_told_to_the_prescriber_and_to_the_pharmacy_of_the_last_supply(scene: Scene) -> None:
    a_dispensing(scene)
    a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="positive")
    told = set(Message.objects.filter(kind__startswith="supply_stopped").values_list("recipient", "recipient_id"))
    assert told == {
        (Recipient.USER, scene.prescriber.user_id),
        (Recipient.ORGANISATION, scene.pharmacist.organisation_id),
    }


def test_a_suspicion_of_a_man_is_kept_stops_nothing_and_nobody_is_told_that_it_did() -> None:
    scene = a_man_ready_for_dispensing(at=NOON)
    a_dispensing(scene, capsules=7)
    before = set(Message.objects.values_list("id", flat=True))
    suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")
    assert Pregnancy.objects.get().patient == scene.patient
    told = Message.objects.exclude(id__in=before).get()
    assert (told.kind, told.recipient, told.recipient_id) == (
        "please_check_record",
        Recipient.USER,
        scene.prescriber.user_id,
    )
    assert a_check(scene, at=NOON + DAY / 24).dispense


def test_a_stop_is_told_to_the_centre_where_no_prescriber_is_named(scene: Scene) -> None:
    delegate = _delegate_of(scene)
    enrolment = register_patient(by=delegate, at=NOON, programme=a_programme(), new=an_identity())
    suspect_pregnancy(by=delegate, at=NOON, patient=enrolment.patient, reason="late")
    message = Message.objects.get(kind="supply_stopped")
    assert (message.recipient, message.recipient_id) == (Recipient.ORGANISATION, delegate.organisation_id)


def test_a_prescriber_who_registers_is_the_patients_prescriber_and_a_delegate_is_not(scene: Scene) -> None:
    assert scene.enrolment.prescriber_id == scene.prescriber.user_id
    facts = {"at": NOON, "programme": a_programme(), "nonce": uuid4()}
    enrolment = register_patient(by=_delegate_of(scene), new=an_identity(), **facts)
    assert enrolment.prescriber_id is None


def test_a_dose_above_the_labels_is_signed_only_with_a_word_on_why_it_is_meant(scene: Scene) -> None:
    above = a_draft(daily_dose_mg=Decimal(8), capsules=42)
    with pytest.raises(WithoutReason):
        authorise_prescription(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, draft=above, reason=" ")
    assert not Prescription.objects.exclude(id=scene.prescription.id).exists()
    signed = authorise_prescription(
        by=scene.prescriber, at=NOON, enrolment=scene.enrolment, draft=above, reason="agreed by the board"
    )
    assert signed.daily_dose_mg == Decimal(8)
