"""What waits for a centre: notices that are open, patients to be followed up until an outcome is recorded."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.acts import carries
from accounts.declare import act
from accounts.queries import local_day
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from audit.operations import write_read
from patients.identity import person_of, persons_of
from prescribers.views.page import answer, show
from reminders.forms import YES, AttemptForm, OutcomeForm
from reminders.models import ContactAttempt, FollowUp
from reminders.operations import close_follow_up, record_attempt
from reminders.presenters import attempt_table, follow_up_table, notice_table
from reminders.queries import follow_ups_within_sight, notices_within_sight
from reminders.words import OCCASIONS, said

SHOWN = 200


@act("reminders.list")
@require_safe
def notices(request: ActorRequest) -> HttpResponse:
    """Show what waits for whoever looks, and whom somebody must look for."""
    by, at = request.actor, timezone.now()
    open_ones = list(notices_within_sight(by=by, at=at)[:SHOWN])
    follow_ups = list(follow_ups_within_sight(by=by, at=at).filter(outcome="")[:SHOWN])
    enrolments = [one.enrolment for one in open_ones if one.enrolment is not None]
    enrolments += [one.enrolment for one in follow_ups]
    write_read(by=by, at=at, act="reminders.list", subjects={one.patient_id for one in enrolments})
    persons = persons_of(subject_ids=[one.patient.subject_id for one in enrolments])
    context = {
        "notices": notice_table(notices=open_ones, persons=persons, today=local_day(by=by, at=at)),
        "follow_ups": follow_up_table(follow_ups=follow_ups, persons=persons),
        "has_feed": carries(by.role, "reminders.feed"),
    }
    return show(request, "reminders/notices.html", context, here="reminders:notices")


@act("reminders.follow_up")
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Show what was tried to reach a patient, and record another attempt."""
    at = timezone.now()
    found, context = _open(request, follow_up_id)
    form = AttemptForm(request.POST or None)

    def records(data: dict[str, Any]) -> ContactAttempt:
        return record_attempt(
            by=request.actor, at=at, follow_up=found, means=data["means"], reached=data["reached"] == YES,
            words=data["words"], nonce=data["nonce"],
        )  # fmt: skip

    return answer(
        request, template="reminders/follow_up.html", form=form, act=records,
        then=lambda _made: reverse("reminders:follow_up", args=[found.id]), context=context, here="reminders:notices",
    )  # fmt: skip


@act("reminders.follow_up")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """Record what became of it."""
    at = timezone.now()
    found, context = _open(request, follow_up_id)
    form = OutcomeForm(request.POST or None)

    def closes(data: dict[str, Any]) -> FollowUp:
        return close_follow_up(
            by=request.actor, at=at, follow_up=found, outcome=data["outcome"], words=data["words"],
            nonce=data["nonce"],
        )  # fmt: skip

    context |= {"back_url": reverse("reminders:follow_up", args=[found.id])}
    return answer(
        request, template="reminders/close.html", form=form, act=closes,
        then=lambda _made: reverse("reminders:notices"), context=context, here="reminders:notices",
    )  # fmt: skip


def _open(request: ActorRequest, follow_up_id: UUID) -> tuple[FollowUp, dict[str, Any]]:
    """Find one within sight, and write the look down.

    :raises NotVisible: when there is none.
    """
    by, at = request.actor, timezone.now()
    found = follow_ups_within_sight(by=by, at=at).filter(id=follow_up_id).first()
    if found is None:
        raise NotVisible(_("There is no such record."))
    write_read(by=by, at=at, act="reminders.follow_up", subjects=[found.enrolment.patient_id])
    return found, {
        "follow_up": found,
        "person": person_of(patient=found.enrolment.patient),
        "what": said(OCCASIONS, found.occasion),
        "attempts": attempt_table(attempts=found.attempts.select_related("by").order_by("-at")),
        "back_url": reverse("reminders:notices"),
    }
