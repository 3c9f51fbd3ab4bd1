"""What delegates prepared: shown to who can sign it, opened, sent back, taken back."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.refusals import Refusal
from accounts.request import ActorRequest
from audit.operations import write_read
from foundation.forms import ActForm
from patients.identity import persons_of
from prescribers.forms.prepared import SendBackForm
from prescribers.operations import send_back as sends_back
from prescribers.operations import take_back as takes_back
from prescribers.prepared import answered_acts, prepared_act, waiting_acts
from prescribers.presenters.prepared import prepared_lines
from prescribers.views.page import answer, open_page, show

PAGE: Final = 25
ANSWERED_SHOWN: Final = 10


@act("patients.list")
@require_safe
def to_sign(request: ActorRequest) -> HttpResponse:
    """List what waits for a signature, and what became of the last of it."""
    by, at = request.actor, timezone.now()
    page = Paginator(waiting_acts(by=by, at=at), PAGE).get_page(request.GET.get("page"))
    waiting, answered = list(page.object_list), list(answered_acts(by=by, at=at)[:ANSWERED_SHOWN])
    patients = [one.enrolment.patient for one in [*waiting, *answered]]
    write_read(by=by, at=at, act="patients.list", subjects={one.id for one in patients})
    persons = persons_of(subject_ids=[one.subject_id for one in patients])
    context = {
        "waiting": prepared_lines(acts=waiting, persons=persons, by=by),
        "answered": prepared_lines(acts=answered, persons=persons, by=by),
        "page_of_list": page,
        "form": ActForm(),
    }
    return show(request, "prescribers/to_sign.html", context, here="to_sign")


@act("patients.answer_prepared")
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: ActorRequest, prepared_id: UUID) -> HttpResponse:
    """Send a prepared act back, with words for who prepared it."""
    found = prepared_act(by=request.actor, at=timezone.now(), prepared_id=prepared_id)
    page = open_page(request, found.enrolment_id)
    persons = {page.patient.subject_id: page.person}
    form = SendBackForm(request.POST or None, initial={"about": page.enrolment.id})
    return answer(
        request,
        template="prescribers/prepared_send_back.html",
        form=form,
        page=page,
        act=lambda data: sends_back(by=page.by, at=page.at, prepared=found, reason=data["reason"], nonce=data["nonce"]),
        then=lambda _made: reverse("prescribers:to_sign"),
        context={"line": prepared_lines(acts=[found], persons=persons, by=page.by)[0]},
    )


@act("patients.keep_prepared")
@require_POST
def take_back(request: ActorRequest, prepared_id: UUID) -> HttpResponse:
    """Take a prepared act back before it is signed."""
    found = prepared_act(by=request.actor, at=timezone.now(), prepared_id=prepared_id)
    form = ActForm(request.POST)
    nonce = form.cleaned_data["nonce"] if form.is_valid() else None
    try:
        takes_back(by=request.actor, at=timezone.now(), prepared=found, nonce=nonce)
        messages.success(request, _("Taken back. Nobody is asked to sign it any more."))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("prescribers:to_sign")
