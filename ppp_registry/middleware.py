"""Gives every request an id for the logs, and tells the browser which of its devices it may not lend."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger(__name__)

Respond = Callable[[HttpRequest], HttpResponse]

ACCEPTABLE_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


class RequestId:
    """Binds one id to every log line of a request and answers it, so that a person can quote it."""

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Log one line a request: the route and never the address, which may name a record."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if ACCEPTABLE_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]  # read by the trail
        began = time.monotonic()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            log.info(
                "request",
                method=request.method,
                route=request.resolver_match.route if request.resolver_match else None,
                status=response.status_code,
                milliseconds=round((time.monotonic() - began) * 1000),
            )
        response["X-Request-ID"] = request_id
        return response


class BrowserPermissions:
    """Denies pages the devices that the registry does not use."""

    DENIED = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that Django has no setting for; a view may have set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.DENIED)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
