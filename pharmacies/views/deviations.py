"""What two people of a pharmacy sign at one screen: a supply against a reason, and one entered late."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.queries import local_day
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from patients.models import Verdict
from patients.refusals import NothingToChange
from pharmacies.forms_by_two import LateForm, OverrideForm
from pharmacies.late import enter_late
from pharmacies.overrides import capsules_allowed, dispense_against_reasons, may_be_overruled, override_rules
from pharmacies.presenters import present
from pharmacies.queries import check_of, has_ended, open_answer
from pharmacies.refusals import (
    AnswerEnded,
    LateEntryNotPossible,
    OverrideNotPossible,
    PacksDoNotFit,
    TooManyUnknownCards,
)
from pharmacies.views.page import own_hosts
from pharmacies.workstation import taught


@act("pharmacies.override")
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Dispense in spite of the reasons of a no; a way back to the answer where that cannot be."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    person = open_answer(by=by, at=at, check=check)
    rules = override_rules(by=by, prescription=check.prescription)
    is_over = person is None or has_ended(check=check, at=at)
    if is_over or check.enrolment is None or rules is None or not may_be_overruled(by=by, check=check):
        return redirect("pharmacies:verdict", check_id=check.id)
    most = capsules_allowed(enrolment=check.enrolment, rules=rules, on=check.on)
    form = OverrideForm(request.POST or None, request=request, by=by, at=at, most=most)
    if request.method == "POST" and form.is_valid():
        fresh = _overruled(request, check, form)
        if fresh is not None:
            return redirect("pharmacies:dispensed" if fresh.dispense else "pharmacies:verdict", check_id=fresh.id)
    answer = present(check=check, by=by, person=person, notice=None)
    context = {"form": form, "check": check, "answer": answer, "most": most, "days": rules.within_days}
    return render(request, "pharmacies/override.html", context, status=422 if form.is_bound else 200)


def _overruled(request: ActorRequest, check: Verdict, form: OverrideForm) -> Verdict | None:
    """Do what the form says; None with the refusal on the form."""
    try:
        return dispense_against_reasons(by=form.by, at=form.at, check=check, second=form.second, **_answers(form))
    except (AnswerEnded, NotVisible):
        return check  # its page says to scan the card again
    except PacksDoNotFit as refusal:
        form.add_error("batch", str(refusal.message))
    except OverrideNotPossible as refusal:
        form.add_error("capsules", str(refusal.message))
    except NothingToChange as refusal:
        form.add_error(None, str(refusal.message))
    return None


@act("pharmacies.enter_late")
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: ActorRequest) -> HttpResponseBase:
    """Enter a dispensing that was made while the registry could not be asked."""
    at, by = timezone.now(), request.actor
    form = LateForm(
        request.POST or None,
        request=request,
        by=by,
        at=at,
        hosts=own_hosts(request),
        layout=taught(request).layout,
        today=local_day(by=by, at=at),
    )
    if request.method == "POST" and form.is_valid():
        entered = _entered(form)
        if entered is not None:
            return redirect("pharmacies:dispensed", check_id=entered.id)
    return _late_page(request, form)


def _entered(form: LateForm) -> Verdict | None:
    """Do what the form says; None with the refusal on the form."""
    try:
        entered = enter_late(
            by=form.by,
            at=form.at,
            second=form.second,
            number=form.cleaned_data["number"],
            day=form.cleaned_data["day"],
            clock=form.cleaned_data["clock"],
            **_answers(form),
        )
    except LateEntryNotPossible as refusal:
        form.add_error(refusal.field, str(refusal.message))
        return None
    except TooManyUnknownCards as refusal:
        form.add_error("number", str(refusal.message))
        return None
    if entered.refusal:
        form.add_error("number", _("No card has this number. Compare it with what you wrote down and type it again."))
        return None
    return entered


def _answers(form: OverrideForm | LateForm) -> dict[str, Any]:
    """Give what both forms ask."""
    names = ("capsules", "counselled", "why", "words", "batch", "nonce")
    return {name: form.cleaned_data[name] for name in names}


def _late_page(request: ActorRequest, form: LateForm) -> HttpResponse:
    return render(request, "pharmacies/late.html", {"form": form}, status=422 if form.is_bound else 200)
