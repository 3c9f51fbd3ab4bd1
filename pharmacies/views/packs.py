"""Packs scanned on a yes or before an override: each is judged as it comes, and the page carries them along."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from pharmacies import operations
from pharmacies.forms import PackForm, packs_listed
from pharmacies.queries import check_of
from pharmacies.refusals import AnswerEnded
from pharmacies.views.overrides import show_override
from pharmacies.views.page import show
from pharmacies.workstation import taught


@act("pharmacies.check_pack")
@require_POST
def pack(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Take a scanned pack onto the list, or say what speaks against it; or take one off the list."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    packs = packs_listed(request.POST.getlist("pack"))
    draw = show if check.dispense else show_override
    if "show" in request.POST:
        return draw(request, check, packs=packs)
    if "without" in request.POST:
        return draw(request, check, packs=[one for one in packs if one.text != request.POST["without"]])
    scan = PackForm(request.POST, layout=taught(request).layout, listed=packs)
    if not scan.is_valid():
        return draw(request, check, scan=scan, packs=packs)
    code = scan.cleaned_data["code"]
    try:
        refused = operations.check_pack(by=by, at=at, check=check, code=code)
    except (NotVisible, AnswerEnded):
        return redirect("pharmacies:verdict", check_id=check.id)  # where it says to scan the card again
    if refused is not None:
        return draw(request, check, packs=packs, refused=refused)
    return draw(request, check, packs=[*packs, code])
