"""The pages of materials on their way: sent, read by their difference, confirmed, watched."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from programmes.models import Acknowledgement, MaterialCopy
from tests.builders import a_pharmacist, a_prescriber, now, user_of
from tests.programmes.kits import a_body, a_course_in_force, a_manager, a_material_in_force, an_assessor

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def _client(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def test_sent_listed_confirmed_and_watched() -> None:
    her, shop, office, authority = (
        _client(one) for one in (a_prescriber(), a_pharmacist(), a_manager(), an_assessor())
    )
    letter = a_material_in_force(at=now(), kind="letter", body=a_body(title="Dear colleague"))
    at = f"/programmes/materials/{letter.id}/"
    assert f"{at}reach/" in office.get(at).content.decode()
    sent = office.post(f"{at}send/", {"nonce": str(uuid4())}, follow=True)
    assert sent.redirect_chain[-1][0] == f"{at}reach/"
    assert "waiting to leave" in sent.content.decode()
    assert MaterialCopy.objects.filter(material=letter).exists()
    assert "For you to confirm" in shop.get("/programmes/materials/").content.decode()
    assert f"{at}acknowledge/" in her.get(at).content.decode()
    her.post(f"{at}acknowledge/", {"nonce": str(uuid4())})
    assert f"{at}acknowledge/" not in her.get(at).content.decode()
    assert "1 of " in authority.get(f"{at}reach/").content.decode()
    assert f"{at}send/" not in authority.get(f"{at}reach/").content.decode()
    assert _client(an_assessor("DE")).get(f"{at}reach/").status_code == 404
    for who, page in ((her, "reach/"), (authority, "send/"), (authority, "acknowledge/")):
        assert who.get(at + page).status_code == 403
    assert _client(a_prescriber(certified=False)).get(f"{at}acknowledge/").status_code == 404


def test_a_change_is_shown_by_section_and_a_wrong_answer_is_explained() -> None:
    her = a_prescriber()
    a_course_in_force(at=now() - DAY)
    body = a_body(safety_relevant=True, more=" and when it stops")
    new = a_material_in_force(at=now(), version="2", body=body)
    page, at = _client(her), f"/programmes/materials/{new.id}/acknowledge/"
    shown = page.get(at).content.decode()
    assert "What changed since version 1" in shown
    assert "every four weeks and when it stops" in shown
    assert "It harms unborn children." not in shown
    form = page.get(at).context["form"]
    sent = {"seed": form.initial["seed"], "version": str(form.check_id), "nonce": str(uuid4())}
    wrong = page.post(at, sent | {"answer-when": "0"})
    assert wrong.status_code == 422
    assert "a pregnancy must be found." in wrong.content.decode()
    assert page.post(at, sent).status_code == 422
    assert not Acknowledgement.objects.exists()
    assert page.post(at, sent | {"answer-when": "1"}).status_code == 302
    assert Acknowledgement.objects.get().prescriber_id == her.person_id


def test_a_change_that_nothing_is_asked_about_is_ticked_as_read() -> None:
    a_material_in_force(at=now() - DAY, kind="letter")
    new = a_material_in_force(at=now(), kind="letter", version="2", body=a_body(safety_relevant=True, more=", twice"))
    page, at = _client(a_prescriber()), f"/programmes/materials/{new.id}/acknowledge/"
    assert page.post(at, {"nonce": str(uuid4())}).status_code == 422
    assert page.post(at, {"nonce": str(uuid4()), "read": "on"}).status_code == 302
