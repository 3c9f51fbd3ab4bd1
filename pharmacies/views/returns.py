"""Capsules that come back: brought back by a patient who shows her card, or never collected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from patients.dates import today_of
from patients.refusals import NotForThisPatient
from pharmacies.forms import ReturnForm, ReversalForm, SupplyForm
from pharmacies.queries import check_of, dispensing_of, open_answer, supply_between
from pharmacies.recorded import confirmation_number, present_supply
from pharmacies.returns import dispensings_out, goes_back_into_stock, reverse_dispensing, still_out, take_back


@act("pharmacies.take_back")
@require_http_methods(["GET", "HEAD", "POST"])
def brought_back(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Count capsules back from a patient whose card opens sight of her; a way out where it does not."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    if check.enrolment is None or open_answer(by=by, at=at, check=check) is None:
        return redirect("pharmacies:verdict", check_id=check.id)  # where it says to scan the card again
    out = {str(row.id): (row, count) for row, count in dispensings_out(enrolment=check.enrolment)}
    supplies = [(key, present_supply(dispensing=row, out=count)) for key, (row, count) in out.items()]
    form = ReturnForm(request.POST or None, supplies=supplies)
    if request.method == "POST" and form.is_valid():
        row, _count = out[form.cleaned_data["dispensing"]]
        try:
            back = take_back(
                by=by,
                at=at,
                dispensing=row,
                capsules=form.cleaned_data["capsules"],
                nonce=form.cleaned_data["nonce"],
            )
        except NotForThisPatient as refusal:
            form.add_error("capsules", str(refusal.message))
        else:
            messages.success(request, _("Capsules brought back are recorded: %(n)s.") % {"n": back.capsules})
            return redirect("pharmacies:brought_back", check_id=check.id)
    context = {"form": form, "check": check, "has_any": bool(out)}
    return render(request, "pharmacies/brought_back.html", context, status=422 if form.is_bound else 200)


@act("pharmacies.take_back")
@require_http_methods(["GET", "HEAD", "POST"])
def supply(request: ActorRequest) -> HttpResponseBase:
    """Find a supply of this pharmacy by its number, for whoever never came cannot show her card."""
    form = SupplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = supply_between(by=request.actor, ids=form.cleaned_data["number"])
        if found is not None:
            return redirect("pharmacies:dispensed", check_id=found.verdict_id)
        form.add_error("number", _("No supply of this pharmacy has this number. Compare it with your paper."))
    return render(request, "pharmacies/supply.html", {"form": form}, status=422 if form.is_bound else 200)


@act("pharmacies.take_back")
@require_http_methods(["GET", "HEAD", "POST"])
def not_collected(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Say that a supply recorded here never left; once said, the page says so and no more."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    dispensing = dispensing_of(check=check)
    open_answer(by=by, at=at, check=check)
    form = ReversalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reverse_dispensing(
            by=by,
            at=at,
            dispensing=dispensing,
            reason=form.cleaned_data["reason"],
            nonce=form.cleaned_data["nonce"],
        )
        return redirect("pharmacies:dispensed", check_id=check.id)
    if still_out(dispensing=dispensing) != dispensing.capsules:
        raise NotVisible(_("There is no such record."))
    context = {
        "form": form,
        "check": check,
        "number": confirmation_number(dispensing.id),
        "into_stock": goes_back_into_stock(
            dispensing=dispensing, on=today_of(enrolment=dispensing.prescription.enrolment, at=at)
        ),
        "line": present_supply(dispensing=dispensing, out=dispensing.capsules),
    }
    return render(request, "pharmacies/not_collected.html", context, status=422 if form.is_bound else 200)
