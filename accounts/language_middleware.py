"""The language of the pages: the one that the person chose; before anybody is logged in, that of the browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

Respond = Callable[[HttpRequest], HttpResponseBase]


class OwnLanguage:
    """Speak to a logged-in person in her own language, whatever machine she sits at.

    What stands before it in the line (Django's own middleware) has gone by the choice kept in the browser, else by
    what the browser asks for.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the language for all that answers from here on; one that is not offered (any more) changes nothing."""
        if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
