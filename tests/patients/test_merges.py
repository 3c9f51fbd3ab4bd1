"""Two records of one person: the stricter state of either holds for both, and parting gives each back as it was."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from accounts.refusals import NotPermitted, Refusal
from audit.models import Entry
from patients.identity import NewIdentity
from patients.models import Contraception, Patient, Pregnancy, Treatment, Verdict
from patients.operations import (
    decide_merge,
    end_contraception,
    end_treatment,
    interrupt_supply,
    propose_merge,
    propose_parting,
    resolve_pregnancy,
    suspect_pregnancy,
    withdraw,
)
from patients.refusals import NotForThisPatient, NothingToChange
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_prescriber,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
)
from tests.patients.lives import DAY, NOON

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def born(year: int) -> NewIdentity:
    return an_identity(birth_date=dt.date(year, 1, 2))


class Pair:
    """Two records that may be one woman's, of one centre; each shows its own card at one pharmacy."""

    def __init__(self) -> None:
        """Make both fit for a supply."""
        self.by = a_prescriber()
        self.colleague = a_colleague(self.by)
        self.at = NOON
        first = a_woman_ready_for_dispensing(at=NOON, prescriber=self.by)
        other = a_woman_ready_for_dispensing(
            at=NOON,
            prescriber=self.by,
            pharmacist=first.pharmacist,
            identity=an_identity(birth_date=dt.date(1980, 1, 2)),
        )
        self.records = (first, other)

    @property
    def named(self) -> dict[str, Patient]:
        """Name both, as the operations do."""
        return {"kept": self.records[0].patient, "merged": self.records[1].patient}

    def join(self) -> None:
        """Join them by two people."""
        proposal = propose_merge(by=self.by, at=self.at, reason="the same passport", **self.named)
        decide_merge(by=self.colleague, at=self.at, proposal=proposal, agreed=True)

    def part(self) -> None:
        """Part them by two people."""
        proposal = propose_parting(by=self.by, at=self.at, reason="two passports", **self.named)
        decide_merge(by=self.colleague, at=self.at, proposal=proposal, agreed=True)

    def answers(self) -> list[tuple[bool, list[str], str]]:
        """Give what the counter answers to either card."""
        return [_told(a_check(record, at=self.at)) for record in self.records]


def _told(verdict: Verdict) -> tuple[bool, list[str], str]:
    return verdict.dispense, sorted(verdict.reasons), verdict.refusal


def suspects(by: Actor, record: Scene, at: dt.datetime) -> None:
    suspect_pregnancy(by=by, at=at, patient=record.patient, reason="late")


def sees_a_positive_test(by: Actor, record: Scene, at: dt.datetime) -> None:
    a_test(by=by, at=at, patient=record.patient, result="positive")


def interrupts(by: Actor, record: Scene, at: dt.datetime) -> None:
    interrupt_supply(by=by, at=at, enrolment=record.enrolment, reason="low counts")


def dispenses(_by: Actor, record: Scene, at: dt.datetime) -> None:
    a_dispensing(record, at=at)


def ends_the_implant(by: Actor, record: Scene, at: dt.datetime) -> None:
    for implant in Contraception.objects.standing().filter(patient=record.patient, ended_on__isnull=True):
        end_contraception(by=by, at=at, contraception=implant, ended_on=at.date())


def ends_treatment(by: Actor, record: Scene, at: dt.datetime) -> None:
    for treatment in Treatment.objects.standing().filter(enrolment=record.enrolment, ended_on__isnull=True):
        end_treatment(by=by, at=at, treatment=treatment, ended_on=at.date(), reason="completed")


def leaves(by: Actor, record: Scene, at: dt.datetime) -> None:
    withdraw(by=by, at=at, enrolment=record.enrolment, reason="moved away")


STRICT: dict[str, Callable[[Actor, Scene, dt.datetime], None]] = {
    "pregnancy_suspected": suspects,
    "treatment_stopped": interrupts,
}
ACTS = (suspects, sees_a_positive_test, interrupts, dispenses, ends_the_implant, ends_treatment, leaves)


@pytest.fixture
def pair() -> Pair:
    return Pair()


