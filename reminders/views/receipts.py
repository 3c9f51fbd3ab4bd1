"""What the provider of text messages tells of them, at an address that it alone was given."""

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actor import SCHEDULER
from accounts.declare import public
from accounts.refusals import NotVisible
from reminders.gateways import Told, gateway
from reminders.models import Receipt
from reminders.operations import record_receipt
from reminders.queries import untold_receipts

log = structlog.get_logger(__name__)

UNAVAILABLE = 503
TAKEN = "OK"
"""What the provider waits for, and asks again without."""


@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def of_texts(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep what is told of each message; the answer is the same whether one is known or not.

    :raises NotVisible: at another address than the one that was given, or where the settings name none.
    """
    given = settings.SMS_RECEIPTS_SECRET
    if not given or not constant_time_compare(secret, given):
        raise NotVisible(_("There is no such page."))
    told = {one.key: one for one in gateway().told((request.POST or request.GET).dict())}
    kept = [_is_kept(row, told[row.id]) for row in untold_receipts(keys=told)]
    if not all(kept):
        return HttpResponse("", status=UNAVAILABLE, content_type="text/plain")
    return HttpResponse(TAKEN, content_type="text/plain")


def _is_kept(row: Receipt, one: Told) -> bool:
    """Keep what is told of one message; where that fails, the others are kept, and the provider asks again for it."""
    try:
        record_receipt(by=SCHEDULER, at=timezone.now(), receipt=row, is_delivered=one.is_delivered, word=one.word)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is this message's, and the others go on)
        log.warning("a receipt cannot be kept", message=str(row.message_id), error=type(error).__name__)
        return False
    return True
