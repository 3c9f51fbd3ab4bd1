"""The counter when the registry cannot answer: CANNOT CONFIRM and what to do, without database or session."""

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from foundation.clocks import seconds_apart
from pharmacies.interface import ROOT

log = structlog.get_logger(__name__)

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
    asks may fail. At the counter, and at its interface, whatever broke is CANNOT CONFIRM, and so is every act
    while this server's clock is not the database's; elsewhere a
    database that is away is a page that says so, and any other defect keeps its own page.
    """

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through, and look at what came back."""
        counter = reverse("pharmacies:counter")
        at_the_counter = request.path.startswith((counter, ROOT))
        if at_the_counter:
            with _not_for_ever():
                if request.method == "POST" and not _clocks_agree():
                    return _say("pharmacies/cannot_confirm.html", counter_url=counter)
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        broken_by = getattr(request, "broken_by", None)
        if broken_by is None:
            return response
        if at_the_counter:
            return _say("pharmacies/cannot_confirm.html", counter_url=counter)
        if isinstance(broken_by, DATABASE_AWAY):
            return _say("503.html", counter_url=counter)
        return response


def _clocks_agree() -> bool:
    """Say whether this server's clock shows what the database's does, as far as an answer depends on it.

    By a wrong clock an old prescription is a fresh one.
    """
    try:
        apart = seconds_apart(now=timezone.now)
    except DATABASE_AWAY:
        return True  # whatever asks it next finds the same, and is explained
    if apart > settings.COUNTER_MOST_SECONDS_APART:
        log.error("the clocks of this server and of its database differ", seconds=round(apart))
        return False
    return True


@contextmanager
def _not_for_ever() -> Iterator[None]:
    """Cut the database's connection when it has kept the counter waiting too long.

    The server's own time limits do nothing when the server itself stands still; the driver waits on.
    A cut connection is an error at once, and an error at the counter is CANNOT CONFIRM.
    """
    # Asked for here: each thread has a connection of its own, and the timer is another thread.
    wrapper = connections[connection.alias]
    timer = threading.Timer(settings.COUNTER_PATIENCE_SECONDS, _cut, [wrapper])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(wrapper: BaseDatabaseWrapper) -> None:
    if wrapper.connection is not None and not wrapper.connection.closed:
        with socket.socket(fileno=os.dup(wrapper.connection.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)


def _say(template: str, **context: str) -> HttpResponse:
    """Draw a page that asks nothing of the request."""
    response = HttpResponse(render_to_string(template, context), status=UNAVAILABLE)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    response["Cache-Control"] = "no-store"
    return response
