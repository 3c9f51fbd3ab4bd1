"""Normal, warn, suspended: by two people of an authority, in force at once, ended by them or by the day."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.refusals import NotVisible
from patients.models import Agreement, Contraception, Dispensing, PregnancyTest
from patients.operations import end_contraception, interrupt_supply, suspect_pregnancy, void_record
from programmes.controls import controls
from programmes.models import PrescriberCertification, RegimeDecision
from programmes.regimes import (
    RegimeNotPossible,
    SecondPersonWanted,
    decide_regime,
    propose_regime,
    regime_in_force,
)
from rulebook import REASONS
from rulebook.controls import MAY_BE_MOVED, NEVER_MOVED
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_programme,
    a_woman_ready_for_dispensing,
)
from tests.patients.lives import DAY, NOON
from tests.pharmacies.two_people import Authority, a_proposal_of, a_regime, an_authority

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def authority() -> Authority:
    return an_authority()


@pytest.fixture
def uncertified() -> Scene:
    """Make a patient whose prescriber was not certified on the day: a matter of papers."""
    scene = a_woman_ready_for_dispensing(at=NOON)
    PrescriberCertification.objects.filter(prescriber_id=scene.prescriber.person_id).delete()
    return scene


def test_what_is_proposed_changes_nothing_before_another_agrees(authority: Authority, uncertified: Scene) -> None:
    proposal = a_proposal_of(authority, programme=a_programme(), regime="warn", at=NOON)
    assert a_check(uncertified).reasons == ["prescriber_not_certified"]
    with pytest.raises(SecondPersonWanted):
        decide_regime(by=authority.one, at=NOON, proposal=proposal, agreed=True)
    assert not a_check(uncertified).dispense
    decide_regime(by=authority.other, at=NOON, proposal=proposal, agreed=True)
    assert a_check(uncertified).dispense


def test_the_verdict_keeps_what_was_set_by_whom_and_what_it_moved(authority: Authority, uncertified: Scene) -> None:
    set_by = a_regime(authority, programme=a_programme(), regime="warn", at=NOON)
    verdict = a_dispensing(uncertified, at=NOON + MINUTE)
    assert (verdict.regime, verdict.regime_set, verdict.moved) == ("warn", set_by, ["prescriber_not_certified"])
    assert (verdict.dispense, verdict.reasons, verdict.overruled) == (True, [], [])
    assert verdict.advice[0] == "prescriber_not_certified"
    assert Dispensing.objects.filter(verdict=verdict).exists()


def test_warn_moves_papers_and_nothing_that_protects(authority: Authority) -> None:
    scene = a_woman_ready_for_dispensing(at=NOON)
    a_regime(authority, programme=a_programme(), regime="warn", at=NOON)
    void_record(by=scene.prescriber, at=NOON, record=PregnancyTest.objects.get(patient=scene.patient), reason="x")
    void_record(by=scene.prescriber, at=NOON, record=Agreement.objects.get(enrolment=scene.enrolment), reason="x")
    verdict = a_check(scene)
    assert (verdict.reasons, verdict.moved) == (["test_missing"], ["agreement_missing"])


def test_suspended_moves_what_is_missing_and_still_no_stop(authority: Authority) -> None:
    scene = a_woman_ready_for_dispensing(at=NOON)
    a_regime(authority, programme=a_programme(), regime="suspended", at=NOON)
    method = Contraception.objects.get(patient=scene.patient)
    end_contraception(by=scene.prescriber, at=NOON, contraception=method, ended_on=NOON.date())
    void_record(by=scene.prescriber, at=NOON, record=PregnancyTest.objects.get(patient=scene.patient), reason="x")
    assert a_check(scene).moved == ["contraception_missing", "test_missing"]
    assert a_dispensing(scene, capsules=7).dispense
    suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")
    assert a_check(scene).reasons == ["pregnancy_suspected"]
    interrupt_supply(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, reason="operation")
    assert a_dispensing(scene, capsules=7).reasons == ["treatment_stopped", "pregnancy_suspected"]
    assert Dispensing.objects.count() == 1


def test_more_than_was_prescribed_is_moved_by_nothing(authority: Authority) -> None:
    scene = a_woman_ready_for_dispensing(at=NOON)
    a_regime(authority, programme=a_programme(), regime="suspended", at=NOON)
    a_dispensing(scene)
    assert a_dispensing(scene).reasons == ["prescription_exhausted"]


def test_it_ends_with_its_last_day_in_the_programmes_zone(authority: Authority, uncertified: Scene) -> None:
    a_regime(authority, programme=a_programme(), regime="warn", at=NOON, days=1)
    midnight = dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)
    before, after = midnight - MINUTE, midnight
    assert a_check(uncertified, at=before).dispense
    assert not a_check(uncertified, at=after).dispense
    assert regime_in_force(programme=a_programme(), country="BE", at=after).regime == "normal"


def test_two_people_end_it_the_same_way(authority: Authority, uncertified: Scene) -> None:
    a_regime(authority, programme=a_programme(), regime="suspended", at=NOON)
    a_regime(authority, programme=a_programme(), regime="normal", at=NOON + MINUTE)
    assert a_check(uncertified, at=NOON + 2 * MINUTE).reasons == ["prescriber_not_certified"]
    assert a_check(uncertified, at=NOON).dispense, "what is asked about an earlier moment is what was set then"


def test_it_is_of_one_programme_and_one_country(authority: Authority, uncertified: Scene) -> None:
    a_regime(an_authority(country="DE"), programme=a_programme(), regime="suspended", at=NOON)
    a_regime(authority, programme=a_programme("lenalidomide-eu"), regime="suspended", at=NOON)
    assert not a_check(uncertified).dispense


def test_a_pharmacy_let_in_for_a_time_may_serve_and_is_out_again_afterwards(authority: Authority) -> None:
    stranger = a_pharmacist(pharmacy=a_pharmacy(registered=False))
    scene = a_woman_ready_for_dispensing(at=NOON, pharmacist=stranger)
    a_regime(authority, programme=a_programme(), regime="warn", at=NOON, days=1)
    assert a_check(scene).moved == ["pharmacy_not_registered"]
    assert a_dispensing(scene, capsules=7).dispense
    assert a_check(scene, at=NOON + DAY).reasons == ["pharmacy_not_registered"]


@pytest.mark.parametrize(
    "changes",
    [
        {"last_on": None},
        {"last_on": NOON.date() - DAY},
        {"last_on": NOON.date() + 31 * DAY},
        {"regime": "normal"},
        {"regime": "off"},
        {"words": " "},
    ],
)
def test_what_cannot_be_is_not_even_proposed(authority: Authority, changes: dict[str, object]) -> None:
    lawful = {"programme": a_programme(), "regime": "warn", "last_on": NOON.date() + 30 * DAY, "words": "Outage."}
    with pytest.raises(RegimeNotPossible):
        propose_regime(by=authority.one, at=NOON, **{**lawful, **changes})
    propose_regime(by=authority.one, at=NOON, **lawful)
    with pytest.raises(RegimeNotPossible, match="waits already"):
        propose_regime(by=authority.other, at=NOON, **lawful)


def test_a_proposal_is_decided_once_in_time_and_at_its_own_authority(authority: Authority) -> None:
    proposal = a_proposal_of(authority, programme=a_programme(), regime="warn", at=NOON, days=1)
    stranger = an_authority(country="BE")
    with pytest.raises(NotVisible):
        decide_regime(by=stranger.one, at=NOON, proposal=proposal, agreed=True)
    with pytest.raises(RegimeNotPossible, match="last day"):
        decide_regime(by=authority.other, at=NOON + DAY, proposal=proposal, agreed=True)
    decide_regime(by=authority.one, at=NOON, proposal=proposal, agreed=False)
    with pytest.raises(RegimeNotPossible, match="already"):
        decide_regime(by=authority.other, at=NOON, proposal=proposal, agreed=True)
    assert not RegimeDecision.objects.filter(agreed=True).exists()


def test_a_check_asks_one_query_more_for_it_and_not_more_as_regimes_pile_up(authority: Authority) -> None:
    with CaptureQueriesContext(connection) as few:
        regime_in_force(programme=a_programme(), country="BE", at=NOON + DAY)
    for number in range(4):
        regime = "warn" if number % 2 else "normal"
        a_regime(authority, programme=a_programme(), regime=regime, at=NOON + number * MINUTE)
    with CaptureQueriesContext(connection) as many:
        assert regime_in_force(programme=a_programme(), country="BE", at=NOON + DAY).regime == "warn"
    assert len(few) == len(many)


def test_no_shipped_file_moves_what_nobody_moves() -> None:
    fixed = {code for code, one in REASONS.items() if not one.is_movable}
    assert set(REASONS) - fixed - NEVER_MOVED == MAY_BE_MOVED
    for one in controls().values():
        assert one.moved["normal"] == frozenset()
        assert one.moved["warn"] < one.moved["suspended"] <= MAY_BE_MOVED
