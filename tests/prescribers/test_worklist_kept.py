"""A kept status is believed only while it is what the rulebook says now: after any act, on any day, under any law."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from accounts.refusals import Refusal
from patients.models import Contraception, Enrolment, Pregnancy, PregnancyTest, Stop, Treatment
from patients.operations import (
    assess_category,
    authorise_prescription,
    cancel_prescription,
    end_contraception,
    end_treatment,
    interrupt_supply,
    issue_card,
    resolve_pregnancy,
    resume_supply,
    revoke_card,
    suspect_pregnancy,
    void_record,
    withdraw,
)
from patients.queries import open_prescription, valid_card, visible_enrolments
from prescribers.counting import count_anew, count_within_sight, forget_old_keys
from prescribers.keeping import FIELDS, fingerprint, law, renew
from prescribers.models import KeptKey, KeptStatus
from prescribers.queries import tally
from prescribers.tasks import count_statuses
from programmes.in_force import read_anew
from programmes.models import PrescriberCertification
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import (
    Scene,
    a_dispensing,
    a_draft,
    a_patient,
    a_prescriber,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
    an_implant,
    now,
)
from tests.patients.lives import DAY, NOON
from tests.prescribers.desk import WORKLIST, Desk

pytestmark = pytest.mark.django_db

ANSWER = [name for name in FIELDS if name not in {*KeptStatus.KEY, "computed_at"}]
Answer = dict[str, Any]


def answers_of(rows: list[KeptStatus]) -> dict[Any, Answer]:
    return {row.enrolment_id: {name: getattr(row, name) for name in ANSWER} for row in rows}


def believed(by: Actor, at: dt.datetime) -> dict[Any, Answer]:
    """Give what the list would show at a moment without asking the rulebook."""
    condition = tally(by=by, at=at).present.condition()
    current = visible_enrolments(by=by, at=at).filter(condition)
    return answers_of(list(KeptStatus.objects.filter(enrolment__in=current)))


def asked_now(by: Actor, at: dt.datetime) -> dict[Any, Answer]:
    """Ask the rulebook about everybody within sight, and put back what was kept before."""
    before = list(KeptStatus.objects.all())
    enrolments = visible_enrolments(by=by, at=at).select_related("patient", "programme")
    made = answers_of(renew(enrolments=list(enrolments), at=at))
    KeptStatus.objects.all().delete()
    KeptStatus.objects.bulk_create(before)
    KeptKey.objects.filter(answers__isnull=True).delete()
    return made


def wrongly_believed(by: Actor, at: dt.datetime) -> list[tuple[Answer, Answer]]:
    """List the kept answers that would be believed and are not what the rulebook says now."""
    true = asked_now(by, at)
    return [(told, true[who]) for who, told in believed(by, at).items() if told != true[who]]


# --- any acts, any days -----------------------------------------------------------------------------------


class Days:
    """One woman's record, acted on day by day."""

    def __init__(self) -> None:
        self.at = NOON
        self.scene: Scene = a_woman_ready_for_dispensing(at=NOON)
        self.by = self.scene.prescriber
        self.enrolment = self.scene.enrolment

    def waits(self) -> None:
        self.at += DAY

    def waits_long(self) -> None:
        self.at += 24 * DAY

    def tests(self) -> None:
        a_test(by=self.by, at=self.at, patient=self.scene.patient)

    def tests_unclear(self) -> None:
        a_test(by=self.by, at=self.at, patient=self.scene.patient, result="inconclusive")

    def suspects(self) -> None:
        suspect_pregnancy(by=self.by, at=self.at, patient=self.scene.patient, reason="late")

    def resolves(self) -> None:
        for one in Pregnancy.objects.standing().filter(patient=self.scene.patient, resolutions__isnull=True):
            colleague = a_colleague(self.by)
            resolve_pregnancy(by=self.by, at=self.at, pregnancy=one, how="false_alarm", second=colleague)

    def prescribes(self) -> None:
        authorise_prescription(by=self.by, at=self.at, enrolment=self.enrolment, draft=a_draft())

    def cancels(self) -> None:
        found = open_prescription(enrolment=self.enrolment)
        if found is not None:
            cancel_prescription(by=self.by, at=self.at, prescription=found, reason="another dose")

    def dispenses(self) -> None:
        a_dispensing(self.scene, at=self.at)

    def interrupts(self) -> None:
        interrupt_supply(by=self.by, at=self.at, enrolment=self.enrolment, reason="low counts")

    def resumes(self) -> None:
        for one in Stop.objects.standing().filter(enrolment=self.enrolment, until_on__isnull=True):
            resume_supply(by=self.by, at=self.at, stop=one)

    def ends(self) -> None:
        for one in Treatment.objects.standing().filter(enrolment=self.enrolment, ended_on__isnull=True):
            end_treatment(by=self.by, at=self.at, treatment=one, ended_on=self.at.date(), reason="completed")

    def stops_contraception(self) -> None:
        for one in Contraception.objects.standing().filter(patient=self.scene.patient, ended_on__isnull=True):
            end_contraception(by=self.by, at=self.at, contraception=one, ended_on=self.at.date())

    def strikes_the_test(self) -> None:
        for one in PregnancyTest.objects.standing().filter(patient=self.scene.patient):
            void_record(by=self.by, at=self.at, record=one, reason="another patient's")

    def is_a_man(self) -> None:
        assess_category(
            by=self.by, at=self.at, enrolment=self.enrolment, category="male", criterion=None,
            specialist_confirmed=False, evidence="",
        )  # fmt: skip

    def loses_the_card(self) -> None:
        card = valid_card(enrolment=self.enrolment)
        if card is not None:
            revoke_card(by=self.by, at=self.at, card=card, reason="lost")

    def gets_a_card(self) -> None:
        issue_card(by=self.by, at=self.at, enrolment=self.enrolment)

    def loses_the_certificate(self) -> None:
        PrescriberCertification.objects.filter(prescriber=self.by.user_id).update(valid_until=self.at.date())

    def leaves(self) -> None:
        withdraw(by=self.by, at=self.at, enrolment=self.enrolment, reason="moved away")


