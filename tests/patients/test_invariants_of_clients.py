"""Invariants of the clients by which pharmacies' systems are let in."""

import datetime as dt
from typing import Any

import pytest

from accounts.client_secrets import new_secret
from accounts.models import ClientEnd, InterfaceClient
from tests.builders import a_centre, a_pharmacy, a_user
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import NOON
from tests.pharmacies.interface.caller import a_client

pytestmark = pytest.mark.django_db


@invariant("A client of the interface is of a real pharmacy", "accounts_interfaceclient_of_a_pharmacy")
def test_a_client_is_of_a_real_pharmacy() -> None:
    client, pharmacy = a_client(a_pharmacy()), a_pharmacy()
    for place in (a_centre(), a_pharmacy(practice_of=pharmacy)):
        with refused_by("accounts_interfaceclient_of_a_pharmacy"):
            another(client, organisation_id=place.id, secret_hash="0" * 64)


@invariant("A client ends, within a year", "accounts_client_expires_within_a_year")
@pytest.mark.parametrize("days", [0, 367])
def test_a_client_ends_within_a_year(days: int) -> None:
    client = a_client(a_pharmacy())
    with refused_by("accounts_client_expires_within_a_year"):
        another(client, expires_at=client.at + dt.timedelta(days=days), secret_hash="0" * 64)


@invariant("A client has a name", "accounts_client_has_a_name")
def test_a_client_has_a_name() -> None:
    with refused_by("accounts_client_has_a_name"):
        another(a_client(a_pharmacy()), name="", secret_hash="0" * 64)


@invariant("Of a client's secret a hash alone is kept", "accounts_client_keeps_a_hash_alone")
def test_of_a_secret_a_hash_alone_is_kept() -> None:
    with refused_by("accounts_client_keeps_a_hash_alone"):
        another(a_client(a_pharmacy()), secret_hash=new_secret())


@invariant("No two clients have one secret", "accounts_interfaceclient_secret_hash_key")
def test_no_two_clients_have_one_secret() -> None:
    client = a_client(a_pharmacy())
    with refused_by("accounts_interfaceclient_secret_hash_key"):
        another(client)


def _ended(client: InterfaceClient, **changes: Any) -> ClientEnd:
    facts: dict[str, Any] = {"client": client, "by": a_user(), "at": NOON, "reason": "another program"}
    return ClientEnd.objects.create(**facts | changes)


@invariant("The end of a client says why", "accounts_client_end_says_why")
def test_the_end_of_a_client_says_why() -> None:
    with refused_by("accounts_client_end_says_why"):
        _ended(a_client(a_pharmacy()), reason="")


@invariant("A client ends once", "accounts_clientend_client_id_key")
def test_a_client_ends_once() -> None:
    client = a_client(a_pharmacy())
    _ended(client)
    with refused_by("accounts_clientend_client_id_key"):
        _ended(client)
