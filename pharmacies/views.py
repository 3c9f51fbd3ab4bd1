"""The counter's pages: one field, the verdict, and what may be done on it."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from foundation.forms import ActForm
from patients.models import Verdict
from pharmacies import operations
from pharmacies.forms import CardForm, DispensingForm
from pharmacies.presenters import present, present_dispensing, present_past
from pharmacies.queries import (
    capsules_left,
    check_of,
    dispensing_of,
    is_over,
    last_checks,
    notice_of,
    person_at_counter,
)


@act("pharmacies.counter")
@require_http_methods(["GET", "POST"])
def counter(request: ActorRequest) -> HttpResponseBase:
    """Take a card's number, ask, and show the answer on a page of its own."""
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at, by, number = timezone.now(), request.actor, form.cleaned_data["number"]
        question = partial(operations.check_card, by=by, at=at, number=number)
        check = operations.answer(question, by=by, at=at, number=number)
        return redirect("pharmacies:verdict", check_id=check.id)
    past = [present_past(check=check, by=request.actor) for check in last_checks(by=request.actor)]
    return render(request, "pharmacies/counter.html", {"form": form, "past": past})


@act("pharmacies.counter")
@require_GET
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
    except NotVisible:
        return redirect("pharmacies:verdict", check_id=check.id)  # the scan's sight is over, and the page says so
    page = "pharmacies:dispensed" if fresh.dispense else "pharmacies:verdict"
    return redirect(page, check_id=fresh.id)


@act("pharmacies.wrong_person")
@require_POST
def not_this_person(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Take the pharmacist's word that the card is somebody else's."""
    at, by = timezone.now(), request.actor
    form = ActForm(request.POST)
    check = check_of(by=by, check_id=check_id)
    if not form.is_valid():
        return _show(request, check)
    refusal = operations.say_wrong_person(by=by, at=at, check=check, nonce=form.cleaned_data["nonce"])
    return redirect("pharmacies:verdict", check_id=refusal.id)


@act("pharmacies.tell_prescriber")
@require_POST
def tell(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Send a no with its reasons to the prescriber; the answer's page then says that it was sent."""
    check = check_of(by=request.actor, check_id=check_id)
    operations.tell_prescriber(by=request.actor, at=timezone.now(), check=check)
    return redirect("pharmacies:verdict", check_id=check.id)


@act("pharmacies.counter")
@require_GET
def dispensed(request: ActorRequest, check_id: UUID) -> HttpResponse:
    """Confirm what was recorded, with its number."""
    check = check_of(by=request.actor, check_id=check_id)
    dispensing = dispensing_of(check=check)
    recorded = present_dispensing(dispensing=dispensing, left=capsules_left(check=check))
    return render(request, "pharmacies/dispensed.html", {"recorded": recorded})


def _show(request: ActorRequest, check: Verdict, *, form: DispensingForm | None = None) -> HttpResponse:
    """Draw the answer as it may still be shown now; a form that was sent keeps what was typed."""
    by = request.actor
    person = person_at_counter(by=by, at=timezone.now(), check=check)
    answer = present(
        check=check,
        by=by,
        person=person,
        is_over=is_over(check=check, person=person),
        notice=notice_of(check=check),
    )
    offered = form or DispensingForm(most=check.capsules or 0)
    context = {"answer": answer, "check": check, "form": offered, "wrong_person": ActForm()}
    return render(request, "pharmacies/verdict.html", context, status=200 if form is None else 422)
