"""A prescriber's page about her feed: make its address, see it once, see whether a calendar asks, revoke it."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.request import ActorRequest
from foundation.forms import ActForm, RegistryForm
from prescribers.views.page import answer, show
from reminders.feed_secrets import hash_of, new_secret
from reminders.models import FeedAddress
from reminders.operations import make_feed, revoke_feed
from reminders.queries import own_feed


@act("reminders.feed")
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: ActorRequest) -> HttpResponse:
    """Show how it stands, and make an address: it stands on this one answer, which nothing keeps, and never again."""
    back = {"back_url": reverse("reminders:notices")}
    if request.method == "POST":
        secret = new_secret()
        make_feed(by=request.actor, at=timezone.now(), secret_hash=hash_of(secret))
        address = settings.SITE_URL.rstrip("/") + reverse("feed:of_prescriber", args=[secret])
        return show(request, "reminders/feed_address.html", back | {"address": address}, here="reminders:notices")
    context = back | {"form": RegistryForm(), "feed": own_feed(by=request.actor)}
    return show(request, "reminders/feed.html", context, here="reminders:notices")


@act("reminders.feed")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: ActorRequest) -> HttpResponse:
    """Let the address open nothing any more."""
    home = reverse("reminders:feed")

    def revokes(data: dict[str, object]) -> FeedAddress:
        return revoke_feed(by=request.actor, at=timezone.now(), **data)

    return answer(
        request, template="reminders/revoke_feed.html", form=ActForm(request.POST or None), act=revokes,
        then=lambda _made: home, context={"back_url": home}, here="reminders:notices",
    )  # fmt: skip
