"""One patient: registered, shown as a list of tasks, and as a timeline."""

import datetime as dt
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.acts import carries
from accounts.declare import act
from accounts.models import Role
from accounts.queries import local_day, members_of
from accounts.request import ActorRequest
from patients.eligibility import Standing, standings
from patients.matching import NumberTaken, PossibleMatch, write_matches_read
from patients.models import Enrolment, Sex
from patients.operations import register_patient
from patients.queries import (
    current_treatment,
    has_suspicion,
    open_prescription,
    open_proposal,
    rows_of_record,
    running_stop,
    running_treatment,
)
from prescribers.forms.identity import IdentityForm
from prescribers.presenters.banner import banner
from prescribers.presenters.due import due_lines
from prescribers.presenters.matches import match_lines
from prescribers.presenters.prescribing import label_facts
from prescribers.presenters.status import status_of
from prescribers.presenters.tasks import stops, tasks
from prescribers.presenters.timeline import Line, timeline
from prescribers.presenters.visit import is_monthly
from prescribers.status import VISIT_NEXT
from prescribers.surroundings import surroundings
from prescribers.views.identity import identity_context
from prescribers.views.merging import joined_context
from prescribers.views.page import Page, answer, open_page, show
from programmes.models import Programme
from programmes.queries import programmes_of_prescribers

LATEST: Final = 8


@act("patients.register")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """Register a patient at one's centre, in a programme that somebody there is certified for."""
    by, at = request.actor, timezone.now()
    today = local_day(by=by, at=at)
    offered = _programmes_of_the_centre(by=by, at=at, day=today)
    if not offered:
        return _nobody_certified(request)
    form = IdentityForm(
        request.POST or None,
        today=today,
        country=by.country,
        programmes=[(one.id, one.title) for one in offered.values()],
    )
    found: dict[str, Any] = {}

    def registers(data: dict[str, Any]) -> Enrolment:
        try:
            return register_patient(
                by=by,
                at=at,
                programme=_chosen(offered, data),
                new=form.identity(time_zone=by.time_zone),
                reason=form.why_different,
                nonce=data["nonce"],
            )
        except PossibleMatch as match:
            write_matches_read(matches=match.matches, by=by, at=at)
            found.update(_asked_of(form, match))
            raise

    return answer(
        request,
        template="prescribers/register.html",
        form=form,
        act=registers,
        then=lambda made: reverse("prescribers:patient", args=[made.id]),
        context=found,
        here="register",
    )


def _nobody_certified(request: ActorRequest) -> HttpResponse:
    may_declare = carries(request.actor.role, "programmes.declare")
    return show(request, "prescribers/no_programme.html", {"may_declare": may_declare}, here="register")


def _programmes_of_the_centre(*, by: Actor, at: dt.datetime, day: dt.date) -> dict[str, Programme]:
    """Give the programmes that whoever prescribes is certified for; to a delegate, those of any prescriber there."""
    signers = (
        [by.person_id]
        if by.role == Role.PRESCRIBER
        else members_of(organisation_id=by.organisation_id, role=Role.PRESCRIBER, at=at)
    )
    return {one.id: one for one in programmes_of_prescribers(prescriber_ids=signers, country=by.country, day=day)}


@act("patients.read")
@require_safe
def patient(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show what is done, what is missing, from when it can go on, and what falls due."""
    page = open_page(request, enrolment_id)
    standing = standing_of(page)
    status = status_of(standing)
    prescription = open_prescription(enrolment=page.enrolment)
    treatment = current_treatment(enrolment=page.enrolment)
    context = {
        "patient": banner(
            enrolment=page.enrolment, person=page.person, category=page.category, state=status.words, tone=status.tone
        ),
        "back_to_list": reverse("prescribers:worklist"),
        "status": status,
        "visit_wanted": status.code in VISIT_NEXT and page.may("patients.prepare"),
        "monthly": is_monthly(standing=standing),
        "stops": stops(standing, may=page.may),
        "tasks": tasks(
            standing=standing,
            may=page.may_fill_in,
            open_prescription=prescription,
            proposal=open_proposal(enrolment=page.enrolment),
        ),
        "around": surroundings(enrolment=page.enrolment, at=page.at),
        "due": due_lines(standing),
        "lines": _lines(page)[:LATEST],
        "prescription": prescription,
        "waits": standing.waits_at_the_pharmacy is not None,
        "label": label_facts(standing.judgement, treatment) if treatment else [],
        "may": _ways(page),
        "running": running_treatment(enrolment=page.enrolment),
        "stop": running_stop(enrolment=page.enrolment),
        "followed": page.may("safety.follow") and has_suspicion(enrolment=page.enrolment),
    }
    return show(request, "prescribers/patient.html", context | joined_context(page), page=page)


@act("patients.read")
@require_safe
def record(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show every row of the record, what was put right and why."""
    page = open_page(request, enrolment_id)
    context = {
        "lines": _lines(page),
        "may": _ways(page),
    }
    return show(request, "prescribers/record.html", context | identity_context(page) | joined_context(page), page=page)


def standing_of(page: Page) -> Standing:
    """Ask how the patient stands today, for the signature of whoever looks, if she may sign."""
    signer = page.by.user_id if page.may_sign else None
    return standings(enrolments=[page.enrolment], on=[page.today], by=signer)[0]


def _lines(page: Page) -> list[Line]:
    return timeline(rows=rows_of_record(enrolment=page.enrolment), enrolment=page.enrolment, may=page.may)


def _ways(page: Page) -> dict[str, bool]:
    """Say what whoever looks may do from here."""
    return {
        "tell_partner": page.may("patients.tell_partner_pregnancy") and page.person.sex == Sex.MALE,
        "cancel": page.may("patients.cancel_prescription"),
        "interrupt": page.may_fill_in("patients.interrupt"),
        "end": page.may_fill_in("patients.end_treatment"),
        "withdraw": page.may_fill_in("patients.withdraw"),
        "trail": page.may("patients.read_trail"),
        "print_record": page.may("patients.print_record"),
        "print_letter": page.may("patients.print_letter") and page.is_advised_on_contraception,
        "transfer": page.may("patients.transfer"),
    }


def _asked_of(form: IdentityForm, match: PossibleMatch) -> dict[str, Any]:
    """Ask whether it is somebody else, and give what the page shows of the records found."""
    if not isinstance(match, NumberTaken):
        form.ask_if_different()
    return {"matches": match_lines(match.matches), "elsewhere": match.matches.elsewhere}


def _chosen(offered: dict[str, Programme], data: dict[str, Any]) -> Programme:
    return offered[data["programme"]]
