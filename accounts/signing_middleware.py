"""Whoever signs shows the second step anew: read here once, so that every operation can ask the actor for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from accounts.second_step import shown_with


class SignedAnew:
    """Say of the actor with what she signs what she sent; the door has let her through by now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on: the form's token is checked before anything of the form is used."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Look for a code or a passkey's answer in what was sent."""
        actor = getattr(request, "actor", None)
        if request.method == "POST" and actor is not None and request.user.is_authenticated:
            signed_with = shown_with(request, user=request.user)
            if signed_with:
                request.actor = replace(actor, signed_with=signed_with)  # type: ignore[attr-defined]
