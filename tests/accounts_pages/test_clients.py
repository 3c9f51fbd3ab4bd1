"""Clients of the interface: issued with a secret that is shown once, listed, ended."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.client_secrets import hash_of
from accounts.models import ClientEnd, InterfaceClient, Organisation, Role
from accounts.operations import AlreadyThere, end_client, issue_client
from accounts.refusals import NotVisible
from audit.models import Entry
from tests.builders import a_centre, a_pharmacist, a_pharmacy, a_place_for, an_actor, now, user_of
from tests.pharmacies.interface.caller import System, a_client, ask_for_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Actor:
    return an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))


@pytest.fixture
def desk(client: Client, administrator: Actor) -> Client:
    client.force_login(user_of(administrator))
    return client


@pytest.fixture
def pharmacy() -> Organisation:
    return a_pharmacy()


def _issue(desk: Client, pharmacy: Organisation, **changes: str) -> Any:
    sent = {"nonce": str(uuid4()), "name": "Counter program, branch 2", "days": "180"}
    return desk.post(f"/organisations/{pharmacy.id}/client/", sent | changes)


def _secret(page: Any) -> str:
    found = re.search(r"ppp_[\w-]{43}", page.content.decode())
    assert found
    return found.group()


def test_a_client_is_issued_and_its_secret_shown_once_and_kept_nowhere(desk: Client, pharmacy: Organisation) -> None:
    page = _issue(desk, pharmacy)
    made, secret = InterfaceClient.objects.get(), _secret(page)
    assert "no-store" in page["Cache-Control"]
    assert str(made.id) in page.content.decode()
    assert ((made.expires_at - made.at).days, made.secret_hash) == (180, hash_of(secret))
    assert ask_for_token(made.id, secret).status == 200
    listed = desk.get(f"/organisations/{pharmacy.id}/").content.decode()
    assert "Counter program, branch 2" in listed
    assert str(made.id) in listed
    assert secret not in listed + str(list(Entry.objects.values())) + str(list(InterfaceClient.objects.values()))
    assert made.secret_hash not in listed


def test_the_same_form_sent_twice_issues_one_client_and_shows_no_secret_again(
    desk: Client, pharmacy: Organisation
) -> None:
    nonce = str(uuid4())
    first, again = (_issue(desk, pharmacy, nonce=nonce) for _ in range(2))
    assert (first.status_code, again.status_code, InterfaceClient.objects.count()) == (200, 409, 1)
    assert "ppp_" not in again.content.decode()


@pytest.mark.parametrize("change", [{"name": ""}, {"name": "x" * 81}, {"days": ""}, {"days": "10000"}, {"nonce": "x"}])
def test_what_is_wrong_is_said_and_nothing_is_issued(
    desk: Client, pharmacy: Organisation, change: dict[str, str]
) -> None:
    page = _issue(desk, pharmacy, **change)
    assert (page.status_code, InterfaceClient.objects.count()) == (422, 0)
    assert "ppp_" not in page.content.decode()


def test_only_a_real_pharmacy_has_clients(desk: Client, administrator: Actor, pharmacy: Organisation) -> None:
    for place in (a_centre(), a_pharmacy(practice_of=pharmacy)):
        assert _issue(desk, place).status_code == 404
        with pytest.raises(NotVisible):
            issue_client(by=administrator, at=now(), organisation=place, name="x", days=90, secret_hash="0" * 64)
    assert not InterfaceClient.objects.exists()
    assert "Let a system in" not in desk.get(f"/organisations/{a_centre().id}/").content.decode()


def test_a_client_is_ended_with_a_reason_and_the_list_says_so(desk: Client) -> None:
    pharmacist = a_pharmacist()
    system = System(pharmacist)
    sent = {"nonce": str(uuid4()), "reason": "the program was replaced"}
    page = desk.post(f"/clients/{system.client.id}/end/", sent, follow=True).content.decode()
    assert "the program was replaced" in page
    assert f"/clients/{system.client.id}/end/" not in page
    assert system.check("000000000000").status == 401
    assert ClientEnd.objects.get().reason == "the program was replaced"


def test_a_client_ends_once(administrator: Actor, pharmacy: Organisation) -> None:
    client = a_client(pharmacy)
    end_client(by=administrator, at=now(), client=client, reason="replaced")
    with pytest.raises(AlreadyThere):
        end_client(by=administrator, at=now(), client=client, reason="replaced")


def test_the_list_tells_when_a_client_was_used(desk: Client) -> None:
    pharmacist = a_pharmacist()
    system, path = System(pharmacist), f"/organisations/{pharmacist.place_id}/"
    assert "never used" in desk.get(path).content.decode()
    system.check("000000000000")
    assert "last used on" in desk.get(path).content.decode()
