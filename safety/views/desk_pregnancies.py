"""A pregnancy as the desk follows it: asked about, called lost after its ladder, and explained."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.refusals import NotPermitted, Refusal
from accounts.request import ActorRequest
from audit.operations import write_read
from rulebook.pregnancy import ladder_lacks
from safety.followed import Followed, follow
from safety.forms.kept import KeptForm
from safety.forms.pregnancy import CauseForm, ContactForm, LostForm
from safety.ladder_words import what_lacks
from safety.models import KeptAs
from safety.operations import call_lost, judge_root_cause, note_contact
from safety.queries import case_of, suspicion_of_case
from safety.root_cause import what_the_record_says
from safety.versions import today_for
from safety.views.keeping import Unfinished, kept_or_begun, of_the_desk
from safety.views.lists import ways
from safety.views.pregnancies import steps_of


@act("safety.assess")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Keep that the desk asked somebody."""
    case, known, at, today = _opened(request, case_id)
    form = ContactForm(request.POST or None, today=today, steps=steps_of(known), initial={"on": today})
    return _answer(
        request, case, form, "safety/desk_contact.html", _unfinished(request, at, KeptAs.CONTACT, known),
        lambda data: note_contact(
            by=request.actor, at=at, suspicion=known.suspicion, contact=form.contact, nonce=data["nonce"]
        ),
    )  # fmt: skip


@act("safety.assess")
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Call a pregnancy lost, once the ladder is complete."""
    case, known, at, _today = _opened(request, case_id)
    lacks = ladder_lacks([(one.on, one.way) for one in known.unanswered])
    context = {"lacks": what_lacks(lacks) if lacks else ""}
    return _answer(
        request, case, LostForm(request.POST or None), "safety/lost.html",
        _unfinished(request, at, KeptAs.LOST, known),
        lambda data: call_lost(
            by=request.actor, at=at, suspicion=known.suspicion, reason=data["reason"], nonce=data["nonce"]
        ),
        context,
    )  # fmt: skip


@act("safety.assess")
@require_http_methods(["GET", "HEAD", "POST"])
def cause(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Say which step of the programme failed, with what the record says beside it."""
    case, known, at, _today = _opened(request, case_id)
    judged = known.cause
    first = {"element": judged.element, "words": judged.words} if judged else {}
    return _answer(
        request, case, CauseForm(request.POST or None, initial=first), "safety/cause.html",
        _unfinished(request, at, KeptAs.CAUSE, known),
        lambda data: judge_root_cause(
            by=request.actor, at=at, suspicion=known.suspicion, element=data["element"], words=data["words"],
            nonce=data["nonce"],
        ),
        {"findings": what_the_record_says(followed=known)},
    )  # fmt: skip


def _opened(request: ActorRequest, case_id: UUID) -> tuple[Any, Followed, dt.datetime, dt.date]:
    at = timezone.now()
    case = case_of(case_id=case_id)
    write_read(by=request.actor, at=at, act="safety.read", subjects={case.patient_id} - {None})
    known = follow(suspicion=suspicion_of_case(case=case))
    return case, known, at, today_for(case=case, at=at)


def _unfinished(request: ActorRequest, at: dt.datetime, form: str, known: Followed) -> Unfinished:
    return of_the_desk(request, at, form, known.suspicion, known.enrolment)


def _answer(
    request: ActorRequest,
    case: Any,
    form: KeptForm,
    template: str,
    unfinished: Unfinished,
    act_on: Callable[[dict[str, Any]], object],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, keep it, or act on it and go back to the case; what was typed stays when it is refused."""
    if (left := kept_or_begun(request, form, unfinished)) is not None:
        return left
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            act_on(form.cleaned_data)
        except NotPermitted:
            raise
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, str(refusal.message))
        else:
            return redirect("safety:case", case_id=case.id)
    context = {"form": form, "case": case, "navigation": ways("")} | (more or {})
    return render(request, template, context, status=status)
