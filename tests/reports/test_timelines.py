"""From a figure to one patient's timeline: a pseudonym, ages, days; and a purpose that stands in the trail."""

import datetime as dt
import re

import pytest
from django.test import Client

from accounts.actor import Actor
from audit.models import Entry
from patients.identity import person_of
from patients.models import CategoryAssessment, PregnancyTest
from reports.timeline import OFF, pseudonym_of
from rulebook.indicators import band_of
from tests.builders import Scene, a_woman_ready_for_dispensing, now, user_of
from tests.reports.kept import an_authority_of
from tests.reports.registry import a_kept_dispensing, a_no

DAY = dt.timedelta(days=1)
WHY = {"purpose": "signal", "words": "Whether the test came before the supply"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing(at=now() - 3 * DAY)


@pytest.fixture
def authority() -> Actor:
    return an_authority_of()


@pytest.fixture
def reader(client: Client, authority: Actor) -> Client:
    client.force_login(user_of(authority))
    return client


def _timeline(scene: Scene) -> str:
    return f"/figures/patients/{scene.enrolment.id}/"


def test_who_did_not_comply_is_listed_by_pseudonym_and_who_did_is_not(reader: Client, scene: Scene) -> None:
    other = a_woman_ready_for_dispensing(at=now() - 3 * DAY)
    a_kept_dispensing(scene, "test_missing", at=now() - DAY)
    a_kept_dispensing(other, at=now() - DAY)
    compliance = reader.get("/figures/compliance/")
    listed = reader.get(compliance.context["behind"]).content.decode()
    assert pseudonym_of(scene.enrolment.id) in listed
    assert _timeline(scene) in listed
    assert pseudonym_of(other.enrolment.id) not in listed
    assert pseudonym_of(scene.enrolment.id) in reader.get("/figures/patients/?of=P4").content.decode()
    assert pseudonym_of(scene.enrolment.id) not in reader.get("/figures/patients/?of=P7").content.decode()


def test_who_is_treated_outside_every_label_is_listed(reader: Client, scene: Scene) -> None:
    a_kept_dispensing(scene, at=now() - DAY, label="off_label")
    off_label = reader.get("/figures/off-label/")
    assert f"of={OFF}" in off_label.context["behind"]
    assert pseudonym_of(scene.enrolment.id) in reader.get(off_label.context["behind"]).content.decode()


def test_a_timeline_opens_for_a_purpose_that_stands_in_the_trail(
    reader: Client, authority: Actor, scene: Scene
) -> None:
    first = a_kept_dispensing(scene, "test_missing", at=now() - DAY)
    a_no(scene, "supply_too_long", at=now())
    asked = reader.get(_timeline(scene)).content.decode()
    assert "Say what you open it for" in asked
    assert "What is on record" not in asked
    for wrong in ({}, {**WHY, "purpose": "curious"}, {**WHY, "words": "why not"}):
        refused = reader.post(_timeline(scene), wrong)
        assert (refused.status_code, "What is on record" in refused.content.decode()) == (422, False)
    assert not Entry.objects.filter(act="reports.open_timeline").exists()
    shown = reader.post(_timeline(scene), WHY)
    days = [row.cells[0].text for row in shown.context["table"].rows]
    assert days == sorted(days, key=int)
    assert {"0", "+1"} <= set(days), "the first supply is day 0, and the no of today one day after"
    test = PregnancyTest.objects.filter(patient=scene.patient).latest("sampled_on")
    assert f"{(test.sampled_on - first.dispensed_on).days:+d}" in days
    (entry,) = Entry.objects.filter(act="reports.open_timeline")
    assert (entry.actor_id, entry.subjects) == (authority.user_id, [scene.patient.id])
    assert entry.reason == f"signal: {WHY['words']}"
    reader.post(_timeline(scene), WHY)
    assert Entry.objects.filter(act="reports.open_timeline").count() == 2, "every opening is one"


def test_no_name_and_no_date_is_on_it(reader: Client, scene: Scene) -> None:
    a_kept_dispensing(scene, at=now() - DAY)
    page = re.search(r"<main.*</main>", reader.post(_timeline(scene), WHY).content.decode(), re.DOTALL)
    assert page
    person, told = person_of(patient=scene.patient), page.group()
    assert person.birth_date
    assert person.family_name.lower() not in told.lower()
    assert person.given_name.lower() not in told.lower()
    assert re.findall(r"\b(?:19|20)\d\d\b", told) == [], "a year"
    assert str(scene.patient.id) not in told


def test_another_countrys_timeline_is_not_there(client: Client, scene: Scene) -> None:
    a_kept_dispensing(scene, "test_missing", at=now() - DAY)
    client.force_login(user_of(an_authority_of("FR")))
    for answer in (client.get(_timeline(scene)), client.post(_timeline(scene), WHY)):
        assert answer.status_code == 404
    assert not Entry.objects.filter(act="reports.open_timeline", subjects__contains=[scene.patient.id]).exists()


def test_before_the_first_supply_days_are_counted_from_the_enrolment(reader: Client, scene: Scene) -> None:
    shown = reader.post(_timeline(scene), WHY)
    assert "nothing was supplied yet" in shown.content.decode()
    assessed = CategoryAssessment.objects.get(enrolment=scene.enrolment).assessed_on
    day = (assessed - scene.enrolment.enrolled_on).days
    assert (f"{day:+d}" if day else "0") in [row.cells[0].text for row in shown.context["table"].rows]


def test_a_figure_that_is_none_leads_to_those_there_are(reader: Client) -> None:
    answer = reader.get("/figures/patients/?of=P99", follow=True)
    assert answer.redirect_chain == [("/figures/patients/", 302)]
    assert "no such figure" in answer.content.decode()
    assert reader.get("/figures/patients/?since_day=x").status_code == 422


@pytest.mark.parametrize(
    ("age", "band"), [(17, (0, 17)), (18, (18, 29)), (29, (18, 29)), (50, (50, 59)), (80, (80, None)), (99, (80, None))]
)
def test_an_age_lies_in_one_band(age: int, band: tuple[int, int | None]) -> None:
    assert band_of(age) == band
