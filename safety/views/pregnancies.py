"""A pregnancy as the centre follows it: what is known, who was asked, how it ended."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.refusals import NotPermitted, NotVisible, Refusal
from accounts.request import ActorRequest
from patients.models import PartnerPregnancy
from safety.followed import Followed, Suspicion, follow, follow_all
from safety.forms.kept import KeptForm
from safety.forms.pregnancy import (
    OF_A_CHILD,
    ContactForm,
    CorrectedOutcomeForm,
    MorePregnancyForm,
    OutcomeForm,
    PregnancyForm,
    as_told,
)
from safety.models import KeptAs, PregnancyOutcome
from safety.operations import correct_outcome, report_pregnancy, tell_contact, tell_outcome
from safety.prefilled import prefilled
from safety.presenters.pregnancies import contact_table, outcome_lines, plan_table, report_lines, stands
from safety.queries import outcome_of, suspicion_of, suspicions_of
from safety.step_words import step_in_words
from safety.views.about import About, open_about
from safety.views.keeping import Unfinished, kept_or_begun


@act("safety.follow")
@require_safe
def followed(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show each pregnancy of a patient, or of his partner: where it stands and what is asked next."""
    about = open_about(request, enrolment_id, "safety.follow")
    rows = follow_all(suspicions=suspicions_of(enrolment=about.enrolment))
    context = {"about": about, "back_url": about.back_url, "pregnancies": [_shown(one, about) for one in rows]}
    return render(request, "safety/followed.html", context)


@act("safety.follow")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Say what is known of a pregnancy, or more than was said before."""
    about, known = _opened(request, enrolment_id, row_id)
    earlier = known.report
    kind = PregnancyForm if earlier is None else MorePregnancyForm
    first = prefilled(followed=known) if earlier is None else as_told(earlier)
    of_partner = isinstance(known.suspicion, PartnerPregnancy)
    form = kind(request.POST or None, today=about.today, initial=first, of_partner=of_partner)
    return _answer(
        request, about, form, "safety/pregnancy_report.html", _unfinished(about, KeptAs.PREGNANCY, known.suspicion),
        lambda data: report_pregnancy(
            by=about.by, at=about.at, suspicion=known.suspicion, report=form.report, reason=data.get("reason", ""),
            nonce=data["nonce"],
        ),
        {"of_partner": of_partner},
    )  # fmt: skip


@act("safety.follow")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Keep that somebody was asked."""
    about, known = _opened(request, enrolment_id, row_id)
    form = ContactForm(request.POST or None, today=about.today, steps=steps_of(known), initial={"on": about.today})
    return _answer(
        request, about, form, "safety/pregnancy_contact.html", _unfinished(about, KeptAs.CONTACT, known.suspicion),
        lambda data: tell_contact(
            by=about.by, at=about.at, suspicion=known.suspicion, contact=form.contact, nonce=data["nonce"]
        ),
    )  # fmt: skip


@act("safety.follow")
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Say how it ended, for one child."""
    about, known = _opened(request, enrolment_id, row_id)
    form = OutcomeForm(request.POST or None, today=about.today, initial={"child": next_child(known)})
    return _answer(
        request, about, form, "safety/pregnancy_outcome.html", _unfinished(about, KeptAs.OUTCOME, known.suspicion),
        lambda data: tell_outcome(
            by=about.by, at=about.at, suspicion=known.suspicion, outcome=form.outcome, nonce=data["nonce"]
        ),
    )  # fmt: skip


@act("safety.follow")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Say otherwise, or more, how it ended for one child."""
    about = open_about(request, enrolment_id, "safety.follow")
    earlier = outcome_of(enrolment=about.enrolment, row_id=row_id)
    form = CorrectedOutcomeForm(
        request.POST or None, today=about.today, initial={name: getattr(earlier, name) for name in OF_A_CHILD}
    )
    return _answer(
        request, about, form, "safety/pregnancy_outcome.html", _unfinished(about, KeptAs.CORRECTION, earlier),
        lambda data: correct_outcome(
            by=about.by, at=about.at, earlier=earlier, outcome=form.outcome, reason=data["reason"],
            nonce=data["nonce"],
        ),
    )  # fmt: skip


def steps_of(known: Followed) -> list[tuple[str, str]]:
    """Name the steps that somebody may have asked for, each with its words: those of the plan, and how it ended."""
    asked = dict.fromkeys([*((one.kind, one.child) for one in known.plan), ("birth", 0)])
    return [
        (f"{kind}.{child}" if child else kind, step_in_words(kind=kind, child=child, children=known.children))
        for kind, child in asked
    ]


def next_child(known: Followed) -> int:
    """Give the child whose outcome is told next: the first one awaited, else one more than was known of."""
    return next(iter(known.awaited), known.children + 1)


def _opened(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> tuple[About, Followed]:
    about = open_about(request, enrolment_id, "safety.follow")
    return about, follow(suspicion=suspicion_of(enrolment=about.enrolment, row_id=row_id))


def _shown(one: Followed, about: About) -> dict[str, Any]:
    where = [about.enrolment.id, one.suspicion.id]
    outcomes = [
        {
            "lines": outcome_lines(row, children=one.children),
            "url": reverse("safety:correct_outcome", args=[about.enrolment.id, row.id]),
        }
        for row in one.outcomes
    ]
    return {
        "stands": stands(followed=one, today=about.today),
        "lines": report_lines(followed=one, today=about.today),
        "plan": plan_table(followed=one, today=about.today),
        "contacts": contact_table(followed=one),
        "outcomes": outcomes,
        "reported": one.report is not None,
        "awaits_another": bool(one.outcomes and one.awaited),
        "is_open": not one.is_false_alarm,
        "report_url": reverse("safety:report_pregnancy", args=where),
        "contact_url": reverse("safety:pregnancy_contact", args=where),
        "outcome_url": reverse("safety:pregnancy_outcome", args=where),
    }


def _unfinished(about: About, form: str, row: Suspicion | PregnancyOutcome) -> Unfinished:
    return Unfinished(by=about.by, at=about.at, enrolment=about.enrolment, form=form, row=row)


def _answer(
    request: ActorRequest,
    about: About,
    form: KeptForm,
    template: str,
    unfinished: Unfinished,
    act_on: Callable[[dict[str, Any]], object],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, keep it, or act on it and go back to the pregnancy; what was typed stays when it is refused."""
    if (left := kept_or_begun(request, form, unfinished)) is not None:
        return left
    back = reverse("safety:followed", args=[about.enrolment.id])
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            act_on(form.cleaned_data)
        except (NotPermitted, NotVisible):
            raise
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, str(refusal.message))
        else:
            return redirect(back)
    context = {"about": about, "form": form, "back_url": back} | (more or {})
    return render(request, template, context, status=status)