ACTS: list[Callable[[Days], None]] = [
    Days.waits, Days.waits_long, Days.tests, Days.tests_unclear, Days.suspects, Days.resolves, Days.prescribes,
    Days.cancels, Days.dispenses, Days.interrupts, Days.resumes, Days.ends, Days.stops_contraception,
    Days.strikes_the_test, Days.is_a_man, Days.loses_the_card, Days.gets_a_card, Days.loses_the_certificate,
    Days.leaves,
]  # fmt: skip


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(ACTS), min_size=5, max_size=9))
def test_after_any_acts_on_any_days_nothing_is_believed_that_the_rulebook_does_not_say(
    acts: list[Callable[[Days], None]],
) -> None:
    life = Days()
    count_within_sight(by=life.by, at=life.at)
    for act in [Days.dispenses, *acts]:
        with suppress(Refusal):
            act(life)
        assert wrongly_believed(life.by, life.at) == []
        assert count_within_sight(by=life.by, at=life.at).not_current == 0
        assert believed(life.by, life.at) == asked_now(life.by, life.at)


# --- every part of the key is needed --------------------------------------------------------------------


@pytest.fixture
def another_law(tmp_path: Path, settings: Any) -> Iterator[Callable[[], None]]:
    """Offer to put other programme files in force: eight weeks of contraception before the first dose."""

    def change() -> None:
        folder = tmp_path / "files"
        shutil.copytree(settings.PROGRAMME_FILES, folder)
        for path in folder.glob("pomalidomide-eu/*.toml"):
            path.write_text(path.read_text().replace("lead_days = 28", "lead_days = 56"))
        settings.PROGRAMME_FILES = folder
        read_anew()

    yield change
    read_anew()


def _is_current_but_for(part: str, at: dt.datetime) -> None:
    """Write the present value into one part of every kept key, as if the key did not have it."""
    if part == "version":
        KeptStatus.objects.update(version=KeptStatus.objects.values(x=F("enrolment__patient__version"))[:1])
    elif part == "day":
        KeptKey.objects.update(day=at.date())
    elif part == "law":
        KeptKey.objects.update(law=law())
    else:
        for row in KeptKey.objects.all():
            prescriber, programme, country = row.asked[0].split("|")
            span = PrescriberCertification.objects.get(prescriber=UUID(prescriber))
            until = span.valid_until.isoformat() if span.valid_until else None
            spans = [{"from": span.valid_from.isoformat(), "until": until}]
            row.accredited = fingerprint([((span.prescriber_id, programme, country), spans)])
            row.save()


@pytest.mark.parametrize("part", ["version", "day", "law", "accredited"])
def test_without_any_one_part_of_the_key_an_answer_would_be_wrongly_believed(
    part: str, another_law: Callable[[], None]
) -> None:
    at = now()
    doctor = a_prescriber()
    if part == "law":
        patient = a_patient(at=at, by=doctor).patient
        an_implant(by=doctor, at=at, patient=patient, started_on=at.date() - 7 * DAY)
    else:
        patient = a_woman_ready_for_dispensing(at=at, prescriber=doctor).patient
    count_within_sight(by=doctor, at=at)
    if part == "version":
        suspect_pregnancy(by=doctor, at=at, patient=patient, reason="late")
    elif part == "day":
        at += 8 * DAY
    elif part == "law":
        another_law()
    else:
        PrescriberCertification.objects.update(valid_until=at.date())
    assert wrongly_believed(doctor, at) == []
    assert believed(doctor, at) == {}
    _is_current_but_for(part, at)
    assert len(wrongly_believed(doctor, at)) == 1


