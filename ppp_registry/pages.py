"""The few pages that belong to no room: help, accessibility, and the watchman's question."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.declare import public


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
    """Answer a watchman: 200 only when the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
