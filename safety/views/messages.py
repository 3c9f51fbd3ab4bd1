"""Messages of E2B(R3): written from what is reviewed, answered, and read from elsewhere."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.declare import act
from accounts.refusals import NotPermitted, NotSigned, Refusal
from accounts.request import ActorRequest
from audit.operations import write_read
from safety.e2b.names import RECEIPT
from safety.forms.message import FileForm, OtherwiseForm, SendForm
from safety.models import CaseVersion, KeptAs
from safety.operations import pass_on_otherwise, take_acknowledgement, take_file, take_message, write_message
from safety.presenters.messages import answered, case_answered, message_table
from safety.queries import case_of, message_of, messages_kept, to_be_passed_on, versions_of
from safety.views.keeping import kept_or_begun, of_the_desk
from safety.views.lists import PAGE, ways


@act("safety.send")
@require_http_methods(["GET", "HEAD", "POST"])
def all_messages(request: ActorRequest) -> HttpResponse:
    """List messages, and read a file: an acknowledgement, or a message made elsewhere."""
    form = FileForm(request.POST or None, request.FILES or None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _taken(request, form.cleaned_data)
            except NotPermitted:
                raise
            except Refusal as refusal:
                status = refusal.status
                form.add_error("file", str(refusal.message))
    page = Paginator(messages_kept(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "table": message_table(rows=page.object_list),
        "form": form,
        "send_form": SendForm(),
        "waiting": len(to_be_passed_on()),
        "navigation": ways("messages"),
    }
    return render(request, "safety/messages.html", context, status=status)


@act("safety.send")
@require_POST
def send(request: ActorRequest) -> HttpResponse:
    """Write everything that is reviewed and not passed on as one batch."""
    return _written(request, to_be_passed_on(), reverse("safety:messages"))


@act("safety.send")
@require_POST
def send_one(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Write one case alone: what is urgent does not wait for the others, nor take them with it."""
    found = case_of(case_id=case_id)
    _write_read(request, [found])
    return _written(request, versions_of(case=found)[:1], reverse("safety:case", args=[case_id]))


@act("safety.send")
@require_safe
def message(request: ActorRequest, message_id: UUID) -> HttpResponse:
    """Show one message: its hash, its cases, and how it was answered."""
    one = message_of(message_id=message_id)
    sent = [row.version.case for row in one.passed_on.select_related("version__case")]
    cases = sent + [row.case for row in one.read_into.select_related("case")]
    _write_read(request, cases)
    answers = [
        {"tag": answered(row), "row": row, "cases": [(each, case_answered(each["code"])) for each in row.answers]}
        for row in one.acknowledgements.order_by("-read_at")
    ]
    context = {"message": one, "cases": cases, "answers": answers, "navigation": ways("")}
    return render(request, "safety/message.html", context)


@act("safety.take_away")
@require_POST
def message_file(request: ActorRequest, message_id: UUID) -> HttpResponse:
    """Give the message as it is kept, byte for byte, to be sent, to whoever signs for it."""
    try:
        one = take_file(by=request.actor, at=timezone.now(), message=message_of(message_id=message_id))
    except NotSigned as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("safety:message", message_id=message_id)
    answer = HttpResponse(bytes(one.body), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{one.id}.xml"'
    return answer


@act("safety.send")
@require_http_methods(["GET", "HEAD", "POST"])
def otherwise(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Say that the last version of a case was passed on in another way."""
    found = case_of(case_id=case_id)
    _write_read(request, [found])
    form, status = OtherwiseForm(request.POST or None), 200
    at = timezone.now()
    if (left := kept_or_begun(request, form, of_the_desk(request, at, KeptAs.OTHERWISE, found))) is not None:
        return left
    if form.is_bound:
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            last = versions_of(case=found)[0]
            try:
                pass_on_otherwise(by=request.actor, at=at, version=last, words=data["words"], nonce=data["nonce"])
            except NotPermitted:
                raise
            except Refusal as refusal:
                status = refusal.status
                form.add_error(None, str(refusal.message))
            else:
                return redirect("safety:case", case_id=found.id)
    context = {"form": form, "case": found, "navigation": ways("")}
    return render(request, "safety/otherwise.html", context, status=status)


def _written(request: ActorRequest, versions: list[CaseVersion], back: str) -> HttpResponse:
    """Write a message and show it; where it cannot be written, say why on the page that one came from."""
    form = SendForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("This page is incomplete. Open it again; nothing was stored."))
        return redirect(back)
    try:
        made = write_message(by=request.actor, at=timezone.now(), versions=versions, nonce=form.cleaned_data["nonce"])
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(back)
    return redirect("safety:message", message_id=made.id)


def _taken(request: ActorRequest, data: dict[str, Any]) -> HttpResponse:
    """Read a file by what it is, not by what it is called."""
    body, at, nonce = data["file"], timezone.now(), data["nonce"]
    if RECEIPT.encode() in body[:4096]:
        made = take_acknowledgement(by=request.actor, at=at, body=body, nonce=nonce)
        messages.success(request, _("The acknowledgement is kept with its batch."))
        return redirect("safety:message", message_id=made.message_id)
    taken = take_message(by=request.actor, at=at, body=body, nonce=nonce)
    opened = taken.read_into.count()
    said = ngettext("%(n)s draft case was opened.", "%(n)s draft cases were opened.", opened) % {"n": opened}
    messages.success(request, said)
    return redirect("safety:message", message_id=taken.id)


def _write_read(request: ActorRequest, cases: list[Any]) -> None:
    named = {one.patient_id for one in cases if one.patient_id is not None}
    write_read(by=request.actor, at=timezone.now(), act="safety.read", subjects=named)
