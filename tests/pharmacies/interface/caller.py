"""A pharmacy's system, for tests through HTTP: it has a client, gets a token, and calls as its program would."""

import itertools
import json
from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.actor import Actor
from accounts.client_secrets import hash_of, new_secret
from accounts.models import InterfaceClient, Organisation, Role
from accounts.operations import issue_client
from pharmacies.interface.tokens import make_token
from tests.builders import PASSWORD, a_place_for, an_actor, now, user_of

_next = itertools.count(1)

PROBLEM = "application/problem+json"


def a_client(pharmacy: Organisation, *, secret: str = "", **changes: Any) -> InterfaceClient:
    """Let an administrator issue a client to a pharmacy."""
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    facts: dict[str, Any] = {"name": f"Counter program {next(_next)}", "days": 90, "at": now()}
    return issue_client(
        by=administrator, organisation=pharmacy, secret_hash=hash_of(secret or new_secret()), **facts | changes
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What the interface answered."""

    response: Any

    @property
    def status(self) -> int:
        """Give the HTTP status."""
        return int(self.response.status_code)

    @property
    def json(self) -> dict[str, Any]:
        """Give the answer, which is JSON whatever it is."""
        found: dict[str, Any] = json.loads(self.response.content)
        return found

    @property
    def codes(self) -> list[str]:
        """Give the codes of the reasons."""
        return [one["code"] for one in self.json["reasons"]]

    @property
    def is_problem(self) -> bool:
        """Say whether it is a problem, by its media type and its members."""
        members = {"type", "title", "status", "code", "detail", "param", "request_id"}
        return bool(self.response["Content-Type"] == PROBLEM and members <= set(self.json))


class System:
    """A system that acts for one pharmacist."""

    def __init__(self, pharmacist: Actor, *, client: InterfaceClient | None = None) -> None:
        self.browser = Client(raise_request_exception=False)
        self.pharmacist = user_of(pharmacist).email
        self.client = client or a_client(Organisation.objects.get(id=pharmacist.place_id))
        self.token = make_token(client_id=self.client.id)

    def send(self, name: str, body: Any, **headers: str) -> Said:
        """Send a body to an endpoint as it is: bytes, or anything that JSON can write."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"} | headers
        kind = named.pop("Content-Type")
        sent = {key: value for key, value in named.items() if value}
        return Said(self.browser.post(f"/api/v1/{name}", raw, content_type=kind, headers=sent))

    def act(self, name: str, *, key: str = "", **fields: Any) -> Said:
        """Ask something of an endpoint, under a new key unless one is given."""
        body = {"pharmacist": self.pharmacist} | fields
        return self.send(name, body, **{"Idempotency-Key": key or str(uuid4())})

    def check(self, number: str) -> Said:
        """Ask about a card."""
        return self.act("check", card=number)

    def dispense(self, check: Any, capsules: int = 21, *, key: str = "", **fields: Any) -> Said:
        """Record a dispensing, counselled."""
        answers = {"check": str(check), "capsules": capsules, "counselled": True} | fields
        return self.act("dispense", key=key, **answers)


def an_account(second: Actor, **changes: Any) -> dict[str, Any]:
    """Give what two pharmacists say of seven capsules, with all that the second one types."""
    said: dict[str, Any] = {
        "capsules": 7, "counselled": True, "batch": "L1", "why": "no_answer", "words": "Nobody answers.",
        "second": {"email": user_of(second).email, "password": PASSWORD},
    }  # fmt: skip
    return said | changes


def basic(client_id: object, secret: str) -> str:
    """Write an id and a secret as HTTP Basic has them."""
    return "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode()


def ask_for_token(client_id: object, secret: str, body: str = "grant_type=client_credentials", **headers: str) -> Said:
    """Ask for a token."""
    named = {"Authorization": basic(client_id, secret)} | headers
    kind = "application/x-www-form-urlencoded"
    return Said(Client(raise_request_exception=False).post("/api/v1/token", body, content_type=kind, headers=named))
