"""A dispensing entered late: as it happened, judged by what was known and by what holds, and never a yes by itself."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Organisation
from accounts.refusals import NotPermitted
from audit.models import Entry, Outcome
from outbox.models import Message
from patients.models import Agreement, Dispensing, LateEntry, Mode, PregnancyTest, Verdict
from patients.operations import (
    authorise_prescription,
    cancel_prescription,
    correct_test,
    resolve_pregnancy,
    revoke_card,
    suspect_pregnancy,
    void_record,
)
from pharmacies.late import moment_of
from pharmacies.refusals import LateEntryNotPossible, NotCounselled, TooManyUnknownCards
from programmes.in_force import programmes
from rulebook import judge, parse_question
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_draft,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_test,
    a_woman_ready_for_dispensing,
)
from tests.patients.lives import DAY, NOON
from tests.pharmacies.two_people import a_late_entry, a_second_pharmacist, an_authority

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
SUPPLIED = NOON + HOUR
ENTERED = NOON + DAY
BRUSSELS = "Europe/Brussels"


@pytest.fixture
def her() -> Scene:
    an_authority()
    return a_woman_ready_for_dispensing(at=NOON)


def _told() -> set[str]:
    return set(Message.objects.filter(created_at=ENTERED).values_list("kind", flat=True))


# --- what was in order ---------------------------------------------------------------------------------------


def test_a_supply_that_would_have_been_a_yes_is_recorded_on_its_day_and_marked(her: Scene) -> None:
    verdict = a_late_entry(her, at=ENTERED, happened_at=SUPPLIED)
    assert (verdict.mode, verdict.dispense, verdict.on, verdict.at) == (Mode.LATE, True, NOON.date(), ENTERED)
    dispensing = Dispensing.objects.get(verdict=verdict)
    assert (dispensing.dispensed_on, dispensing.recorded_at, dispensing.capsules) == (NOON.date(), ENTERED, 21)
    entry = LateEntry.objects.get(verdict=verdict)
    assert (entry.happened_at, entry.why) == (SUPPLIED, "no_answer")
    assert entry.second_person_id not in {None, her.pharmacist.user_id}
    assert _told() == {"dispensed_late"}
    [line] = Entry.objects.filter(act="pharmacies.enter_late", outcome=Outcome.DONE)
    assert line.subjects == [her.patient_id]


def test_it_opens_sight_of_nobody(her: Scene) -> None:
    a_late_entry(her, at=ENTERED, happened_at=SUPPLIED)
    assert not Entry.objects.filter(outcome=Outcome.READ).exists()


def test_it_counts_for_whatever_is_asked_afterwards(her: Scene) -> None:
    a_late_entry(her, at=ENTERED, happened_at=SUPPLIED)
    assert a_check(her, at=ENTERED).reasons == ["prescription_exhausted"]


def test_it_is_judged_by_the_day_on_which_it_happened(her: Scene) -> None:
    last_good = NOON + 7 * DAY
    verdict = a_late_entry(her, at=last_good + 2 * DAY, happened_at=last_good)
    assert verdict.dispense


def test_the_facts_of_both_hours_are_kept_and_say_the_same_again(her: Scene) -> None:
    verdict = a_late_entry(her, at=ENTERED, happened_at=SUPPLIED)
    entry = LateEntry.objects.get()
    assert json.loads(json.dumps(verdict.facts)) == entry.facts_then
    for facts in (verdict.facts, entry.facts_then):
        assert judge(parse_question(facts), programmes()).dispense


# --- what was not, or is not any more --------------------------------------------------------------------------


def _deviates(verdict: Verdict, *reasons: str) -> None:
    """Expect a recorded deviation: dispensed, never a yes, and told to prescriber and authority."""
    assert (verdict.mode, verdict.dispense, verdict.reasons) == (Mode.LATE, False, list(reasons))
    assert Dispensing.objects.filter(verdict=verdict).exists()
    assert _told() == {"dispensed_against_a_reason", "deviation"}


def test_what_stood_against_it_then_makes_it_a_deviation_however_it_was_mended_since(her: Scene) -> None:
    suspicion = suspect_pregnancy(by=her.prescriber, at=NOON, patient=her.patient, reason="late")
    resolve_pregnancy(
        by=her.prescriber, at=SUPPLIED + HOUR, pregnancy=suspicion, how="false_alarm",
        second=a_colleague(her.prescriber),
    )  # fmt: skip
    a_test(by=her.prescriber, at=SUPPLIED + HOUR, patient=her.patient)
    assert a_check(her, at=SUPPLIED + 2 * HOUR).dispense
    _deviates(a_late_entry(her, at=ENTERED, happened_at=SUPPLIED), "pregnancy_suspected")


def test_a_test_recorded_afterwards_for_a_day_before_does_not_help(her: Scene) -> None:
    test = PregnancyTest.objects.get(patient=her.patient)
    void_record(by=her.prescriber, at=NOON, record=test, reason="another patient's")
    a_test(by=her.prescriber, at=ENTERED, patient=her.patient, sampled_on=NOON.date())
    verdict = a_late_entry(her, at=ENTERED, happened_at=SUPPLIED)
    _deviates(verdict, "test_missing")
    assert judge(parse_question(verdict.facts), programmes()).dispense
    assert judge(parse_question(LateEntry.objects.get().facts_then), programmes()).reasons == ("test_missing",)


def test_what_came_to_be_known_since_counts_against_it(her: Scene) -> None:
    test = PregnancyTest.objects.get(patient=her.patient)
    correct_test(
        by=her.prescriber, at=SUPPLIED + HOUR, test=test, sampled_on=NOON.date(), result="positive",
        sensitivity_miu_ml=test.sensitivity_miu_ml, supervised=True, reason="misread",
    )  # fmt: skip
    _deviates(a_late_entry(her, at=ENTERED, happened_at=SUPPLIED), "pregnancy_suspected", "test_not_qualifying")


def test_an_agreement_struck_out_since_counts_against_it(her: Scene) -> None:
    agreement = Agreement.objects.get(enrolment=her.enrolment)
    void_record(by=her.prescriber, at=SUPPLIED + HOUR, record=agreement, reason="unsigned")
    _deviates(a_late_entry(her, at=ENTERED, happened_at=SUPPLIED), "agreement_missing")


def test_a_card_that_was_revoked_by_then_is_told(her: Scene) -> None:
    revoke_card(by=her.prescriber, at=NOON, card=her.card, reason="lost")
    verdict = a_late_entry(her, at=ENTERED, happened_at=SUPPLIED)
    _deviates(verdict, "card_missing", "card_not_valid")


def test_a_prescription_cancelled_by_then_is_told(her: Scene) -> None:
    cancel_prescription(by=her.prescriber, at=NOON, prescription=her.prescription, reason="another dose")
    _deviates(a_late_entry(her, at=ENTERED, happened_at=SUPPLIED), "prescription_cancelled")


def test_it_is_of_the_prescription_that_was_there_then_and_not_of_a_newer_one(her: Scene) -> None:
    authorise_prescription(by=her.prescriber, at=SUPPLIED + HOUR, enrolment=her.enrolment, draft=a_draft())
    verdict = a_late_entry(her, at=ENTERED, happened_at=SUPPLIED)
    assert verdict.prescription == her.prescription


@pytest.mark.parametrize("since", [dt.timedelta(hours=2), dt.timedelta(hours=23)])
def test_more_than_was_prescribed_is_recorded_as_what_it_is(her: Scene, since: dt.timedelta) -> None:
    elsewhere = Scene(
        at=NOON, prescriber=her.prescriber, pharmacist=a_pharmacist(), enrolment=her.enrolment, card=her.card,
        prescription=her.prescription,
    )  # fmt: skip
    a_dispensing(elsewhere, at=NOON + since)
    _deviates(a_late_entry(her, at=ENTERED, happened_at=SUPPLIED), "prescription_exhausted")
    assert sum(Dispensing.objects.values_list("capsules", flat=True)) == 42


def test_a_man_of_another_zone_is_judged_by_the_programmes_day() -> None:
    an_authority()
    man = a_man_ready_for_dispensing(at=NOON)
    Organisation.objects.filter(id=man.pharmacist.place_id).update(time_zone="Pacific/Kiritimati")
    actor = type(man.pharmacist)(**{
        name: getattr(man.pharmacist, name) for name in man.pharmacist.__slots__
    } | {"time_zone": "Pacific/Kiritimati"})  # fmt: skip
    local = SUPPLIED.astimezone(ZoneInfo("Pacific/Kiritimati"))
    verdict = a_late_entry(
        man, at=ENTERED, happened_at=SUPPLIED, by=actor, day=local.date(), clock=local.time(),
        second=a_second_pharmacist(man),
    )  # fmt: skip
    assert (verdict.dispense, verdict.on) == (True, NOON.date())
    assert LateEntry.objects.get().happened_at == SUPPLIED


# --- what is refused ---------------------------------------------------------------------------------------------


def _refused(
    her: Scene, field: str, *, at: dt.datetime = ENTERED, happened_at: dt.datetime = SUPPLIED, **changes: Any
) -> str:
    with pytest.raises(LateEntryNotPossible) as refusal:
        a_late_entry(her, at=at, happened_at=happened_at, **changes)
    assert refusal.value.field == field
    assert not Verdict.objects.filter(mode=Mode.LATE).exists()
    assert not LateEntry.objects.exists()
    return str(refusal.value.message)


def test_the_last_minute_of_three_days_is_taken_and_the_next_is_not(her: Scene) -> None:
    assert "72 hours" in _refused(her, "day", at=SUPPLIED + 72 * HOUR + dt.timedelta(minutes=1))
    assert a_late_entry(her, at=SUPPLIED + 72 * HOUR, happened_at=SUPPLIED).dispense


def test_a_moment_that_has_not_come_is_refused(her: Scene) -> None:
    _refused(her, "clock", at=ENTERED, happened_at=ENTERED + dt.timedelta(minutes=1))


def test_a_moment_before_anything_was_prescribed_is_refused(her: Scene) -> None:
    _refused(her, "day", happened_at=NOON - dt.timedelta(minutes=1))


@pytest.mark.parametrize("capsules", [0, -1, 22])
def test_more_capsules_than_one_prescription_has_are_refused(her: Scene, capsules: int) -> None:
    _refused(her, "capsules", capsules=capsules)


@pytest.mark.parametrize("changes", [{"words": " "}, {"why": "because"}])
def test_why_it_is_late_must_be_said(her: Scene, changes: dict[str, Any]) -> None:
    _refused(her, "words", **changes)


def test_the_same_supply_is_entered_once(her: Scene) -> None:
    second = a_second_pharmacist(her)
    a_late_entry(her, at=ENTERED, happened_at=SUPPLIED, second=second, capsules=7)
    twice: tuple[dict[str, Any], ...] = (
        {"happened_at": SUPPLIED, "capsules": 7},
        {"happened_at": SUPPLIED, "capsules": 14},
        {"happened_at": SUPPLIED + dt.timedelta(minutes=5), "capsules": 7},
    )
    for changes in twice:
        with pytest.raises(LateEntryNotPossible):
            a_late_entry(her, at=ENTERED, second=second, **{"happened_at": SUPPLIED} | changes)
    rest = a_late_entry(her, at=ENTERED, happened_at=SUPPLIED + HOUR, second=second, capsules=14)
    assert rest.dispense


def test_what_was_recorded_in_time_is_not_entered_late_once_more(her: Scene) -> None:
    a_dispensing(her, at=SUPPLIED)
    _refused(her, "capsules", happened_at=SUPPLIED + HOUR)


def test_the_second_person_is_another_pharmacist_of_the_pharmacy(her: Scene) -> None:
    for second in (her.pharmacist, a_pharmacist(), her.prescriber):
        with pytest.raises(NotPermitted):
            a_late_entry(her, at=ENTERED, happened_at=SUPPLIED, second=second)
    with pytest.raises(NotCounselled):
        a_late_entry(her, at=ENTERED, happened_at=SUPPLIED, counselled=False)
    assert not Dispensing.objects.exists()


def test_numbers_that_no_card_has_are_kept_and_counted_like_those_at_the_counter(her: Scene) -> None:
    second = a_second_pharmacist(her)
    for number in (None, "0123456789AB"):
        refused = a_late_entry(her, at=ENTERED, happened_at=SUPPLIED, number=number, second=second)
        assert (refused.refusal, refused.mode, refused.enrolment) == ("card_unknown", Mode.LATE, None)
    for _try in range(settings.UNKNOWN_CARDS_AT_MOST - 2):
        a_late_entry(her, at=ENTERED, happened_at=SUPPLIED, number=None, second=second)
    with pytest.raises(TooManyUnknownCards):
        a_late_entry(her, at=ENTERED, happened_at=SUPPLIED, number=None, second=second)
    assert not Dispensing.objects.exists()


# --- clocks --------------------------------------------------------------------------------------------------------


def test_an_hour_that_the_clocks_left_out_is_refused() -> None:
    with pytest.raises(LateEntryNotPossible, match="did not exist"):
        moment_of(day=dt.date(2026, 3, 29), clock=dt.time(2, 30), time_zone=BRUSSELS)


def test_an_hour_that_the_clocks_showed_twice_is_refused() -> None:
    with pytest.raises(LateEntryNotPossible, match="twice"):
        moment_of(day=dt.date(2026, 10, 25), clock=dt.time(2, 30), time_zone=BRUSSELS)


@given(
    st.integers(0, 7 * 365 * 24 * 60),
    st.sampled_from([BRUSSELS, "Atlantic/Azores", "Europe/Athens", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_every_moment_that_a_clock_showed_once_is_found_by_it(minutes: int, time_zone: str) -> None:
    zone = ZoneInfo(time_zone)
    moment = dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    local = moment.astimezone(zone)
    other = local.replace(fold=1 - local.fold)
    if other.utcoffset() != local.utcoffset():
        with pytest.raises(LateEntryNotPossible, match="twice"):
            moment_of(day=local.date(), clock=local.time(), time_zone=time_zone)
    else:
        assert moment_of(day=local.date(), clock=local.time(), time_zone=time_zone) == moment
