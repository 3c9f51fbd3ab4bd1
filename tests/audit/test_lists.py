"""A list of patients that was shown is one line of the trail, over HTTP, with everybody on it and nobody else."""

import datetime as dt

import pytest
from django.test import Client

from audit.models import Entry, Outcome
from tests.builders import a_prescriber, a_woman_ready_for_dispensing, an_identity, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor(client: Client) -> Client:
    """Log a prescriber in with three patients, and let another centre have one."""
    by = a_prescriber()
    for day, name in enumerate(("Zabcd", "Zabce", "Other"), start=1):
        born = dt.date(1981, 3, day)
        a_woman_ready_for_dispensing(prescriber=by, identity=an_identity(family_name=name, birth_date=born))
    a_woman_ready_for_dispensing(identity=an_identity(family_name="Zabcf", birth_date=dt.date(1975, 1, 2)))
    client.force_login(user_of(by))
    return client


def test_the_worklist_is_one_line_that_names_everybody_on_it(doctor: Client) -> None:
    page = doctor.get("/patients/").content.decode().lower()
    [entry] = Entry.objects.filter(outcome=Outcome.READ)
    assert (entry.act, len(entry.subjects)) == ("patients.list", 3)
    assert "zabcd" in page
    assert "zabcf" not in page


def test_a_search_is_one_line_that_names_whom_it_found(doctor: Client) -> None:
    doctor.post("/patients/search/", {"name": "zabc"})
    [entry] = Entry.objects.filter(outcome=Outcome.READ)
    assert (entry.act, len(entry.subjects)) == ("patients.search", 2)
    assert "zabc" not in entry.reason + entry.object_id + entry.object_kind


def test_a_search_that_finds_nobody_was_no_look_at_anybody(doctor: Client) -> None:
    doctor.post("/patients/search/", {"name": "zabcf"})
    assert not Entry.objects.filter(outcome=Outcome.READ).exists()
