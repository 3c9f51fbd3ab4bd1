"""Gives every request an id for the logs, answers in words what is refused unread, closes the browser's devices."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import reverse

from pharmacies.interface import ROOT

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


class PlainRefusals:
    """Answers with a page, for people, where nothing is read at all: too large a body, or a method a page has not."""

    TOO_LARGE, NO_SUCH_METHOD = 413, 405
    ANOTHER_METHOD = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
    """Headers by which other programs let a request be another one than it is; nothing here ever believes them."""

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse a body by the length it announces, before a byte of it is kept, and a method named in a header."""
        if any(name in request.headers for name in self.ANOTHER_METHOD):
            return HttpResponseNotAllowed([str(request.method)], render_to_string("405.html"))
        if _length(request) > _most(request):
            return HttpResponse(render_to_string("413.html"), status=self.TOO_LARGE)
        response = self.get_response(request)
        if response.status_code == self.NO_SUCH_METHOD and not response.content and request.method != "HEAD":
            response.content = render_to_string("405.html").encode()
        return response


def _length(request: HttpRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdecimal() else 0


def _most(request: HttpRequest) -> int:
    """Give how long a body may be: one with a file may be longer, a system's call is short."""
    if request.path.startswith(ROOT):
        return int(settings.INTERFACE_MOST_BYTES)
    if request.content_type == "multipart/form-data":
        return int(settings.MOST_BYTES_WITH_A_FILE)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


class Maintenance:
    """While the registry is closed, gives everybody its page, and the counter CANNOT CONFIRM; asks no database.

    It is closed by ``MAINTENANCE=1`` in the environment, or by the file that ``manage.py maintenance on`` writes.
    """

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the registry's place; only the watchman and the style of the page go through."""
        if not (settings.MAINTENANCE or settings.MAINTENANCE_FILE.exists()):
            return self.get_response(request)
        if request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/") or request.path == reverse("health"):
            return self.get_response(request)
        counter = reverse("pharmacies:counter")
        at_the_counter = request.path.startswith(counter)
        page = "pharmacies/cannot_confirm.html" if at_the_counter else "maintenance.html"
        response = HttpResponse(render_to_string(page, {"counter_url": counter}), status=503)
        response["Retry-After"] = str(settings.MAINTENANCE_RETRY_SECONDS)
        response["Cache-Control"] = "no-store"
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
