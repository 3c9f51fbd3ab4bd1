"""The counter when the registry cannot answer: CANNOT CONFIRM and what to do, without database or session."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse

Respond = Callable[[HttpRequest], HttpResponseBase]

UNAVAILABLE = 503
RETRY_AFTER_SECONDS = "60"
DATABASE_AWAY = (OperationalError, InterfaceError)


@receiver(got_request_exception, dispatch_uid="pharmacies.remember_what_broke")
def remember_what_broke(request: HttpRequest, **_: Any) -> None:
    """Keep the exception that a layer further in turned into a page, for the layer that explains it."""
    request.broken_by = sys.exc_info()[1]  # type: ignore[attr-defined]


class CannotConfirm:
    """Answer for the layers within when one of them broke.

    It stands outside of everything that asks the database: sessions live there, so even knowing who
    asks may fail. At the counter whatever broke is CANNOT CONFIRM; elsewhere a database that is away
    is a page that says so, and any other defect keeps its own page.
    """

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through, and look at what came back."""
        response = self.get_response(request)
        broken_by = getattr(request, "broken_by", None)
        if broken_by is None:
            return response
        counter = reverse("pharmacies:counter")
        if request.path.startswith(counter):
            return _say("pharmacies/cannot_confirm.html", counter_url=counter)
        if isinstance(broken_by, DATABASE_AWAY):
            return _say("503.html", counter_url=counter)
        return response


def _say(template: str, **context: str) -> HttpResponse:
    """Draw a page that asks nothing of the request."""
    response = HttpResponse(render_to_string(template, context), status=UNAVAILABLE)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    response["Cache-Control"] = "no-store"
    return response
