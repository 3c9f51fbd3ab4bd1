"""A walk over every address that takes a form, with bodies made to break it: never a 5xx, never half a row.

The bodies are drawn from a seed that is the address's name, so that a failure comes back the next time.
"""

import copy
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.acts import carries
from accounts.declare import PUBLIC
from accounts.models import Role
from patients.models import Patient
from prescribers.forms.base import NamingForm
from tests.accounts.address_book import Address, House, addresses
from tests.builders import a_delegate, a_place_for, an_actor, user_of
from tests.hostile.holdings import holdings
from tests.prescribers.desk import Answer, address, centre_of

pytestmark = pytest.mark.django_db

DRAWN = 2
"""Bodies drawn for each address, besides those that are no form at all."""

HOSTILE: list[Any] = [
    "", " ", "\x00", "a\x00b", "\u202eevil", "\U000e0041", "a" * 20_000, "9" * 5000, "-1", "0", "1e999", "NaN", "4,0",
    "٤", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "%s%n%x", "' OR 1=1 --", "../../etc/passwd",
    "=cmd|' /C'", "2026-13-45", "0001-01-01", "9999-12-31", "[]", "{}", "null", "true", "on", "😀", "Z\u0335" * 30,
    "\r\nBcc: x@y", "00000000-0000-0000-0000-000000000000", "not-a-uuid", ["a", "b"], ["", "\x00"], [],
]  # fmt: skip
NO_FORMS: list[tuple[bytes, str]] = [
    (b"", "application/x-www-form-urlencoded"),
    (b"reason=%ED%A0%80&version=%ff%fe&nonce=%00", "application/x-www-form-urlencoded"),
    (b'{"result": "positive", "result": "negative"}', "application/json"),
    (b'--x\r\nContent-Disposition: form-data; name="reason"\r\n\r\ncut of', "multipart/form-data; boundary=x"),
    (b"\xff\xfe\x00", "multipart/form-data"),
]
SENDING = [one for one in addresses() if one.is_ours and one.act != PUBLIC]
LIBRARYS = [one for one in addresses() if not one.is_ours and "<" not in one.route]


@pytest.fixture(scope="module")
def clients(house: House) -> dict[str, Client]:
    """Log somebody in for each role; the house's own people where they work there."""
    scene = house.scene
    actors = {role: an_actor(role, a_place_for(role)) for role in Role.values} | house.role
    actors[Role.DELEGATE] = a_delegate(centre=centre_of(scene.prescriber))
    found = {}
    for role, actor in actors.items():
        found[role] = Client(raise_request_exception=False)
        found[role].force_login(user_of(actor))
    return found


def _bodies(one: Address, page: Answer) -> Iterator[dict[str, Any]]:
    """Draw bodies: what the page carries unseen is right, wrong or left out, each answer is hostile."""
    draw = random.Random(one.name)  # noqa: S311  # drawn to be drawn again, not to be secret
    names = sorted(set(re.findall(r'name="(\w+)"', page.source)) | {"reason", "number", "version", "nonce", "about"})
    for _number in range(DRAWN):
        body = {name: draw.choice(HOSTILE) for name in names if draw.random() > 0.1}
        for name in ("nonce", "version", "about", "shown", "csrfmiddlewaretoken"):
            if name in page.hidden and draw.random() > 0.25:
                body[name] = page.hidden[name]
        yield body


def _attacked(client: Client, path: str, **sent: Any) -> str:
    """Send once; say what is wrong with the answer, and leave everything as it was before."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        before = holdings()
        answer = client.post(path, **sent)
        wrong = f"answered {answer.status_code}" if answer.status_code >= 500 else ""
        if not wrong and answer.status_code >= 400 and holdings() != before:
            wrong = f"refused with {answer.status_code}, and kept something"
        transaction.set_rollback(True)
    client.cookies = cookies
    return wrong


@pytest.mark.parametrize("one", SENDING, ids=lambda one: one.name)
def test_no_body_breaks_an_address_or_leaves_half_of_anything(
    one: Address, house: House, clients: dict[str, Client]
) -> None:
    path = one.at(house.example(one))
    role = next(role for role in clients if carries(role, str(one.act)))
    page = Answer(clients[role].get(path))
    wrong: list[tuple[Any, str]] = [(body, _attacked(clients[role], path, data=body)) for body in _bodies(one, page)]
    raws = [*NO_FORMS[:2], random.Random(one.name).choice(NO_FORMS[2:])]  # noqa: S311
    wrong += [(raw, _attacked(clients[role], path, data=raw, content_type=kind)) for raw, kind in raws]
    assert [(body, what) for body, what in wrong if what] == []


@pytest.mark.parametrize("one", LIBRARYS, ids=lambda one: one.name)
def test_no_body_breaks_an_address_of_the_log_in(one: Address, clients: dict[str, Client]) -> None:
    for client in (Client(raise_request_exception=False), clients[Role.PRESCRIBER]):
        page = Answer(client.get(one.at({})))
        for body in _bodies(one, page):
            assert not _attacked(client, one.at({}), data=body), body


def test_no_role_without_the_act_leaves_anything_whatever_it_sends(house: House, clients: dict[str, Client]) -> None:
    before, wrong = holdings(), []
    for one in SENDING:
        path = one.at(house.example(one))
        for role, client in clients.items():
            if not carries(role, str(one.act)):
                status = client.post(path, {"reason": "x", "nonce": "x", "version": "1"}).status_code
                if status != 403:
                    wrong.append((one.name, role, status))
    assert wrong == []
    assert holdings() == before


def test_a_page_that_breaks_and_a_refusal_that_keeps_something_are_noticed(
    house: House, clients: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The controls: the same question asked of a page that does each of the two."""
    path, client = address(house.scene.enrolment, "interrupt"), clients[Role.PRESCRIBER]

    def breaks(_form: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(NamingForm, "is_of_another", property(breaks))
    assert _attacked(client, path, data={"reason": "x"}) == "answered 500"

    def keeps(form: NamingForm) -> bool:
        Patient.objects.create(created_at=house.scene.at)
        return False

    monkeypatch.setattr(NamingForm, "is_of_another", property(keeps))
    assert _attacked(client, path, data={"reason": "x"}) == "refused with 422, and kept something"
