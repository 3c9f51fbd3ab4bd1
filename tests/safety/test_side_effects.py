"""The safety desk reads what patients told: their words, initials and age, never a name; every look written down."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Kind, Role
from audit.models import Entry, Outcome
from patients.operations import SideEffect, tell_side_effect
from tests.builders import a_patient, a_prescriber, an_actor, an_identity, an_organisation, now, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(user_of(an_actor(Role.SAFETY_OFFICER, an_organisation(Kind.COMPANY))))
    return client


def told(words: str, *, serious: bool) -> None:
    doctor = a_prescriber()
    identity = an_identity(family_name=f"Ypsilanti {words}", given_name="Zoë")
    enrolment = a_patient(at=now(), by=doctor, identity=identity)
    tell_side_effect(by=doctor, at=now(), enrolment=enrolment, side_effect=SideEffect(words=words, serious=serious))


def test_what_was_told_is_listed_with_initials_and_the_look_is_written_down(officer: Client) -> None:
    told("Rash on both arms", serious=False)
    told("In hospital with pneumonia", serious=True)
    page = officer.get("/safety/side-effects/").content.decode()
    assert page.index("In hospital with pneumonia") < page.index("Rash on both arms")
    assert "Ypsilanti" not in page
    assert "Serious" in page
    [entry] = Entry.objects.filter(act="safety.read", outcome=Outcome.READ)
    assert len(entry.subjects) == 2


def test_the_list_costs_the_same_for_one_and_for_many(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        told(f"Tired {number}", serious=False)
    officer.get("/safety/side-effects/")
    with django_assert_max_num_queries(12):
        assert officer.get("/safety/side-effects/").status_code == 200


def test_an_empty_list_says_so(officer: Client) -> None:
    assert "No side effect was told yet" in officer.get("/safety/side-effects/").content.decode()
