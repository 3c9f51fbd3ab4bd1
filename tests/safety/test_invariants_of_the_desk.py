"""What the database itself refuses of reports to the safety desk."""

import datetime as dt

import pytest

from safety.models import ReportDraft, ReportedMedicine
from safety.operations import keep_draft
from tests.builders import Scene, a_woman_ready_for_dispensing, now
from tests.patients.invariants import another, invariant, refused_by
from tests.safety.reports import a_reported_side_effect

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


@invariant("A report of a side effect says what happened", "safety_report_has_words")
def test_a_report_has_words(scene: Scene) -> None:
    with refused_by("safety_report_has_words"):
        another(a_reported_side_effect(scene), words="")


@invariant("A side effect ends after it began", "safety_report_ends_after_start")
def test_a_side_effect_ends_after_it_began(scene: Scene) -> None:
    row = a_reported_side_effect(scene, began_on=scene.at.date())
    with refused_by("safety_report_ends_after_start"):
        another(row, ended_on=row.began_on - dt.timedelta(days=1))  # type: ignore[operator]  # it has a day


@invariant("What was fatal is a death", "safety_report_fatal_is_a_death")
def test_what_was_fatal_is_a_death(scene: Scene) -> None:
    row = a_reported_side_effect(scene, criteria=("hospitalisation",))
    with refused_by("safety_report_fatal_is_a_death"):
        another(row, outcome="fatal")


@invariant("A medicine of a report has a name and its own place", "safety_medicine_has_a_name",
           "safety_medicine_once_at_a_place")  # fmt: skip
def test_a_medicine_has_a_name_and_a_place(scene: Scene) -> None:
    a_reported_side_effect(scene)
    row = ReportedMedicine.objects.earliest("place")
    with refused_by("safety_medicine_has_a_name"):
        another(row, place=99, name="")
    with refused_by("safety_medicine_once_at_a_place"):
        another(row)


@invariant("One unfinished report is kept of an author about a patient", "safety_draft_once")
def test_one_draft_is_kept(scene: Scene) -> None:
    keep_draft(by=scene.prescriber, at=now(), enrolment=scene.enrolment, answers={})
    with refused_by("safety_draft_once"):
        another(ReportDraft.objects.get())
