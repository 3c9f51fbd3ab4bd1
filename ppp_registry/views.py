"""The few pages that belong to no room: help, accessibility, and the watchman's question."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.declare import public
from accounts.operations import choose_own_language
from foundation.clocks import seconds_apart


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say whom to telephone and where to read on."""
    return render(request, "pages/help.html")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the registry is and where to report what is not."""
    return render(request, "pages/accessibility.html")


@public
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer a watchman: 200 only when the database answers too, and how far its clock is from this server's.

    A wrong clock takes no server away: the counter says CANNOT CONFIRM by itself, and a stop must always get in.
    """
    return JsonResponse({"status": "ok", "seconds_apart": round(seconds_apart(now=timezone.now), 3)})


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Speak another language from now on: here, and wherever this person logs in. One not offered changes nothing."""
    page = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(page if here else "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            choose_own_language(user=request.user, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response
