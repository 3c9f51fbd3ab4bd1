"""The conditions of the authorisation: listed, met with evidence, moved, dropped; an authority reads them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.acts import carries
from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from accounts.views.page import answer
from audit.models import Outcome
from audit.operations import write
from foundation.forms import RegistryForm
from obligations import operations
from obligations.forms import EvidenceForm, MoveForm, OwnerForm, ReasonForm
from obligations.models import Step
from obligations.presenters import documents_of, facts_of, history_of, owed_table, tag_of
from obligations.queries import Owed, evidence_of, owed, owed_of, visible


@act("obligations.read")
@require_safe
def obligations(request: ActorRequest) -> HttpResponse:
    """List what is asked, by its due date, and below it what has ended."""
    rows = owed(rows=visible(by=request.actor), at=timezone.now())
    asked, ended = [one for one in rows if one.is_asked], [one for one in rows if not one.is_asked]
    context = {
        "asked": owed_table(caption=_("What is asked"), rows=asked),
        "ended": owed_table(caption=_("Met, or no longer asked"), rows=ended),
        "has_samples": any(one.obligation.is_sample for one in rows),
        "home_url": reverse("accounts:home"),
    }
    return render(request, "obligations/list.html", context)


@act("obligations.read")
@require_safe
def obligation(request: ActorRequest, obligation_id: UUID) -> HttpResponse:
    """Show one: what it is, how it stands, what shows it, all that was done."""
    one = owed_of(by=request.actor, obligation_id=obligation_id, at=timezone.now())
    context = {
        "one": one,
        "facts": facts_of(one),
        "tag": tag_of(one),
        "documents": documents_of(one),
        "history": history_of(one),
        "may_act": carries(request.actor.role, "obligations.keep"),
    }
    return render(request, "obligations/obligation.html", context)


@act("obligations.read")
@require_safe
def document(request: ActorRequest, step_id: UUID) -> HttpResponse:
    """Hand out a kept document byte for byte; that it left is written down."""
    step = evidence_of(by=request.actor, step_id=step_id)
    write(
        by=request.actor, at=timezone.now(), act="obligations.read", outcome=Outcome.READ,
        object_kind=step._meta.label, object_id=str(step.id), reason="document taken away",
    )  # fmt: skip
    return HttpResponse(
        bytes(step.content or b""),
        content_type=step.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="evidence-{step.id.hex[:12]}.pdf"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store, private",
            "X-Content-SHA256": step.sha256,
        },
    )


@act("obligations.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def meet(request: ActorRequest, obligation_id: UUID) -> HttpResponseBase:
    """Record that one is met."""
    form = EvidenceForm(request.POST or None, request.FILES or None)
    return _answer(request, obligation_id, form, operations.meet_obligation, _("What shows that it is met?"))


@act("obligations.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: ActorRequest, obligation_id: UUID) -> HttpResponseBase:
    """Give one another due date."""
    form = MoveForm(request.POST or None, today=local_day(by=request.actor, at=timezone.now()))
    return _answer(request, obligation_id, form, operations.move_obligation, _("Change the due date"))


@act("obligations.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: ActorRequest, obligation_id: UUID) -> HttpResponseBase:
    """Let somebody answer for one."""
    form = OwnerForm(request.POST or None, at=timezone.now())
    return _answer(request, obligation_id, form, operations.own_obligation, _("Change the owner"))


@act("obligations.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: ActorRequest, obligation_id: UUID) -> HttpResponseBase:
    """Say that one is no longer asked."""
    form = ReasonForm(request.POST or None)
    return _answer(request, obligation_id, form, operations.drop_obligation, _("No longer asked"))


@act("obligations.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: ActorRequest, obligation_id: UUID) -> HttpResponseBase:
    """Ask one again."""
    form = ReasonForm(request.POST or None)
    return _answer(request, obligation_id, form, operations.reopen_obligation, _("Ask it again"))


def _answer(
    request: ActorRequest, obligation_id: UUID, form: RegistryForm, work: Callable[..., Step], heading: str
) -> HttpResponseBase:
    """Show the form or act on it; go back to the page of the obligation."""
    at = timezone.now()
    one: Owed = owed_of(by=request.actor, obligation_id=obligation_id, at=at)
    home = reverse("obligations:obligation", args=[one.obligation.id])

    def act_on(answers: dict[str, Any]) -> Step:
        return work(by=request.actor, at=at, obligation=one.obligation, **answers)

    words = {
        "heading": heading,
        "lead": one.obligation.get_kind_display(),
        "button": _("Record it"),
        "back_url": home,
        "navigation": [],
    }
    return answer(request, form=form, act=act_on, then=home, words=words)
