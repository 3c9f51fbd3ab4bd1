"""A prescriber reads the guide, answers wrongly, is told why, answers rightly; the authority reads the results."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from programmes.models import KnowledgeTry, PrescriberCertification
from tests.builders import a_pharmacist, a_prescriber, now, user_of
from tests.programmes.kits import RIGHT, a_course_in_force, a_manager, a_material_in_force, an_assessor

pytestmark = pytest.mark.django_db

HOME = "/programmes/learn/pomalidomide-eu/"


def _client(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def _answers(page: str, **changes: int) -> dict[str, Any]:
    """Fill in the check as the page asks it."""
    hidden = {name: re.search(f'name="{name}" value="([^"]*)"', page) for name in ("seed", "version", "nonce")}
    answers = {f"answer-{key}": str(place) for key, place in (RIGHT | changes).items()}
    return {name: found[1] for name, found in hidden.items() if found} | answers


def test_read_answered_wrongly_explained_and_passed() -> None:
    a_course_in_force(at=now(), language="de")
    by = a_prescriber()
    client = _client(by)
    assert "0 of 2 sections" in client.get("/programmes/learn/").content.decode()
    assert client.get(f"{HOME}check/").status_code == 302
    first = client.post(f"{HOME}sections/harm/", {"nonce": str(uuid4())})
    assert first["Location"] == f"{HOME}sections/tests/"
    assert client.post(f"{HOME}sections/tests/", {"nonce": str(uuid4())})["Location"] == HOME
    page = client.get(f"{HOME}check/").content.decode()
    told = client.post(f"{HOME}check/", _answers(page, what=1), follow=True).content.decode()
    assert "1 answer was wrong." in told
    assert "it harms them at any dose." in told
    assert f'href="{HOME}sections/harm/" lang="de"' in told
    assert _client(a_prescriber()).get(f"/programmes/learn/tries/{KnowledgeTry.objects.get().id}/").status_code == 404
    page = client.get(f"{HOME}check/").content.decode()
    assert "Every answer was right" in client.post(f"{HOME}check/", _answers(page), follow=True).content.decode()
    assert KnowledgeTry.objects.count() == 2
    results = _client(an_assessor()).get("/programmes/materials/results/").content.decode()
    assert "What can it do?" in results
    assert by.name not in results
    held = PrescriberCertification.objects.get(prescriber_id=by.person_id, programme_id="pomalidomide-eu")
    office = _client(a_manager()).get(f"/programmes/accreditations/{held.id}/").content.decode()
    assert "guide version 1" in office


def test_what_is_missing_or_of_another_version_is_asked_again() -> None:
    a_course_in_force(at=now())
    client = _client(a_prescriber())
    for section in ("harm", "tests"):
        client.post(f"{HOME}sections/{section}/", {"nonce": str(uuid4())})
    sent = _answers(client.get(f"{HOME}check/").content.decode())
    for change in ({"answer-what": ""}, {"version": str(uuid4())}, {"seed": "x"}, {"answer-what": "9"}):
        assert client.post(f"{HOME}check/", sent | change).status_code == 422
    assert not KnowledgeTry.objects.exists()


def test_nothing_is_there_where_no_guide_is_in_force_and_answers_are_for_those_who_work_on_them() -> None:
    guide, check = a_course_in_force(at=now(), country="DE")
    prescriber = _client(a_prescriber())
    for address in (HOME, f"{HOME}check/", f"{HOME}sections/harm/"):
        assert prescriber.get(address).status_code == 404
    assert _client(a_pharmacist()).get("/programmes/learn/").status_code == 403
    own = a_material_in_force(at=now(), kind="knowledge-check", body=bytes(check.body))
    assert prescriber.get(f"/programmes/materials/{own.id}/").status_code == 404
    assert _client(an_assessor()).get(f"/programmes/materials/{own.id}/").status_code == 200
    assert guide.country == "DE"