@pytest.mark.parametrize("which", [0, 1], ids=["the record that goes on", "the other record"])
@pytest.mark.parametrize("reason", STRICT)
def test_what_stops_one_of_two_joined_records_stops_the_other_and_parting_frees_it(
    pair: Pair, reason: str, which: int
) -> None:
    STRICT[reason](pair.by, pair.records[which], pair.at)
    alone = pair.answers()
    assert alone[1 - which] == (True, [], "")
    pair.join()
    for dispense, reasons, _refusal in pair.answers():
        assert (dispense, reason in reasons) == (False, True)
    pair.part()
    assert pair.answers() == alone


@pytest.mark.parametrize("reason", STRICT)
def test_what_is_said_of_one_record_after_they_were_joined_stops_both(pair: Pair, reason: str) -> None:
    pair.join()
    pair.at += HOUR
    STRICT[reason](pair.by, pair.records[1], pair.at)
    assert [reason in reasons for _dispense, reasons, _refusal in pair.answers()] == [True, True]


def test_a_supply_on_one_record_leaves_no_second_supply_on_the_other(pair: Pair) -> None:
    dispenses(pair.by, pair.records[1], pair.at)
    assert pair.answers()[0][0]
    pair.join()
    dispense, reasons, _refusal = pair.answers()[0]
    assert (dispense, "supply_overlaps" in reasons) == (False, True)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ACTS)), max_size=4))
def test_joining_never_makes_a_yes_of_a_no_and_parting_gives_back_what_was(
    acts: list[tuple[int, Callable[[Actor, Scene, dt.datetime], None]]],
) -> None:
    pair = Pair()
    for which, act in acts:
        with suppress(Refusal):
            act(pair.by, pair.records[which], pair.at)
    alone = pair.answers()
    pair.join()
    for before, joined in zip(alone, pair.answers(), strict=True):
        assert before[0] or not joined[0]
    pair.part()
    assert pair.answers() == alone


def test_a_false_alarm_closed_on_one_record_leaves_the_other_s_suspicion(pair: Pair) -> None:
    for record in pair.records:
        suspects(pair.by, record, pair.at)
    pair.join()
    for number, record in enumerate(pair.records):
        assert all("pregnancy_suspected" in reasons for _dispense, reasons, _refusal in pair.answers()), number
        suspicion = Pregnancy.objects.get(patient=record.patient)
        resolve_pregnancy(by=pair.by, at=pair.at + DAY, pregnancy=suspicion, how="false_alarm", second=pair.colleague)
    pair.at += DAY
    assert not any("pregnancy_suspected" in reasons for _dispense, reasons, _refusal in pair.answers())


def test_a_record_is_joined_to_one_other_only(pair: Pair) -> None:
    third = a_woman_ready_for_dispensing(
        at=NOON, prescriber=pair.by, identity=an_identity(birth_date=dt.date(1979, 1, 2))
    )
    waiting = propose_merge(
        by=pair.by, at=NOON, kept=third.patient, merged=pair.records[1].patient, reason="the same passport"
    )
    pair.join()
    with pytest.raises(NotForThisPatient):
        propose_merge(by=pair.by, at=NOON, kept=third.patient, merged=pair.records[1].patient, reason="the same")
    with pytest.raises(NotForThisPatient):
        decide_merge(by=pair.colleague, at=NOON, proposal=waiting, agreed=True)
    decide_merge(by=pair.colleague, at=NOON, proposal=waiting, agreed=False, reason="she is another")


def test_who_proposed_does_not_agree_and_a_decision_is_made_once(pair: Pair) -> None:
    proposal = propose_merge(by=pair.by, at=NOON, reason="the same passport", **pair.named)
    with pytest.raises(NotPermitted):
        decide_merge(by=pair.by, at=NOON, proposal=proposal, agreed=True)
    assert pair.answers() == [(True, [], "")] * 2
    decide_merge(by=pair.colleague, at=NOON, proposal=proposal, agreed=True)
    with pytest.raises(NothingToChange):
        decide_merge(by=pair.colleague, at=NOON, proposal=proposal, agreed=False, reason="no")


def test_the_trail_of_either_record_says_that_they_were_joined_and_parted(pair: Pair) -> None:
    pair.join()
    pair.part()
    for patient in pair.named.values():
        acts = list(Entry.objects.filter(subjects__contains=[patient.id]).values_list("act", flat=True))
        assert acts.count("patients.decide_merge") == 2
