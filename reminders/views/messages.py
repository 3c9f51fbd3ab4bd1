"""What is sent to one patient: the ways that are confirmed, what is not sent, and what was."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from patients.models import Mute, Patient
from patients.muted import standing_mutes
from patients.operations import confirm_contact, send_contact_code
from patients.reach import contacts_of
from prescribers.views.page import Page, answer, open_page, show
from reminders.forms import ChannelForm, CodeForm, LiftForm, MuteForm
from reminders.operations import lift_mute, mute
from reminders.presenters import message_table
from reminders.queries import messages_about
from reminders.words import CHANNELS, EVERYTHING, OCCASIONS, said


@act("reminders.choose")
@require_safe
def messages(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Show how she is reached, what is not sent to her, and what was."""
    page = open_page(request, enrolment_id)
    contacts = contacts_of(subject_id=page.patient.subject_id)
    context = {
        "ways": [
            {"label": said(CHANNELS, one.channel), "confirmed_at": one.verified_at, "channel": one.channel}
            for one in contacts
        ],
        "mutes": [
            {
                "id": one.id,
                "what": said(OCCASIONS, one.occasion or EVERYTHING),
                "why": one.reason,
            }
            for one in standing_mutes(patients=[page.patient])
        ],
        "sent": message_table(messages=messages_about(enrolment=page.enrolment, at=page.at)),
        "form": ChannelForm(**page.form_facts()),
    }
    return show(request, "reminders/messages.html", context, page=page)


@act("patients.change_contacts")
@require_POST
def send_code(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Send a code to a number or address of hers, and go to where it is typed."""
    page = open_page(request, enrolment_id)
    form = ChannelForm(request.POST or None, **page.form_facts())

    def sends(data: dict[str, Any]) -> Patient:
        return send_contact_code(by=page.by, at=page.at, patient=page.patient, channel=data["channel"], **form.stamp)

    return answer(
        request, template="reminders/code_refused.html", form=form, page=page, act=sends,
        then=lambda _made: reverse("reminders:confirm", args=[page.enrolment.id]), context=_back(page),
    )  # fmt: skip


@act("patients.change_contacts")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Type the code that she reads out."""
    page = open_page(request, enrolment_id)
    waiting = [one.channel for one in contacts_of(subject_id=page.patient.subject_id) if one.verified_at is None]
    facts = page.form_facts()
    if len(waiting) == 1:
        facts["initial"] |= {"channel": waiting[0]}
    form = CodeForm(request.POST or None, channels=waiting, **facts)

    def confirms(data: dict[str, Any]) -> Patient:
        return confirm_contact(
            by=page.by, at=page.at, patient=page.patient, channel=data["channel"], code=data["code"], **form.stamp
        )

    return answer(
        request, template="reminders/confirm.html", form=form, page=page, act=confirms, then=lambda _made: _home(page),
        context=_back(page),
    )  # fmt: skip


@act("reminders.choose")
@require_http_methods(["GET", "HEAD", "POST"])
def keep_mute(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Keep what she is not written about."""
    page = open_page(request, enrolment_id)
    form = MuteForm(request.POST or None, **page.form_facts())

    def keeps(data: dict[str, Any]) -> Mute:
        occasion = "" if data["occasion"] == "all" else data["occasion"]
        return mute(
            by=page.by, at=page.at, patient=page.patient, occasion=occasion, reason=data["reason"], **form.stamp
        )

    return answer(
        request, template="reminders/mute.html", form=form, page=page, act=keeps, then=lambda _made: _home(page),
        context=_back(page),
    )  # fmt: skip


@act("reminders.choose")
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: ActorRequest, enrolment_id: UUID, row_id: UUID) -> HttpResponse:
    """Let her be written to of it again."""
    page = open_page(request, enrolment_id)
    found = standing_mutes(patients=[page.patient]).filter(id=row_id).first()
    if found is None:
        raise NotVisible(_("There is no such record."))
    form = LiftForm(request.POST or None, **page.form_facts())
    return answer(
        request, template="reminders/lift.html", form=form, page=page,
        act=lambda _data: lift_mute(by=page.by, at=page.at, mute=found, **form.stamp),
        then=lambda _made: _home(page), context=_back(page) | {"reason": found.reason},
    )  # fmt: skip


def _home(page: Page) -> str:
    return reverse("reminders:messages", args=[page.enrolment.id])


def _back(page: Page) -> dict[str, Any]:
    return {"back_url": _home(page)}
