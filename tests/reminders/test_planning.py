"""What is planned: each step on its day, once, caught up when it was missed, and only where something happened."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.actor import SCHEDULER
from accounts.refusals import NotPermitted
from outbox.models import Message
from patients.care import Care
from patients.models import ChangedRecord, Enrolment
from patients.operations import SideEffect, end_treatment, interrupt_supply, tell_side_effect
from patients.queries import current_treatment
from patients.upcoming import Upcoming, upcoming
from reminders.ladder import Ladder
from reminders.models import DueDate, FollowUp, Plan, Reminder
from reminders.operations import plan
from reminders.planning import Taken, reminder_of, steps_due
from tests.builders import Scene, a_dispensing, a_man_ready_for_dispensing
from tests.reminders.scenes import DAY, LAST_DAY, NOON, a_patient_in_treatment, is_prescribed_for

STEPS = {-7: "patient-7", -2: "patient-2", 1: "prescriber+1", 3: "centre+3", 7: "follow_up+7"}


def _steps(occasion: str = "visit") -> list[str]:
    return list(
        Reminder.objects.filter(occasion=occasion).order_by("planned_at", "step").values_list("step", flat=True)
    )


def _end(scene: Scene, *, at: dt.datetime) -> None:
    treatment = current_treatment(enrolment=scene.enrolment)
    assert treatment is not None
    end_treatment(by=scene.prescriber, at=at, treatment=treatment, ended_on=at.date(), reason="progress")


@pytest.fixture
def scene() -> Scene:
    """Give a woman whose four weeks began at NOON."""
    return a_patient_in_treatment()


@pytest.mark.django_db
def test_every_step_of_the_ladder_is_planned_on_its_day_and_on_no_other(scene: Scene) -> None:
    for day in range(-10, 12):
        before = set(_steps())
        plan(by=SCHEDULER, at=LAST_DAY + day * DAY)
        fresh = set(_steps()) - before
        assert fresh == ({STEPS[day]} if day in STEPS else set()), day


@pytest.mark.django_db
def test_planning_again_on_the_same_day_plans_nothing(scene: Scene) -> None:
    at = LAST_DAY - 7 * DAY
    assert plan(by=SCHEDULER, at=at) == 1
    assert plan(by=SCHEDULER, at=at) == 0
    assert plan(by=SCHEDULER, at=at + dt.timedelta(hours=5)) == 0
    assert Message.objects.filter(kind="reminder").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("down_from", [-8, -7, -3, -1, 1, 2, 5])
def test_three_days_without_a_scheduler_lose_no_step_and_double_none(scene: Scene, down_from: int) -> None:
    _plan_without(down_from)
    assert sorted(_steps()) == sorted(STEPS.values())
    assert FollowUp.objects.count() == 1
    assert Message.objects.filter(kind__in=["reminder", "centre_overdue"]).count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("down_from", [-7, -3, 1, 2, 5])
def test_a_planner_of_today_alone_would_lose_the_steps_of_those_days(
    scene: Scene, down_from: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the catching up, the same three days are noticed."""

    def of_today(*, dates: dict[str, dt.date], ladder: Ladder, on: dt.date) -> list[Taken]:
        found = steps_due(dates=dates, ladder=ladder, on=on)
        return [one for one in found if one.step.day(one.due_on) == on]

    monkeypatch.setattr("reminders.operations.planning.steps_due", of_today)
    _plan_without(down_from)
    lost = {name for day, name in STEPS.items() if down_from <= day < down_from + 3}
    assert set(STEPS.values()) - set(_steps()) == lost != set()


