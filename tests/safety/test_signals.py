"""What the side effects say together: counted once each, by reaction, month and place, with the days to onset."""

import datetime as dt

import pytest
from django.test import Client

from patients.operations import SideEffect, tell_side_effect
from safety.operations import complete_report, write_message
from safety.queries import to_be_passed_on
from safety.signals import signals
from tests.builders import a_dispensing, a_woman_ready_for_dispensing, user_of
from tests.safety.reports import a_report, a_reported_side_effect, a_reviewed_case, an_officer

pytestmark = pytest.mark.django_db


def test_each_report_is_counted_once_by_reaction_month_and_place() -> None:
    scene = a_woman_ready_for_dispensing(at=dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC))
    given = a_dispensing(scene, capsules=7).dispensing.dispensed_on
    later = scene.at + dt.timedelta(days=40)
    began = given + dt.timedelta(days=10)
    first = a_reported_side_effect(
        scene, at=later, words="Few cells", reaction="neutropenia", criteria=(), began_on=began
    )
    a_reported_side_effect(scene, at=later, words="Pneumonia", reaction="pneumonia", criteria=("hospitalisation",))
    more = a_report(known_on=first.known_on, words="Few cells", reaction="neutropenia", criteria=(), began_on=began)
    complete_report(by=scene.prescriber, at=later, earlier=first, report=more, reason="seen again")
    told = SideEffect(words="Numb feet", serious=True)
    tell_side_effect(by=scene.prescriber, at=later, enrolment=scene.enrolment, side_effect=told)
    found = signals()
    assert [(one.reaction, one.reports, one.serious, one.median_onset) for one in found.terms] == [
        ("", 1, 1, None), ("pneumonia", 1, 1, None), ("neutropenia", 1, 0, 10),
    ]  # fmt: skip
    assert [(month, reports, serious) for month, reports, serious in found.months] == [(dt.date(2026, 4, 1), 3, 2)]
    assert [reports for _name, _kind, reports in found.places] == [3]


def test_what_went_on_in_time_and_what_is_overdue_is_told_without_a_patient() -> None:
    scene = a_woman_ready_for_dispensing()
    day = scene.at.date()
    a_reviewed_case(scene)
    write_message(by=an_officer(), at=scene.at, versions=to_be_passed_on())
    a_reviewed_case(scene, known_on=day - dt.timedelta(days=16))
    client = Client()
    client.force_login(user_of(an_officer()))
    answer = client.get("/safety/signals/")
    assert (answer.context["found"].in_time, answer.context["found"].passed_on, answer.context["overdue"]) == (1, 1, 1)
    write_message(by=an_officer(), at=scene.at, versions=to_be_passed_on())
    assert (signals().in_time, signals().passed_on) == (1, 2)
    assert "1 of 2" in client.get("/safety/signals/").content.decode()
