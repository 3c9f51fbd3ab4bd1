"""Proposed changes of the rules: read, tried, answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acts import carries
from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from programmes.in_force import programmes
from programmes.models import RuleProposal
from programmes.proposed import read_proposed
from reports.presenters.proposals import facts, refused_words, table_of
from reports.presenters.rules import trial_parts
from reports.proposing import answer_rules, consequences, is_open, may_answer, proposal_of, propose_rules
from reports.proposing import proposals as all_proposals
from reports.refusals import RulesNotPossible
from reports.rule_forms import ProposalForm, RuleAnswerForm
from rulebook import ProgrammeError

UNPROCESSABLE = 422


@act("reports.try_rules")
@require_safe
def proposals(request: ActorRequest) -> HttpResponse:
    """List what was proposed, and how it stands."""
    context = {
        "table": table_of(rows=all_proposals()),
        "may_propose": carries(request.actor.role, "programmes.propose_rules"),
    }
    return render(request, "reports/proposals.html", context)


@act("programmes.propose_rules")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ActorRequest) -> HttpResponseBase:
    """Propose a file: what it would do is shown first, and how many it would refuse is written before it is kept."""
    at, by = timezone.now(), request.actor
    today = local_day(by=by, at=at)
    form = ProposalForm(request.POST or None, shelf=programmes(), today=today)
    context: dict[str, object] = {"form": form, "parts": None}
    if form.is_bound and form.is_valid() and form.proposed is not None:
        tried = consequences(proposed=form.proposed, by=by, today=today)
        context["parts"] = trial_parts(proposed=tried.proposed, found=tried.found)
        context["refused"] = refused_words(tried.refused)
        said = form.cleaned_data
        try:
            made = propose_rules(
                by=by, at=at, text=said["text"], why=said["why"], refused=said["refused"], nonce=said["nonce"]
            )
        except RulesNotPossible as refusal:
            form.add_error("refused", str(refusal.message))
        else:
            messages.success(request, _("Proposed. Nothing changes before everybody asked has agreed."))
            return redirect("reports:proposal", made.id)
    return render(request, "reports/propose_rules.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@act("reports.try_rules")
@require_safe
def proposal(request: ActorRequest, rules_id: UUID) -> HttpResponse:
    """Show one proposal: in words, what it would do to the treatments that run, and who answered."""
    found = proposal_of(rules_id=rules_id)
    return _shown(request, found, RuleAnswerForm())


@act("programmes.answer_rules")
@require_POST
def answer(request: ActorRequest, rules_id: UUID) -> HttpResponseBase:
    """Agree to a proposal, or refuse it."""
    found = proposal_of(rules_id=rules_id)
    form = RuleAnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            answer_rules(
                by=request.actor, at=timezone.now(), proposal=found, agreed=said["agreed"] == "yes", why=said["why"],
                refused=said["refused"], nonce=said["nonce"],
            )  # fmt: skip
        except RulesNotPossible as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Recorded."))
            return redirect("reports:proposal", found.id)
    return _shown(request, found, form)


def _shown(request: ActorRequest, found: RuleProposal, form: RuleAnswerForm) -> HttpResponse:
    by = request.actor
    today = local_day(by=by, at=timezone.now())
    context: dict[str, object] = {
        "proposal": found,
        "facts": facts(proposal=found),
        "form": form if may_answer(by=by, proposal=found) else None,
        "parts": None,
    }
    if is_open(proposal=found):
        try:
            read = read_proposed(text=found.text, shelf=programmes(), today=today)
        except ProgrammeError as wrong:
            context["wrong"] = wrong.expected
        else:
            tried = consequences(proposed=read, by=by, today=today)
            context["parts"] = trial_parts(proposed=read, found=tried.found)
            context["refused"] = refused_words(tried.refused)
    return render(request, "reports/proposal.html", context, status=UNPROCESSABLE if form.is_bound else 200)
