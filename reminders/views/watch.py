"""Watching the watchers: how the outbox stands, what was laid aside, and taking it up again."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from accounts.views.page import answer
from outbox.queries import parked as parked_messages
from outbox.queries import standing
from reminders.forms import RetryForm
from reminders.hours import ONE_DAY
from reminders.operations import retry_parked
from reminders.presenters import parked_table, standing_facts
from reminders.queries import failed_plans, heartbeats, parked_message, undelivered_since

SHOWN = 100


@act("outbox.watch")
@require_safe
def watch(request: ActorRequest) -> HttpResponse:
    """Show what is due, late and laid aside, and when the tasks were last heard of."""
    at = timezone.now()
    found, lost = standing(at=at), undelivered_since(at=at - ONE_DAY)
    context = {
        "standing": found,
        "facts": standing_facts(standing=found, heartbeats=heartbeats(), undelivered=lost),
        "parked": parked_table(messages=parked_messages()[:SHOWN]),
        "failed_plans": failed_plans(),
        "back_url": reverse("accounts:home"),
    }
    return render(request, "reminders/watch.html", context)


@act("outbox.retry")
@require_http_methods(["GET", "HEAD", "POST"])
def parked(request: ActorRequest, message_id: UUID) -> HttpResponseBase:
    """Show one message that was laid aside, and take it up again."""
    found = parked_message(message_id=message_id)
    form = RetryForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: retry_parked(by=request.actor, at=timezone.now(), message=found, nonce=data["nonce"]),
        then=reverse("reminders:watch"),
        words={"message": found, "back_url": reverse("reminders:watch"), "heading": _("Laid aside")},
        template="reminders/parked.html",
    )
