"""The safety desk's list: every pregnancy record, initials and age, and the look written down once for all."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Kind, Role
from audit.models import Entry, Outcome
from patients.identity import person_of
from patients.operations import resolve_pregnancy, suspect_pregnancy
from tests.builders import (
    a_centre,
    a_patient,
    a_place_for,
    a_prescriber,
    a_test,
    an_actor,
    an_identity,
    an_organisation,
    now,
    user_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    """Log a safety officer in."""
    actor = an_actor(Role.SAFETY_OFFICER, an_organisation(Kind.COMPANY))
    client.force_login(user_of(actor))
    return client


def _suspected(family_name: str = "Ypsilanti", *, country: str = "BE") -> None:
    doctor = a_prescriber(centre=a_centre(country=country))
    at = now()
    identity = an_identity(family_name=family_name, given_name="Zoë", birth_date=dt.date(1990, 1, 1))
    enrolment = a_patient(at=at, by=doctor, identity=identity)
    a_test(by=doctor, at=at, patient=enrolment.patient, result="positive")


def test_a_positive_test_is_on_the_list_without_a_name(officer: Client) -> None:
    _suspected()
    page = officer.get("/safety/").content.decode()
    assert "ZY" in page
    assert "Ypsilanti".upper() not in page.upper()
    assert "Zoë" not in page
    assert "Open: nothing is supplied" in page


def test_the_list_pulls_every_country(officer: Client) -> None:
    _suspected("Alpha", country="BE")
    _suspected("Beta", country="DE")
    rows = officer.get("/safety/").context["table"].rows
    assert {row.cells[3].text for row in rows} == {"BE", "DE"}


def test_the_age_is_that_of_the_day_of_the_suspicion(officer: Client) -> None:
    _suspected()
    [row] = officer.get("/safety/").context["table"].rows
    assert row.cells[2].text == str(now().year - 1990)


def test_a_resolved_suspicion_says_when_and_how(officer: Client) -> None:
    centre = a_centre()
    first, second = a_prescriber(centre=centre), a_prescriber(centre=centre)
    at = now()
    enrolment = a_patient(at=at, by=first)
    suspicion = suspect_pregnancy(by=first, at=at, patient=enrolment.patient, reason="late")
    resolve_pregnancy(by=first, at=at, pregnancy=suspicion, how="false_alarm", second=second)
    assert "False alarm" in officer.get("/safety/").content.decode()


def test_the_look_is_one_line_of_the_trail_that_names_everybody_shown(officer: Client) -> None:
    _suspected("Alpha")
    _suspected("Beta")
    officer.get("/safety/")
    line = Entry.objects.get(act="safety.read", outcome=Outcome.READ)
    assert len(line.subjects) == 2


def test_an_empty_list_says_so_and_is_no_look_at_anybody(officer: Client) -> None:
    assert "No pregnancy is recorded" in officer.get("/safety/").content.decode()
    assert not Entry.objects.filter(act="safety.read").exists()


def test_the_number_of_queries_does_not_grow(
    officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        _suspected(f"Name{number}")
    # session, user, roles; how many, the rows, their resolutions, who they are, and the line of the trail;
    # four tables of what was told, how they were resolved, their enrolments and their cases
    with django_assert_num_queries(15):
        officer.get("/safety/")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SAFETY_OFFICER}))
def test_nobody_else_may_open_the_list(client: Client, role: str) -> None:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    assert client.get("/safety/").status_code == 403


def test_initials_of_somebody_with_one_name_are_one_letter(officer: Client) -> None:
    doctor = a_prescriber()
    at = now()
    enrolment = a_patient(at=at, by=doctor, identity=an_identity(family_name="", given_name="Suharti"))
    suspect_pregnancy(by=doctor, at=at, patient=enrolment.patient, reason="late")
    [row] = officer.get("/safety/").context["table"].rows
    assert row.cells[1].text == person_of(patient=enrolment.patient).initials == "S"
