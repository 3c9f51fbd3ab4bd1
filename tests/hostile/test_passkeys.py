"""What is no answer of a passkey, sent to the pages that read one: refused in words, and never a defect of the page."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.forms.passkeys import UNREADABLE
from tests.builders import PASSWORD, a_prescriber, user_of
from tests.second_steps import Passkey

pytestmark = pytest.mark.django_db

PAGES = ["login", "reauthenticate", "add"]
MALFORMED: dict[str, Any] = {
    "nothing in it": {},
    "a list": [],
    "a number": 7,
    "no raw id": {"id": "AA", "type": "public-key", "response": {}},
    "no answer": {"id": "AA", "rawId": "AA", "type": "public-key"},
    "an answer of another kind": {"id": "AA", "rawId": "AA", "type": "public-key", "response": "yes"},
    "an id of another kind": {"id": 7, "rawId": ["AA"], "type": "public-key", "response": {}},
    "words that are none": {
        "id": "AA", "rawId": "AA", "type": "public-key",
        "response": {
            "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "attestationObject": "AA",
            "userHandle": "AA",
        },
    },
}  # fmt: skip


def _sent(where: str, body: object) -> Any:
    """Send it to a page, as somebody who, but for the log-in, has just given her password."""
    cache.clear()  # it holds how often somebody tried
    person, client = user_of(a_prescriber()), Client(raise_request_exception=False)
    if where != "login":
        client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    if where == "add":
        client.post("/account/reauthenticate/", {"password": PASSWORD})
    else:
        Passkey(of=person)
    path = f"/account/2fa/webauthn/{where}/"
    asked = client.get(path, headers={"X-Requested-With": "XMLHttpRequest"})
    assert asked.status_code == 200, asked.headers
    return client.post(path, {"credential": json.dumps(body), "name": "a key"}, follow=True)


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("body", MALFORMED.values(), ids=list(MALFORMED))
def test_what_is_no_answer_of_a_passkey_is_refused_and_leaves_no_key(where: str, body: object) -> None:
    answer = _sent(where, body)
    assert answer.status_code == 200
    assert Authenticator.objects.count() == (where != "add")
    assert "_auth_user_id" not in answer.client.session or where != "login"


@pytest.mark.parametrize("where", PAGES)
def test_the_page_says_what_to_do_instead(where: str) -> None:
    assert str(UNREADABLE) in _sent(where, MALFORMED["no raw id"]).content.decode()


@pytest.mark.parametrize("where", PAGES)
def test_the_library_alone_breaks_on_it(where: str, settings: Settings) -> None:
    """The control: the same, with the library's own forms."""
    settings.MFA_FORMS = {}
    assert _sent(where, MALFORMED["no raw id"]).status_code == 500
