"""A patient's move between two centres: what waits, asked by her card, offered, answered, taken back."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from patients.access import visible_patients
from patients.identity import persons_of
from patients.models import Transfer, TransferAnswer
from patients.operations import (
    accept_transfer,
    ask_for_transfer,
    offer_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from patients.transfers import answered_lately, centres_to_offer, shown_card, side_of_transfer, transfers_of
from prescribers.forms.transfer import AnswerTransferForm, AskForm, OfferForm, WithdrawTransferForm
from prescribers.presenters import transfer as words
from prescribers.presenters.transfer import Reader
from prescribers.views.page import answer, open_page, show
from prescribers.views.patient import standing_of


@act("patients.transfer")
@require_safe
def transfers(request: ActorRequest) -> HttpResponse:
    """Show what waits for this centre, what it waits for, and what was answered lately."""
    by, at = request.actor, timezone.now()
    waiting, answered = transfers_of(by=by, at=at), answered_lately(by=by, at=at)
    reader = _reader(request, [*waiting, *answered], at)
    ours = [one for one in waiting if one.answering_id == by.organisation_id]
    theirs = [one for one in waiting if one.answering_id != by.organisation_id]
    tables = [
        words.unanswered(caption=_("They wait for your centre's answer"), transfers=ours, reader=reader),
        words.unanswered(caption=_("You wait for the other centre"), transfers=theirs, reader=reader),
        words.answered(transfers=answered, reader=reader),
    ]
    shown = {"tables": [table for table in tables if table.rows]}
    return show(request, "prescribers/transfers.html", shown, here="transfers")


@act("patients.ask_transfer")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    """Ask for a patient whom another centre has, by the card she shows; no search reaches beyond one's own centre."""
    by, at = request.actor, timezone.now()
    form = AskForm(request.POST or None, today=local_day(by=by, at=at))

    def asks(data: dict[str, Any]) -> Transfer:
        shown = shown_card(number=data["card"], birth_date=data["birth_date"])
        return ask_for_transfer(by=by, at=at, shown=shown, nonce=data["nonce"], **form.said())

    return answer(
        request,
        template="prescribers/transfer_ask.html",
        form=form,
        act=asks,
        then=lambda _made: reverse("prescribers:transfers"),
        context={"back_url": reverse("prescribers:transfers")},
        here="transfers",
    )


@act("patients.transfer")
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: ActorRequest, enrolment_id: UUID) -> HttpResponse:
    """Offer to hand a patient over to another centre."""
    page = open_page(request, enrolment_id)
    centres = {one.id: one for one in centres_to_offer(by=page.by, at=page.at)}
    names = [(key, f"{one.name}, {one.country}") for key, one in centres.items()]
    form = OfferForm(request.POST or None, centres=names, **page.form_facts())
    standing = standing_of(page)
    is_dispensed = standing.waits_at_the_pharmacy is not None and not standing.judgement.held_by

    def offers(data: dict[str, Any]) -> Transfer:
        centre = centres[UUID(data["centre"])]
        return offer_transfer(
            by=page.by, at=page.at, enrolment=page.enrolment, centre=centre, **form.said(), **form.stamp
        )

    return answer(
        request,
        template="prescribers/transfer_offer.html",
        form=form,
        page=page,
        context={"is_dispensed": is_dispensed},
        act=offers,
        then=lambda _made: reverse("prescribers:transfers"),
    )


@act("patients.transfer")
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: ActorRequest, transfer_id: UUID) -> HttpResponse:
    """Show one transfer: to answer it, or to take it back."""
    by, at = request.actor, timezone.now()
    found = side_of_transfer(by=by, at=at, transfer_id=transfer_id)
    if found.answering_id == by.organisation_id:
        form: AnswerTransferForm | WithdrawTransferForm = AnswerTransferForm(request.POST or None)
        template = "prescribers/transfer_answer.html"
    else:
        form, template = WithdrawTransferForm(request.POST or None), "prescribers/transfer_withdraw.html"

    def answers(data: dict[str, Any]) -> TransferAnswer:
        said: dict[str, Any] = {"by": by, "at": at, "transfer": found, "nonce": data["nonce"]}
        if isinstance(form, WithdrawTransferForm):
            return withdraw_transfer(**said)
        return accept_transfer(**said) if data["answer"] == "accept" else refuse_transfer(**said, words=data["words"])

    return answer(
        request,
        template=template,
        form=form,
        act=answers,
        then=lambda made: _after(made, found, by.organisation_id),
        context={
            "facts": words.facts(transfer=found, reader=_reader(request, [found], at)),
            "transfer": found,
            "back_url": reverse("prescribers:transfers"),
        },
        here="transfers",
    )


def _after(made: TransferAnswer, transfer: Transfer, organisation_id: UUID | None) -> str:
    """Lead to the patient who was taken over; else to what else waits."""
    if made.prescriber_id is not None and transfer.to_centre_id == organisation_id:
        return reverse("prescribers:patient", args=[transfer.enrolment_id])
    return reverse("prescribers:transfers")


def _reader(request: ActorRequest, transfers: Iterable[Transfer], at: dt.datetime) -> Reader:
    """Find what the reader's centre may know of whom."""
    patients = {one.enrolment.patient for one in transfers}
    seen = visible_patients(by=request.actor, at=at).filter(id__in=[one.id for one in patients])
    return Reader(
        organisation_id=request.actor.organisation_id,
        in_sight=set(seen.values_list("id", flat=True)),
        persons=persons_of(subject_ids=[one.subject_id for one in patients]),
    )