# --- what the page does with what is not current -----------------------------------------------------------


def an_old_key() -> KeptKey:
    """Hold a key like one that is held, of other programme files."""
    held = KeptKey.objects.all()[0]
    return KeptKey.objects.create(
        programme_id=held.programme_id, day=held.day, law="old", asked=held.asked, accredited=held.accredited
    )


def test_a_key_of_a_day_gone_by_is_taken_away_once_no_answer_has_it() -> None:
    doctor, at = a_prescriber(), now()
    many(doctor, 2)
    count_anew(at=at)
    forget_old_keys(at=at + 5 * DAY)
    assert KeptKey.objects.count() == 1, "the answers still have it"
    with time_machine.travel(at + 5 * DAY):
        count_statuses()
    assert [one.day for one in KeptKey.objects.all()] == [(at + 5 * DAY).date()]


def many(doctor: Actor, count: int) -> list[Enrolment]:
    return [a_patient(at=now(), by=doctor, category="male", identity=an_identity(sex="male")) for _one in range(count)]


def test_more_than_a_page_waits_for_are_said_to_be_counted_again_and_stand_in_every_part() -> None:
    doctor = a_prescriber()
    many(doctor, 3)
    a_woman_ready_for_dispensing(prescriber=doctor, at=now())
    count_anew(at=now())
    KeptKey.objects.update(day=now().date() - DAY)
    KeptStatus.objects.update(code="in_treatment", rank=6)
    desk = Desk(doctor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prescribers.counting.AT_ONCE", 1)
        page = desk.opens(f"{WORKLIST}?show=ended")
    assert "4 patients are being counted again" in page.text
    assert "4 patients" in page.text
    assert "Closed" not in page.text
    whole = desk.opens(f"{WORKLIST}?show=ended")
    assert "counted again" not in whole.text
    assert "0 patients" in whole.text


def test_whoever_was_stopped_since_the_last_count_stands_in_the_list_at_once() -> None:
    scene = a_woman_ready_for_dispensing(at=now() - 5 * DAY)
    a_dispensing(scene)
    desk = Desk(scene.prescriber)
    assert "0 patients" in desk.opens(f"{WORKLIST}?show=todo").text
    suspect_pregnancy(by=scene.prescriber, at=now(), patient=scene.patient, reason="late")
    page = desk.opens(f"{WORKLIST}?show=todo")
    assert "1 patient is stopped: pregnancy suspected" in page.text
    assert "Stopped: pregnancy suspected" in page.text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prescribers.counting.AT_ONCE", 0)
        KeptStatus.objects.update(code="closed", rank=9, version=1)
        assert "Stopped: pregnancy suspected" in desk.opens(f"{WORKLIST}?show=todo").text


def test_the_task_counts_only_what_is_not_current() -> None:
    doctor = a_prescriber()
    many(doctor, 2)
    assert count_anew(at=now()) == 2
    assert count_anew(at=now()) == 0
    KeptStatus.objects.filter(pk=KeptStatus.objects.values("pk")[:1]).update(key=an_old_key())
    count_statuses()
    assert tally(by=doctor, at=now()).not_current == 0
    assert count_anew(at=now() + DAY, most=1) == 1


def test_whose_record_changed_is_counted_before_whom_only_midnight_made_old() -> None:
    doctor = a_prescriber()
    people = many(doctor, 3)
    count_anew(at=now())
    issue_card(by=doctor, at=now(), enrolment=people[1])
    assert count_anew(at=now() + DAY, most=1) == 1
    assert KeptStatus.objects.latest("key__day").enrolment_id == people[1].id


def test_the_task_goes_on_lot_by_lot_and_ends_within_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    doctor = a_prescriber()
    many(doctor, 3)
    monkeypatch.setattr("prescribers.tasks.LOT", 1)
    count_statuses()
    assert tally(by=doctor, at=now()).not_current == 0
    KeptKey.objects.update(law="old")
    monkeypatch.setattr("prescribers.tasks.SPAN", -1)
    count_statuses()
    assert tally(by=doctor, at=now()).not_current == 2


def test_a_command_counts_everybody_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    many(a_prescriber(), 2)
    call_command("count_statuses")
    assert "2 status(es) counted anew" in capsys.readouterr().out


def test_losing_every_kept_row_loses_nothing() -> None:
    scene = a_woman_ready_for_dispensing(at=now())
    desk = Desk(scene.prescriber)
    before = desk.opens(WORKLIST).text
    KeptStatus.objects.all().delete()
    assert desk.opens(WORKLIST).text == before
