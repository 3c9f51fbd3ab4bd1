"""What every template may know: who acts, and whether this is the demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.drafts import KEPT_FOR
from accounts.idle_middleware import limit_of
from accounts.second_step import SecondStep


def working_context(request: HttpRequest) -> dict[str, Any]:
    """Give templates the actor, the number of other contexts, and the registry's own facts."""
    return {
        "actor": getattr(request, "actor", None),
        "other_contexts": len(getattr(request, "memberships", [])) > 1,
        "draft_kept": getattr(request, "draft_kept", False),
        "idle_minutes": int(limit_of(getattr(request, "actor", None)).total_seconds()) // 60,
        "drafts_kept_minutes": int(KEPT_FOR.total_seconds()) // 60,
        "second_step": SimpleLazyObject(lambda: SecondStep(request.user.pk)),  # asked of where something is signed
        "DEMO": settings.DEMO,
        "HELP_TELEPHONE": settings.HELP_TELEPHONE,
    }
