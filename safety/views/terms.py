"""Terms of the licensed dictionary, offered while somebody types."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.declare import act
from accounts.request import ActorRequest
from safety.dictionary import terms_like


@act("safety.assess")
@require_safe
def terms(request: ActorRequest) -> HttpResponse:
    """Give the terms that contain what was typed, each with its code."""
    found = terms_like(words=request.GET.get("q", "")[:100])
    return JsonResponse({"terms": [{"code": one.code, "name": one.name} for one in found]})
