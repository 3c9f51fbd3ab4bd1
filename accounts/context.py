"""What every template may know: who acts, and whether this is the demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def working_context(request: HttpRequest) -> dict[str, Any]:
    """Give templates the actor, the number of other contexts, and the registry's own facts."""
    return {
        "actor": getattr(request, "actor", None),
        "other_contexts": len(getattr(request, "memberships", [])) > 1,
        "DEMO": settings.DEMO,
        "HELP_TELEPHONE": settings.HELP_TELEPHONE,
    }
