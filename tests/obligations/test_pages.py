"""The pages of the conditions: the company acts, an authority reads, a document comes back byte for byte."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actor import Actor
from accounts.models import Kind as OrganisationKind
from accounts.models import Role
from audit.models import Entry
from foundation.scans import LARGEST
from obligations.models import Step
from tests.builders import an_actor, an_organisation, user_of
from tests.obligations.owed import a_met_obligation, an_obligation, an_officer_of_the_company
from tests.obligations.papers import pdf_bytes

pytestmark = pytest.mark.django_db


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def an_authority_in(country: str) -> Actor:
    return an_actor(Role.AUTHORITY, an_organisation(OrganisationKind.AUTHORITY, country=country))


def meet(client: Client, one: Any, content: bytes | None, **changes: Any) -> Any:
    sent = {"reference": "Sequence 0042", "sha256": "", "nonce": str(uuid4())} | changes
    if content is not None:
        sent["document"] = SimpleUploadedFile("../../report.pdf", content)
    return client.post(f"/obligations/{one.id}/met/", sent, follow=True)


def test_a_condition_is_met_with_a_document_that_the_authority_can_take_away() -> None:
    one, officer, authority = an_obligation(), an_officer_of_the_company(), an_authority_in("BE")
    page = meet(client_of(officer), one, pdf_bytes()).content.decode()
    assert "Sequence 0042" in page
    assert "Ask it again" in page
    step = Step.objects.get(what="met")
    answer = client_of(authority).get(f"/obligations/documents/{step.id}/")
    assert (answer.content, answer["X-Content-SHA256"]) == (pdf_bytes(), step.sha256)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer["Content-Security-Policy"]
    line = Entry.objects.get(act="obligations.read", actor_id=authority.user_id)
    assert (line.object_id, line.reason) == (str(step.id), "document taken away")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is not a PDF that can be read whole"),
        (b"MZ\x90\x00", "This is not a PDF that can be read whole"),
        (b"%PDF-1.7\n%%EOF", "This is not a PDF that can be read whole"),
        (pdf_bytes()[:-20], "This is not a PDF that can be read whole"),
        (pdf_bytes(password="x"), "This is not a PDF that can be read whole"),
        (b"%PDF-" + b"0" * LARGEST, "This file is larger than 5 MB"),
        (None, "Choose the document, or write its SHA-256."),
    ],
    ids=["empty", "a program", "no pages", "cut off", "locked", "too large", "none"],
)
def test_what_shows_nothing_is_sent_back_and_nothing_is_stored(content: bytes | None, said: str) -> None:
    answer = meet(client_of(an_officer_of_the_company()), an_obligation(), content)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Step.objects.filter(what="met").exists()


def test_an_authority_reads_what_concerns_it_and_can_change_nothing() -> None:
    ours, theirs = an_obligation(countries=("BE",)), an_obligation(countries=("DE",))
    client = client_of(an_authority_in("BE"))
    page = client.get("/obligations/").content.decode()
    assert f"/obligations/{ours.id}/" in page
    assert f"/obligations/{theirs.id}/" not in page
    assert client.get(f"/obligations/{theirs.id}/").status_code == 404
    assert "Record that it is met" not in client.get(f"/obligations/{ours.id}/").content.decode()
    assert client.get(f"/obligations/{ours.id}/met/").status_code == 403
    kept = a_met_obligation()
    assert client.get(f"/obligations/documents/{kept.id}/").status_code == 200  # owed to the Union


def test_the_page_says_who_did_what_and_why() -> None:
    officer = an_officer_of_the_company()
    one, client = an_obligation(), client_of(officer)
    client.post(f"/obligations/{one.id}/due/", {
        "due_on_day": 1, "due_on_month": 2, "due_on_year": 2029, "reason": "Agreed with PRAC", "nonce": str(uuid4()),
    })  # fmt: skip
    client.post(f"/obligations/{one.id}/owner/", {"owner": str(officer.person_id), "nonce": str(uuid4())})
    client.post(f"/obligations/{one.id}/no-longer/", {"reason": "Variation", "nonce": str(uuid4())})
    client.post(f"/obligations/{one.id}/again/", {"reason": "A mistake", "nonce": str(uuid4())})
    page = client.get(f"/obligations/{one.id}/").content.decode()
    for said in ("1 Feb 2029", "Agreed with PRAC", officer.name, "Variation", "A mistake"):
        assert said in page
