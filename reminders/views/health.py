"""What watchmen ask: is all well, and the figures for Prometheus, for those who know the token."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.declare import public
from accounts.refusals import NotVisible
from foundation.clocks import seconds_apart
from reminders.health import health
from reminders.metrics import CONTENT_TYPE, metrics


@public
@require_safe
def healthy(request: HttpRequest) -> JsonResponse:
    """Answer 200 while reminders leave, 503 with what is wrong when they do not."""
    found = health(at=timezone.now(), apart=seconds_apart(now=timezone.now))
    status = {"status": "late", "faults": list(found.faults)} if found.faults else {"status": "ok"}
    return JsonResponse(status, status=503 if found.faults else 200)


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """Give the metrics to whoever bears the token; to everybody else there is no such page.

    :raises NotVisible: without the token, or where the settings name none.
    """
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, settings.METRICS_TOKEN):
        raise NotVisible(_("There is no such page."))
    return HttpResponse(metrics(at=timezone.now(), apart=seconds_apart(now=timezone.now)), content_type=CONTENT_TYPE)
