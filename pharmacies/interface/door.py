"""The door for systems: which client calls, how often, and which pharmacist it acts for."""

import datetime as dt
from math import ceil
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from accounts.actor import Actor, nobody
from accounts.acts import carries
from accounts.client_calls import count_call
from accounts.declare import declared_act
from accounts.models import InterfaceClient
from accounts.queries import actor_of, client_in_force, pharmacist_of
from audit.models import Outcome
from audit.operations import write
from pharmacies.interface.problems import Problem
from pharmacies.interface.tokens import read_token

CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="registry"'}


class Call(HttpRequest):
    """A request that passed the door; used for type annotations only."""

    auth: InterfaceClient
    at: dt.datetime
    request_id: str


class ByToken(HttpBearer):
    """Lets a client in by its token. Neither a session nor a cookie is ever looked at."""

    openapi_bearerFormat = "opaque"  # noqa: N815  (a member's name in OpenAPI)

    def __call__(self, request: HttpRequest) -> InterfaceClient:
        """Find the client.

        :raises Problem: when there is none, it calls too often, or something stands behind the address.
        """
        if request.META.get("QUERY_STRING"):
            raise Problem(400, "query_not_read", _("Nothing is asked behind the address: send it in the body."))
        found: InterfaceClient | None = super().__call__(request)
        if found is None:
            raise Problem(401, "token_not_valid", _("Get a token first, and send it as Bearer."), headers=CHALLENGE)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> InterfaceClient | None:
        """Give the client of a token that is good, while the client itself is, and count its call."""
        at: dt.datetime = request.at  # type: ignore[attr-defined]
        client_id = read_token(token)
        client = client_in_force(client_id=client_id, at=at) if client_id is not None else None
        if client is not None:
            _require_few_calls(client, at)
        return client


def acting(request: Call, email: str) -> Actor:
    """Give the pharmacist for whom the client acts, by her log-in: she must be one of this pharmacy now.

    :raises Problem: when she is not; it is not said whether there is such a person elsewhere.
    """
    client, at = request.auth, request.at
    held = pharmacist_of(organisation_id=client.organisation_id, email=email, at=at)
    act = declared_act(request.resolver_match.func) if request.resolver_match is not None else None
    if held is not None and act is not None and carries(held.role, act):
        return actor_of(membership=held, request_id=request.request_id, through=str(client.id))
    write(
        by=nobody(name=client.name, request_id=request.request_id, through=str(client.id)),
        at=at,
        act=act or "undeclared",
        outcome=Outcome.REFUSED,
        reason="NotPermitted",
    )
    raise Problem(
        403,
        "pharmacist_not_known",
        _("Nobody with this address is a pharmacist of this pharmacy now. An administrator gives and ends roles."),
        param="pharmacist",
    )


def _require_few_calls(client: InterfaceClient, at: dt.datetime) -> None:
    until = count_call(client=client, at=at)
    if until is not None:
        seconds = max(1, ceil((until - at).total_seconds()))
        raise Problem(
            429,
            "too_many_calls",
            _("This client calls too often. Wait as long as “Retry-After” says."),
            headers={"Retry-After": str(seconds)},
        )