def _plan_without(down_from: int) -> None:
    """Plan each day but three."""
    for day in range(-9, 10):
        if not down_from <= day < down_from + 3:
            plan(by=SCHEDULER, at=LAST_DAY + day * DAY)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_plan_everything_once() -> None:
    _plan_by_two(patients=6)
    assert sorted(_steps()) == sorted([*STEPS.values()] * 6)
    assert FollowUp.objects.count() == 6
    assert Message.objects.filter(kind__in=["reminder", "centre_overdue"]).count() == 18
    assert not ChangedRecord.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_keys_that_follow_from_the_step_two_schedulers_tell_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same, where each row gets a key by chance."""

    def by_chance(*, taken: Taken, found: Upcoming, care: Care, at: dt.datetime) -> Reminder:
        row = reminder_of(taken=taken, found=found, care=care, at=at)
        row.id = uuid4()
        row.key = str(row.id)
        return row

    monkeypatch.setattr("reminders.operations.planning.reminder_of", by_chance)
    _plan_by_two(patients=2)
    assert len(_steps()) > len(STEPS) * 2
    assert Message.objects.filter(kind__in=["reminder", "centre_overdue"]).count() > 6


def _plan_by_two(*, patients: int) -> None:
    """Let two planners begin at the same moment, on every day of the ladder and the day after."""
    for _patient in range(patients):
        a_patient_in_treatment()
    ready = threading.Barrier(2)

    def both(at: dt.datetime) -> Callable[[], None]:
        def run() -> None:
            try:
                ready.wait(timeout=10)
                plan(by=SCHEDULER, at=at)
            finally:
                connections.close_all()

        return run

    for day in (-7, -2, 1, 3, 7):
        with ThreadPoolExecutor(2) as pool:
            for work in [pool.submit(both(LAST_DAY + day * DAY)) for _planner in range(2)]:
                work.result(timeout=60)
    plan(by=SCHEDULER, at=LAST_DAY + 8 * DAY)


@pytest.mark.django_db
def test_only_what_changed_is_looked_at_again(scene: Scene) -> None:
    a_patient_in_treatment()
    at = NOON + DAY
    assert plan(by=SCHEDULER, at=at) == 2
    assert plan(by=SCHEDULER, at=at + DAY) == 0
    told = SideEffect(words="Tired all day", serious=False)
    tell_side_effect(by=scene.prescriber, at=at + DAY, enrolment=scene.enrolment, side_effect=told)
    assert plan(by=SCHEDULER, at=at + DAY) == 1
    assert plan(by=SCHEDULER, at=at + DAY) == 0


@pytest.mark.django_db
def test_a_plan_notes_the_version_it_looked_at_and_the_day_of_the_next_step(scene: Scene) -> None:
    plan(by=SCHEDULER, at=NOON + DAY)
    kept = Plan.objects.get()
    assert kept.version == type(scene.patient).objects.get().version
    assert kept.next_on == (LAST_DAY - 7 * DAY).date()


@pytest.mark.django_db
def test_a_quiet_day_asks_the_same_few_questions_however_many_patients_there_are(scene: Scene) -> None:
    plan(by=SCHEDULER, at=NOON + DAY)
    with CaptureQueriesContext(connection) as few:
        plan(by=SCHEDULER, at=NOON + 2 * DAY)
    for _patient in range(5):
        a_patient_in_treatment()
    plan(by=SCHEDULER, at=NOON + 3 * DAY)
    with CaptureQueriesContext(connection) as many:
        plan(by=SCHEDULER, at=NOON + 4 * DAY)
    assert len(many) == len(few)


@pytest.mark.django_db
def test_a_hundred_are_planned_in_as_many_queries_as_five() -> None:
    counts = []
    for number in (2, 6):
        for _patient in range(number):
            a_patient_in_treatment()
        with CaptureQueriesContext(connection) as queries:
            plan(by=SCHEDULER, at=NOON)
        counts.append(len(queries))
    assert counts[0] >= counts[1]


@pytest.mark.django_db
def test_an_interrupted_supply_is_reminded_of_tests_alone_and_an_ended_treatment_of_what_follows(scene: Scene) -> None:
    plan(by=SCHEDULER, at=NOON)
    interrupt_supply(by=scene.prescriber, at=NOON + DAY, enrolment=scene.enrolment, reason="operation")
    plan(by=SCHEDULER, at=NOON + DAY)
    assert DueDate.objects.get(occasion="visit").due_on == (NOON + 28 * DAY).date()
    _end(scene, at=NOON + 2 * DAY)
    plan(by=SCHEDULER, at=NOON + 2 * DAY)
    assert DueDate.objects.get(occasion="visit").called_off
    dates = dict(DueDate.objects.filter(called_off=False).values_list("occasion", "due_on"))
    ended = (NOON + 2 * DAY).date()
    assert dates == {"last_test": ended + 28 * DAY, "after_treatment": ended + 28 * DAY}


@pytest.mark.django_db
def test_a_man_hears_on_the_day_his_treatment_ends_until_when_what_was_agreed_holds() -> None:
    scene = a_man_ready_for_dispensing(at=NOON)
    a_dispensing(scene)
    _end(scene, at=NOON + DAY)
    plan(by=SCHEDULER, at=NOON + DAY)
    assert _steps("after_treatment") == ["patient-7"]


@pytest.mark.django_db
def test_who_never_comes_for_the_last_test_is_told_of_and_shows_as_lost(scene: Scene) -> None:
    _end(scene, at=NOON)
    for day in range(20, 37):
        plan(by=SCHEDULER, at=NOON + day * DAY)
    assert _steps("last_test") == ["patient-7", "patient-1", "prescriber+1", "centre+3", "follow_up+7"]
    assert FollowUp.objects.get().occasion == "last_test"


@pytest.mark.django_db
def test_who_was_seen_and_has_a_prescription_to_fetch_is_not_overdue_until_its_last_day_has_passed(
    scene: Scene,
) -> None:
    """She came on the last day, and the pharmacy has not served her yet: nobody is told that she did not come."""
    is_prescribed_for(scene, at=LAST_DAY)
    for day in range(8):
        plan(by=SCHEDULER, at=LAST_DAY + day * DAY)
    assert "prescriber+1" not in _steps()
    assert FollowUp.objects.count() == 0
    for day in (8, 9):  # the prescription was good for seven days
        plan(by=SCHEDULER, at=LAST_DAY + day * DAY)
    assert {"prescriber+1", "centre+3", "follow_up+7"} <= set(_steps())
    assert FollowUp.objects.count() == 1


@pytest.mark.django_db
def test_nobody_but_the_scheduler_plans(scene: Scene) -> None:
    with pytest.raises(NotPermitted):
        plan(by=scene.prescriber, at=NOON)
    assert ChangedRecord.objects.exists()


Fault = Callable[[list[Enrolment]], Exception | None]


def _of_nobody(found: list[Enrolment]) -> Exception:
    return OperationalError("the database is locked")


def _of_nobody_once_alone(found: list[Enrolment]) -> Exception:
    return SoftTimeLimitExceeded() if len(found) == 1 else ValueError("a record")


def _of_one_record(found: list[Enrolment]) -> Exception | None:
    return ValueError("a record") if len(found) > 1 or found[0].id == _FAILING[0] else None


_FAILING: list[UUID] = []


@pytest.fixture
def two(scene: Scene) -> list[UUID]:
    """Give two enrolments of which the first is the one that fails."""
    _FAILING[:] = [scene.enrolment.id]
    return [scene.enrolment.id, a_patient_in_treatment().enrolment.id]


def _breaks(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    def failing(*, enrolments: list[Enrolment], on: list[dt.date]) -> list[Upcoming]:
        error = fault(list(enrolments))
        if error is not None:
            raise error
        return list(upcoming(enrolments=enrolments, on=on))

    monkeypatch.setattr("reminders.operations.planning.upcoming", failing)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [_of_nobody, _of_nobody_once_alone])
def test_what_is_no_records_fault_leaves_none_until_tomorrow(
    two: list[UUID], monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """The database was locked, or the task's time was up: the next task plans the same records, the same day."""
    at = LAST_DAY - 7 * DAY
    with monkeypatch.context() as broken:
        _breaks(broken, fault)
        with pytest.raises((OperationalError, SoftTimeLimitExceeded)):
            plan(by=SCHEDULER, at=at)
    assert not Plan.objects.exclude(failed="").exists()
    assert plan(by=SCHEDULER, at=at) == 2
    assert Reminder.objects.filter(enrolment__in=two, step="patient-7").count() == 2


@pytest.mark.django_db
def test_a_record_that_cannot_be_planned_waits_until_tomorrow_and_the_other_does_not(
    two: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a fault of one record is kept with that one, and holds up none beside it."""
    at = LAST_DAY - 7 * DAY
    with monkeypatch.context() as broken:
        _breaks(broken, _of_one_record)
        plan(by=SCHEDULER, at=at)
    assert list(Plan.objects.exclude(failed="").values_list("enrolment", "failed")) == [(two[0], "ValueError")]
    assert plan(by=SCHEDULER, at=at) == 0
    assert list(Reminder.objects.filter(step="patient-7").values_list("enrolment", flat=True)) == [two[1]]
    assert plan(by=SCHEDULER, at=at + DAY) >= 1
    assert Reminder.objects.filter(enrolment=two[0], step="patient-7").exists()
