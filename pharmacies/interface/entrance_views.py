"""What is open to whoever asks: a token for a client that has its secret, and the document that describes it all."""

from base64 import b64decode
from typing import Annotated, Any, Literal
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import Form

from accounts.client_secrets import is_secret
from accounts.declare import public
from accounts.models import InterfaceClient
from accounts.queries import client_in_force
from pharmacies.interface import ROOT
from pharmacies.interface.api import api
from pharmacies.interface.problems import PROBLEM_JSON, Problem
from pharmacies.interface.schemas import ProblemOut, TokenOut
from pharmacies.interface.tokens import make_token

FORM = "application/x-www-form-urlencoded"
CHALLENGE = {"WWW-Authenticate": 'Basic realm="registry"'}
MINUTE = "60"


@api.post(
    "/token",
    url_name="token",
    operation_id="token",
    auth=None,
    response={200: TokenOut, (400, 401, 413, 415, 429, 503): ProblemOut},
    summary="Get an access token",
    openapi_extra={"security": [{"Basic": []}]},
)
@public
def token(request: HttpRequest, grant_type: Annotated[Literal["client_credentials"], Form()]) -> TokenOut:
    """Give a token to a client that shows its id and secret as HTTP Basic (OAuth 2.0, client credentials)."""
    if request.content_type != FORM:
        raise Problem(415, "not_a_form", _("Send a form."), param="Content-Type", error="invalid_request")
    if request.META.get("QUERY_STRING") or [len(values) for _name, values in request.POST.lists()] != [1]:
        raise Problem(400, "unknown_field", _("Send “grant_type” once, and nothing else."), error="invalid_request")
    client = _client(request)
    if client is None and not ratelimit.consume(request, action="interface_token"):
        raise Problem(
            429,
            "too_many_calls",
            _("Too many wrong secrets came from this network. Wait as long as “Retry-After” says."),
            headers={"Retry-After": MINUTE},
        )
    if client is None:
        detail = _("There is no such client with this secret, or it has ended. An administrator issues another.")
        raise Problem(401, "client_not_valid", detail, headers=CHALLENGE, error="invalid_client")
    seconds = int(settings.INTERFACE_TOKEN_LASTS.total_seconds())
    return TokenOut(access_token=make_token(client_id=client.id), token_type="Bearer", expires_in=seconds)  # noqa: S106  (a kind)


def _client(request: HttpRequest) -> InterfaceClient | None:
    """Give the client that shows its secret, while it is good."""
    kind, _space, told = request.headers.get("Authorization", "").partition(" ")
    try:
        shown, _colon, secret = b64decode(told, validate=True).decode().partition(":")
        client_id = UUID(shown)
    except ValueError:
        return None
    client = client_in_force(client_id=client_id, at=request.at)  # type: ignore[attr-defined]
    known = kind.lower() == "basic" and client is not None and is_secret(secret, of=client.secret_hash)
    return client if known else None


@public
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Give the document that describes the interface."""
    return JsonResponse(document())


def document() -> dict[str, Any]:
    """Write the OpenAPI document; a problem has a media type of its own, and words that no library words anew.

    In the order of names: the library's is that in which modules happened to be imported.
    """
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"{ROOT}v1/"))
    found["components"]["securitySchemes"]["Basic"] = {"type": "http", "scheme": "basic"}
    for one in found["paths"].values():
        for status, said in one["post"]["responses"].items():
            if int(status) >= 400:
                said["content"] = {PROBLEM_JSON: said["content"].pop("application/json")}
                said["description"] = "A problem: no answer was given, and nothing was recorded."
    found["paths"] = dict(sorted(found["paths"].items()))
    found["components"]["schemas"] = dict(sorted(found["components"]["schemas"].items()))
    return found
