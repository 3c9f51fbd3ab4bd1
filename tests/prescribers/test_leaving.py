"""Leaving the programme: for one of a few reasons, a death with its day, a record closed once follow-up is over."""

import datetime as dt
from typing import Any

import pytest

from patients.models import Treatment, Withdrawal
from patients.operations import end_treatment, withdraw
from patients.queries import running_treatment
from patients.refusals import FutureDate, NotForThisPatient
from tests.builders import Scene, a_dispensing, a_test, a_woman_ready_for_dispensing, now
from tests.prescribers.desk import Desk, address, boxes
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def her() -> Scene:
    scene = a_woman_ready_for_dispensing(at=now() - 70 * DAY)
    a_dispensing(scene)
    return scene


def leaves(scene: Scene, **answers: Any) -> Any:
    return Desk(scene.prescriber).sends(address(scene.enrolment, "withdraw"), boxes("died_on", None) | answers)


def ends(scene: Scene, *, days_ago: int) -> None:
    running = running_treatment(enrolment=scene.enrolment)
    assert running is not None
    day = today() - days_ago * DAY
    end_treatment(by=scene.prescriber, at=now(), treatment=running, ended_on=day, reason="completed")


def test_a_death_has_its_day_and_ends_the_treatment(her: Scene) -> None:
    died = today() - 3 * DAY
    page = leaves(her, cause="death", reason="", **boxes("died_on", died))
    assert page.heading == "Closed"
    assert (Withdrawal.objects.get().cause, Withdrawal.objects.get().died_on) == ("death", died)
    ended = Treatment.objects.standing().get(enrolment=her.enrolment)
    assert (ended.ended_on, ended.end_reason) == (died, "death")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"cause": ""}, "has no answer. Choose one."),
        ({"cause": "death"}, "Enter the day of death."),
        ({"cause": "death", **boxes("died_on", today() + DAY)}, "which is after today"),
        ({"cause": "lost", **boxes("died_on", today())}, "Empty this date, or choose “Death” as the reason."),
        ({"cause": "other", "reason": ""}, "Say why: a few words are enough."),
        ({"cause": "followed_up"}, "Treatment still runs. End it first"),
    ],
)
def test_an_incomplete_reason_is_asked_for(her: Scene, answers: dict[str, str], words: str) -> None:
    page = leaves(her, **answers)
    assert page.status == 422
    assert words in page.text
    assert Withdrawal.objects.count() == 0


def test_a_record_is_closed_once_follow_up_is_over_and_not_before(her: Scene) -> None:
    ends(her, days_ago=35)
    early = leaves(her, cause="followed_up")
    assert early.status == 422
    assert "Follow-up is not over" in early.text
    a_test(by=her.prescriber, at=now(), patient=her.patient)
    assert leaves(her, cause="followed_up").heading == "Closed"
    assert (
        "Treatment has ended, and what is to be kept up after it is over"
        in Desk(her.prescriber).opens(address(her.enrolment)).text
    )


def test_the_operation_itself_refuses_what_the_form_would(her: Scene) -> None:
    wanted: dict[str, Any] = {"by": her.prescriber, "at": now(), "enrolment": her.enrolment}
    for facts in ({}, {"cause": "death"}, {"cause": "lost", "died_on": today()}, {"cause": "followed_up"}):
        with pytest.raises(NotForThisPatient):
            withdraw(**wanted | facts)
    with pytest.raises(FutureDate):
        withdraw(**wanted, cause="death", died_on=today() + DAY)
    assert Withdrawal.objects.count() == 0
