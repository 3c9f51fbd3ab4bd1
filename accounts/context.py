"""What every template may know: who acts, and whether this is the demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.actor import Actor
from accounts.drafts import KEPT_FOR
from accounts.first_pages import FIRST_PAGES
from accounts.idle_middleware import limit_of
from accounts.second_step import SecondStep


def working_context(request: HttpRequest) -> dict[str, Any]:
    """Give templates the actor, the number of other contexts, and the registry's own facts."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "navigation": _way_home(actor, request.path),
        "other_contexts": len(getattr(request, "memberships", [])) > 1,
        "draft_kept": getattr(request, "draft_kept", False),
        "idle_minutes": int(limit_of(actor).total_seconds()) // 60,
        "drafts_kept_minutes": int(KEPT_FOR.total_seconds()) // 60,
        "second_step": SimpleLazyObject(lambda: SecondStep(request.user.pk)),  # asked of where something is signed
        "DEMO": settings.DEMO,
        "HELP_TELEPHONE": settings.HELP_TELEPHONE,
    }


def _way_home(actor: Actor | None, path: str) -> list[dict[str, Any]]:
    """Lead back to the first page of the role from a page that lies outside its desk; a desk has ways of its own."""
    if actor is None or actor.role not in FIRST_PAGES:
        return []
    name, label = FIRST_PAGES[actor.role]
    url = reverse(name)
    return [] if path.startswith(url) else [{"url": url, "label": label, "current": False}]
