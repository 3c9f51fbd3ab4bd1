"""The patient's page stands apart: the log-in of a desk never reaches it, and nothing of it is kept or passed on."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

Respond = Callable[[HttpRequest], HttpResponseBase]


class ApartFromTheDesks:
    """Take a desk's session off every request for the patient's page before anything reads it."""

    def __init__(self, get_response: Respond) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a patient as nobody's colleague; let no browser and no proxy keep the page."""
        if not request.path.startswith(reverse("portal:door")):
            return self.get_response(request)
        for name in (settings.SESSION_COOKIE_NAME, "messages"):
            request.COOKIES.pop(name, None)
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response
