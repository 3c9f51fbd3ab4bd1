"""The counter's main road: one field, the answer, and what may be done on it."""

import datetime as dt
from contextlib import suppress
from functools import partial
from math import ceil
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from foundation.forms import ActForm
from patients.models import Mode, Refused
from pharmacies import operations
from pharmacies.forms import CardForm, DispensingForm, packs_listed
from pharmacies.presenters import count_facts, dispense_by, present_past
from pharmacies.queries import (
    capsules_left,
    check_of,
    counted_today,
    dispensing_of,
    is_past,
    last_checks,
    open_answer,
)
from pharmacies.recorded import present_dispensing
from pharmacies.refusals import AnswerEnded, PackNotScanned, PacksDoNotFit, TooManyUnknownCards
from pharmacies.views.page import allow_camera, asked_of_packs, most_of, own_hosts, show
from pharmacies.wording import moment_in_words
from pharmacies.workstation import taught
from programmes.queries import is_registered

ONE_MINUTE = dt.timedelta(minutes=1)


@act("pharmacies.counter")
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: ActorRequest) -> HttpResponseBase:
    """Take a card's number, ask, and show the answer on a page of its own."""
    at, by = timezone.now(), request.actor
    form = CardForm(request.POST or None, hosts=own_hosts(request), layout=taught(request).layout)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        question = partial(operations.check_card, by=by, at=at, number=number)
        try:
            check = operations.answer(question, by=by, at=at, number=number)
        except TooManyUnknownCards as refusal:
            return _hold_up(request, refusal, at=at)
        return redirect("pharmacies:verdict", check_id=check.id)
    past = [present_past(check=check, by=by) for check in last_checks(by=by, at=at)]
    registered = is_registered(pharmacy_id=by.place_id, day=local_day(by=by, at=at))
    today = count_facts(today=counted_today(by=by, at=at))
    context = {"form": form, "past": past, "today": today, "is_registered": registered}
    page = render(request, "pharmacies/counter.html", context, status=422 if form.is_bound else 200)
    return allow_camera(page)


@act("pharmacies.counter")
@require_safe
def verdict(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Show the answer to one check of this pharmacy; one entered late was dispensed on already."""
    check = check_of(by=request.actor, check_id=check_id)
    if check.mode == Mode.LATE and not check.refusal:
        return redirect("pharmacies:dispensed", check_id=check.id)
    return show(request, check)


@act("pharmacies.dispense")
@require_POST
def dispense(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Record capsules handed over, on a fresh verdict; a fresh no is shown as the answer."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    packs = packs_listed(request.POST.getlist("pack"))
    form = DispensingForm(request.POST, most=most_of(check), **asked_of_packs(request, check, packs))
    if not form.is_valid():
        return show(request, check, form=form, packs=packs)
    question = partial(
        operations.record_dispensing,
        by=by,
        at=at,
        check=check,
        capsules=form.cleaned_data["capsules"],
        counselled=form.cleaned_data["counselled"],
        packs=tuple(packs),
        batch=form.cleaned_data.get("batch", ""),
        why_unscanned=form.cleaned_data.get("why_unscanned", ""),
        nonce=form.cleaned_data["nonce"],
    )
    try:
        fresh = operations.answer(question, by=by, at=at, number=check.card.number if check.card else None)
    except PacksDoNotFit as refusal:
        form.add_error("batch" if form.cleaned_data.get("batch") else "capsules", str(refusal.message))
        return show(request, check, form=form, packs=packs)
    except PackNotScanned as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return show(request, check, form=form, packs=packs)
    except (NotVisible, AnswerEnded):
        return redirect("pharmacies:verdict", check_id=check.id)  # where it says to scan the card again
    if fresh.refusal == Refused.PACK_MISMATCH:
        return show(request, check, packs=packs, refused=fresh)
    page = "pharmacies:dispensed" if fresh.dispense else "pharmacies:verdict"
    return redirect(page, check_id=fresh.id)


@act("pharmacies.wrong_person")
@require_POST
def not_this_person(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Take the pharmacist's word that the card is somebody else's; a damaged form does not keep sight open."""
    at, by = timezone.now(), request.actor
    form = ActForm(request.POST)
    check = check_of(by=by, check_id=check_id)
    nonce = form.cleaned_data["nonce"] if form.is_valid() else None
    try:
        shown = operations.say_wrong_person(by=by, at=at, check=check, nonce=nonce)
    except NotVisible:
        shown = check  # she is out of sight already, and the answer's page says so
    return redirect("pharmacies:verdict", check_id=shown.id)


@act("pharmacies.tell_prescriber")
@require_POST
def tell(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Send a no with its reasons to the prescriber; the answer's page then says that it was sent."""
    check = check_of(by=request.actor, check_id=check_id)
    with suppress(NotVisible):  # sight of her is over: the answer's page says to scan the card again
        operations.tell_prescriber(by=request.actor, at=timezone.now(), check=check)
    return redirect("pharmacies:verdict", check_id=check.id)


@act("pharmacies.counter")
@require_safe
def dispensed(request: ActorRequest, check_id: UUID) -> HttpResponse:
    """Confirm what was recorded, with its number; what is left is the patient's, and seen for half an hour."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    dispensing = dispensing_of(check=check)
    open_answer(by=by, at=at, check=check)
    recorded = present_dispensing(
        dispensing=dispensing, left=capsules_left(check=check), owing_until=dispense_by(check), by=by
    )
    context = {"recorded": recorded, "check": check, "is_past": is_past(check=check, at=at)}
    return render(request, "pharmacies/dispensed.html", context)


def _hold_up(request: ActorRequest, refusal: TooManyUnknownCards, *, at: dt.datetime) -> HttpResponse:
    """Say from when the next unknown number is answered, and whom to call."""
    until = moment_in_words(refusal.until + ONE_MINUTE, request.actor)  # shown without seconds, and never too early
    response = render(request, "pharmacies/held_up.html", {"until": until}, status=refusal.status)
    response["Retry-After"] = str(ceil((refusal.until - at).total_seconds()))
    return response
