"""What a calendar program asks for: the feed of a secret address, and one answer to every other."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from accounts.declare import public
from accounts.queries import actor_of
from audit.operations import write_read
from reminders.feed_events import entries_for
from reminders.feed_file import CONTENT_TYPE, feed_file
from reminders.operations import note_fetched
from reminders.queries import feed_at

NOT_FOUND, NOT_MODIFIED = 404, 304


@public
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Give the dates of a prescriber's patients to whoever has her address; a look at what is new is written down."""
    at = timezone.now()
    found = feed_at(secret=secret, at=at)
    if found is None:
        return nowhere(request)
    by = actor_of(membership=found.membership, request_id=getattr(request, "request_id", ""))
    held = entries_for(by=by, at=at)
    with translation.override(found.membership.user.language):
        file = feed_file(entries=held.entries)
    note_fetched(feed=found, at=at)
    etag = f'"{hashlib.sha256(file).hexdigest()}"'
    whole = HttpResponse(file, content_type=CONTENT_TYPE, headers={"ETag": etag})
    patch_cache_control(whole, private=True, no_cache=True)
    answer = get_conditional_response(request, etag=etag, response=whole)
    assert answer is not None  # one was given
    if answer.status_code != NOT_MODIFIED:
        write_read(by=by, at=at, act="reminders.feed", subjects=held.subjects)
    return answer


@public
@require_safe
def nowhere(request: HttpRequest, anything: str = "") -> HttpResponse:
    """Answer an address that is wrong, old or revoked in one way."""
    return render(request, "reminders/no_feed.html", status=NOT_FOUND)
