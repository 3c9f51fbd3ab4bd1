"""An authority's pages: what each programme is set to in its country, proposed by one person, agreed to by another."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.countries import COUNTRIES
from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from programmes.models import Programme
from programmes.regime_forms import DecisionForm, RegimeForm
from programmes.regime_presenters import in_force_table, past_table, present_proposal, waiting_table
from programmes.regimes import (
    RegimeNotPossible,
    decide_regime,
    decided_proposals,
    proposal_of,
    propose_regime,
    regime_in_force,
    waiting_proposals,
)

SHOWN = 20


@act("programmes.propose_regime")
@require_safe
def regimes(request: ActorRequest) -> HttpResponse:
    """Show what holds in the country now, what waits for a second person, and what was before."""
    at, by = timezone.now(), request.actor
    programmes = Programme.objects.order_by("title")
    now = [(one, regime_in_force(programme=one, country=by.country, at=at)) for one in programmes]
    waiting, past = list(waiting_proposals(by=by)), list(decided_proposals(by=by)[:SHOWN])
    context = {
        "country": dict(COUNTRIES).get(by.country, by.country),
        "now": in_force_table(rows=now),
        "waiting": waiting_table(rows=waiting) if waiting else None,
        "past": past_table(rows=past) if past else None,
    }
    return render(request, "programmes/regimes.html", context)


@act("programmes.propose_regime")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ActorRequest) -> HttpResponseBase:
    """Propose what a programme shall be set to."""
    at, by = timezone.now(), request.actor
    form = RegimeForm(request.POST or None, today=local_day(by=by, at=at))
    if request.method == "POST" and form.is_valid():
        try:
            propose_regime(by=by, at=at, **form.cleaned_data)
        except RegimeNotPossible as refusal:
            form.add_error("last_on", str(refusal.message))
        else:
            messages.success(request, _("Proposed. It holds as soon as a colleague of your authority agrees."))
            return redirect("programmes:regimes")
    return render(request, "programmes/regime_form.html", {"form": form}, status=422 if form.is_bound else 200)


@act("programmes.decide_regime")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: ActorRequest, proposal_id: UUID) -> HttpResponseBase:
    """Agree to what a colleague proposed, or refuse it."""
    at, by = timezone.now(), request.actor
    proposal = proposal_of(by=by, proposal_id=proposal_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            decide_regime(by=by, at=at, proposal=proposal, agreed=answers["agreed"] == "yes", nonce=answers["nonce"])
        except RegimeNotPossible as refusal:
            form.add_error("agreed", str(refusal.message))
        else:
            messages.success(request, _("Recorded."))
            return redirect("programmes:regimes")
    context = {"form": form, "proposal": proposal, "facts": present_proposal(proposal=proposal)}
    return render(request, "programmes/regime_decision.html", context, status=422 if form.is_bound else 200)
