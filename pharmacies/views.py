"""The counter's pages: one field, the verdict, and what may be done on it."""

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
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from foundation.forms import ActForm
from patients.models import Verdict
from pharmacies import operations
from pharmacies.forms import CardForm, DispensingForm
from pharmacies.presenters import present, present_ended, present_past
from pharmacies.queries import (
    capsules_left,
    check_of,
    dispensing_of,
    has_ended,
    is_past,
    last_checks,
    notice_of,
    open_answer,
)
from pharmacies.recorded import present_dispensing
from pharmacies.refusals import AnswerEnded, TooManyUnknownCards
from pharmacies.wording import moment_in_words

ONE_MINUTE = dt.timedelta(minutes=1)


@act("pharmacies.counter")
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: ActorRequest) -> HttpResponseBase:
    """Take a card's number, ask, and show the answer on a page of its own."""
    at, by = timezone.now(), request.actor
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        question = partial(operations.check_card, by=by, at=at, number=number)
        try:
            check = operations.answer(question, by=by, at=at, number=number)
        except TooManyUnknownCards as refusal:
            return _hold_up(request, refusal, at=at)
        return redirect("pharmacies:verdict", check_id=check.id)
    past = [present_past(check=check, by=by) for check in last_checks(by=by, at=at)]
    context = {"form": form, "past": past}
    return render(request, "pharmacies/counter.html", context, status=422 if form.is_bound else 200)


@act("pharmacies.counter")
@require_safe
def verdict(request: ActorRequest, check_id: UUID) -> HttpResponse:
    """Show the answer to one check of this pharmacy."""
    return _show(request, check_of(by=request.actor, check_id=check_id))


@act("pharmacies.dispense")
@require_POST
def dispense(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Record capsules handed over, on a fresh verdict; a fresh no is shown as the answer."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    form = DispensingForm(request.POST, most=check.capsules or 0)
    if not form.is_valid():
        return _show(request, check, form=form)
    question = partial(
        operations.record_dispensing,
        by=by,
        at=at,
        check=check,
        capsules=form.cleaned_data["capsules"],
        nonce=form.cleaned_data["nonce"],
    )
    try:
        fresh = operations.answer(question, by=by, at=at, number=check.card.number if check.card else None)
    except (NotVisible, AnswerEnded):
        return redirect("pharmacies:verdict", check_id=check.id)  # where it says to scan the card again
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
    recorded = present_dispensing(dispensing=dispensing, left=capsules_left(check=check))
    context = {"recorded": recorded, "is_past": is_past(check=check, at=at)}
    return render(request, "pharmacies/dispensed.html", context)


def _show(request: ActorRequest, check: Verdict, *, form: DispensingForm | None = None) -> HttpResponse:
    """Draw the answer as it may still be shown now; a form that was sent keeps what was typed."""
    at, by = timezone.now(), request.actor
    status = 200 if form is None else 422
    person = open_answer(by=by, at=at, check=check)
    if has_ended(check=check, at=at):
        return render(request, "pharmacies/ended.html", {"ended": present_ended(check=check, by=by)}, status=status)
    answer = present(check=check, by=by, person=person, notice=notice_of(check=check))
    offered = form or DispensingForm(most=check.capsules or 0)
    context = {"answer": answer, "check": check, "form": offered, "wrong_person": ActForm()}
    return render(request, "pharmacies/verdict.html", context, status=status)


def _hold_up(request: ActorRequest, refusal: TooManyUnknownCards, *, at: dt.datetime) -> HttpResponse:
    """Say from when the next unknown number is answered, and whom to call."""
    until = moment_in_words(refusal.until + ONE_MINUTE, request.actor)  # shown without seconds, and never too early
    response = render(request, "pharmacies/held_up.html", {"until": until}, status=refusal.status)
    response["Retry-After"] = str(ceil((refusal.until - at).total_seconds()))
    return response
