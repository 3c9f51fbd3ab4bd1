"""What the counter's views share: an answer drawn as it may still be shown now, with the packs scanned so far."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.request import ActorRequest
from foundation.forms import ActForm
from patients.models import Verdict
from pharmacies.forms import DispensingForm, PackForm
from pharmacies.forms_by_two import LateForm, OverrideForm
from pharmacies.pack_codes import PackCode
from pharmacies.packs import judge_packs
from pharmacies.presenters import present, present_ended
from pharmacies.queries import has_ended, has_lost_its_card, notice_of, open_answer
from pharmacies.shown_packs import present_packs, present_refused
from pharmacies.unscanned import refused_packs
from pharmacies.workstation import taught

WITH_CAMERA = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"


def most_of(check: Verdict) -> int:
    """Give the capsules that a check speaks of; none on a refusal."""
    return check.capsules or 0


def own_hosts(request: ActorRequest) -> tuple[str, ...]:
    """Give the addresses that a card's code may lead to: this one, and the one that mails point to."""
    return request.get_host(), urlsplit(settings.SITE_URL).netloc


def asked_of_packs(request: ActorRequest, check: Verdict, packs: Sequence[PackCode]) -> dict[str, bool]:
    """Say what a form has to ask of packs: whether one is scanned, and where none is, whether one was refused here."""
    if packs or check.prescription is None:
        return {"scanned": bool(packs)}
    return {"refused": refused_packs(by=request.actor, prescription=check.prescription).exists()}


def said_by_both(form: OverrideForm | LateForm) -> dict[str, Any]:
    """Give what both forms that two people sign ask; a batch is not asked for where a pack was scanned."""
    names = ("capsules", "counselled", "why", "words", "nonce")
    return {name: form.cleaned_data[name] for name in names} | {"batch": form.cleaned_data.get("batch", "")}


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
    notice = None if check.dispense else notice_of(check=check)
    answer = present(check=check, by=by, person=person, notice=notice)
    context = {"answer": answer, "check": check, "wrong_person": ActForm()}
    if check.prescription is not None and check.dispense:
        context |= show_packs(request, check, most_of(check), scan=scan, packs=packs, refused=refused)
        context["form"] = _hand_over(request, check, form, context, packs)
    return allow_camera(render(request, "pharmacies/verdict.html", context, status=status))


def show_packs(
    request: ActorRequest,
    check: Verdict,
    most: int,
    *,
    scan: PackForm | None,
    packs: Sequence[PackCode],
    refused: Verdict | None,
) -> dict[str, Any]:
    """Give the packs so far, the field for the next, and what spoke against the last."""
    assert check.prescription is not None
    judged = judge_packs(codes=packs, prescription=check.prescription, by=request.actor, on=check.on)
    return {
        "packs": present_packs(packs=judged, most=most),
        "scan": scan or PackForm(layout=taught(request).layout),
        "refused": present_refused(verdict=refused) if refused is not None else [],
    }


def _hand_over(
    request: ActorRequest,
    check: Verdict,
    form: DispensingForm | None,
    shown: dict[str, Any],
    packs: Sequence[PackCode],
) -> DispensingForm:
    """Give the form for the capsules; what comes next is under the cursor: a pack, or the word of counsel."""
    most, listed = most_of(check), shown["packs"]
    offered = form or DispensingForm(
        most=min(most, listed.held) if packs else most, **asked_of_packs(request, check, packs)
    )
    if form is None:
        ready = offered.fields["counselled"] if listed.is_complete else shown["scan"].fields["code"]
        ready.widget.attrs["autofocus"] = True
    return offered
