"""The pages of materials: listed, read in their own language, printed, agreed to, put in force."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actor import Actor
from programmes.models import Material
from tests.builders import a_pharmacist, a_prescriber, a_programme, now, user_of
from tests.programmes.kits import a_body, a_draft, a_manager, a_material_in_force, an_assessor

pytestmark = pytest.mark.django_db


def _client(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def _asked(body: bytes) -> dict[str, Any]:
    return {
        "programme": a_programme().id, "country": "BE", "language": "de", "kind": "guide", "version": "1",
        "body": SimpleUploadedFile("guide.txt", body), "nonce": str(uuid4()),
    }  # fmt: skip


def _day(name: str) -> dict[str, int]:
    day = now().date()
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_written_agreed_put_in_force_and_read() -> None:
    manager, assessor, prescriber = _client(a_manager()), _client(an_assessor()), _client(a_prescriber())
    answer = manager.post("/programmes/materials/new/", _asked(a_body(title="Leitfaden")), follow=True)
    address = f"/programmes/materials/{Material.objects.get(recorded_by__isnull=False).id}/"
    assert (answer.redirect_chain[-1][0], prescriber.get(address).status_code) == (address, 404)
    assert "Leitfaden" in assessor.get("/programmes/materials/?state=draft").content.decode()
    assessor.post(f"{address}agree/", {"reference": "FAMHP/7", "nonce": str(uuid4()), **_day("agreed_on")})
    manager.post(f"{address}in-force/", {"nonce": str(uuid4()), **_day("from_on")})
    page = prescriber.get(address).content.decode()
    assert '<article lang="de">' in page
    assert "It harms unborn children." in page
    assert "FAMHP/7" not in page
    assert "FAMHP/7" in assessor.get(address).content.decode()
    assert "Leitfaden" in prescriber.get("/programmes/materials/").content.decode()
    withdrawn = assessor.post(f"{address}withdraw/", {"reason": "a wrong number", "nonce": str(uuid4())}, follow=True)
    assert "This version is not in force: withdrawn." in withdrawn.content.decode()
    assert "Leitfaden" not in prescriber.get("/programmes/materials/").content.decode()


def test_a_broken_file_is_refused_whole_with_its_line() -> None:
    answer = _client(a_manager()).post("/programmes/materials/new/", _asked(a_body() + b"\n# no id\n"))
    assert answer.status_code == 422
    assert "Line 16:" in answer.content.decode()
    assert not Material.objects.filter(recorded_by__isnull=False).exists()


def test_the_pdf_is_tagged_and_in_the_language_of_the_text() -> None:
    one = a_material_in_force(at=now(), language="pl", body=a_body(title="Przewodnik: źródło"))
    answer = _client(a_pharmacist()).get(f"/programmes/materials/{one.id}/file/")
    assert answer["Content-Type"] == "application/pdf"
    assert b"/Lang" in answer.content
    assert b"pdfuaid" in answer.content


def test_what_the_text_says_is_never_markup() -> None:
    one = a_material_in_force(at=now(), body=a_body(title="<b>Guide</b>", more=" <script>alert(1)</script>"))
    page = _client(a_prescriber()).get(f"/programmes/materials/{one.id}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Guide&lt;/b&gt;" in page


def test_who_may_not_is_refused() -> None:
    one = a_draft(at=now())
    at = f"/programmes/materials/{one.id}/"
    assert _client(a_prescriber()).get("/programmes/materials/new/").status_code == 403
    assert _client(a_manager()).get(f"{at}agree/").status_code == 403
    assert _client(an_assessor()).get(f"{at}in-force/").status_code == 403
    assert _client(an_assessor("DE")).get(at).status_code == 404
