"""What the counter's views share: an answer drawn as it may still be shown now, with the packs scanned so far."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.request import ActorRequest
from foundation.forms import ActForm
from patients.models import Verdict
from pharmacies.forms import DispensingForm, PackForm
from pharmacies.pack_codes import PackCode
from pharmacies.packs import judge_packs
from pharmacies.presenters import present, present_ended
from pharmacies.queries import has_ended, has_lost_its_card, notice_of, open_answer
from pharmacies.shown_packs import present_packs, present_refused
from pharmacies.workstation import taught

WITH_CAMERA = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"


def most_of(check: Verdict) -> int:
    """Give the capsules that a check speaks of; none on a refusal."""
    return check.capsules or 0


def own_hosts(request: ActorRequest) -> tuple[str, ...]:
    """Give the addresses that a card's code may lead to: this one, and the one that mails point to."""
    return request.get_host(), urlsplit(settings.SITE_URL).netloc


def allow_camera(response: HttpResponse) -> HttpResponse:
    """Let this page, and no other, use the camera for a scan."""
    response["Permissions-Policy"] = WITH_CAMERA
    return response


def show(
    request: ActorRequest,
    check: Verdict,
    *,
    form: DispensingForm | None = None,
    scan: PackForm | None = None,
    packs: Sequence[PackCode] = (),
    refused: Verdict | None = None,
) -> HttpResponse:
    """Draw the answer as it may still be shown now; a form that was sent keeps what was typed."""
    at, by = timezone.now(), request.actor
    status = 200 if form is None and scan is None and refused is None else 422
    person = open_answer(by=by, at=at, check=check)
    if has_ended(check=check, at=at) or has_lost_its_card(check=check):
        return render(request, "pharmacies/ended.html", {"ended": present_ended(check=check, by=by)}, status=status)
    answer = present(check=check, by=by, person=person, notice=notice_of(check=check))
    context = {"answer": answer, "check": check, "wrong_person": ActForm()}
    if check.prescription is not None and check.dispense:
        context |= _hand_over(request, check, form, scan, packs)
        context["refused"] = present_refused(verdict=refused) if refused is not None else []
    return allow_camera(render(request, "pharmacies/verdict.html", context, status=status))


def _hand_over(
    request: ActorRequest, check: Verdict, form: DispensingForm | None, scan: PackForm | None, packs: Sequence[PackCode]
) -> dict[str, object]:
    """Give what a yes is acted on with: the packs so far, the field for the next, the capsules."""
    assert check.prescription is not None
    most = most_of(check)
    judged = judge_packs(codes=packs, prescription=check.prescription, by=request.actor, on=check.on)
    shown = present_packs(packs=judged, most=most)
    offered = form or DispensingForm(most=min(most, shown.held) if packs else most, scanned=bool(packs))
    field = scan or PackForm(layout=taught(request).layout)
    if form is None:
        ready = offered.fields["counselled"] if shown.is_complete else field.fields["code"]
        ready.widget.attrs["autofocus"] = True
    return {"form": offered, "scan": field, "packs": shown}
