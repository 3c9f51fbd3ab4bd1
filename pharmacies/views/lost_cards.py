"""A card that was checked here is reported lost, stolen or copied."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.request import ActorRequest
from patients.refusals import NothingToChange
from pharmacies.forms import ReportCardForm
from pharmacies.lost_cards import report_card
from pharmacies.queries import check_of, has_ended, has_lost_its_card, open_answer, prescriber_of
from pharmacies.refusals import AnswerEnded


@act("pharmacies.report_card")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Ask what happened to the card, and let it be refused from then on; a way back where the answer has ended."""
    at, by = timezone.now(), request.actor
    check = check_of(by=by, check_id=check_id)
    person = open_answer(by=by, at=at, check=check)
    if check.card is None or has_ended(check=check, at=at) or has_lost_its_card(check=check):
        return redirect("pharmacies:verdict", check_id=check.id)
    form = ReportCardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_card(by=by, at=at, check=check, reason=form.cleaned_data["reason"], nonce=form.cleaned_data["nonce"])
        except (AnswerEnded, NothingToChange) as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _reported(check.card.number[-4:]))
            return redirect("pharmacies:counter")
    prescriber = prescriber_of(check=check)
    context = {
        "form": form,
        "check": check,
        "person": person,
        "card": check.card.number[-4:],
        "prescriber": prescriber.name if prescriber and person else "",
    }
    return render(request, "pharmacies/report_card.html", context, status=422 if form.is_bound else 200)


def _reported(end: str) -> str:
    said = _("The card ending in %(end)s is reported. Every pharmacy refuses it from now on. The prescriber was told.")
    return said % {"end": end}
