"""The endpoints of the interface: each names its act and its pharmacist, and calls what the counter's pages call."""

from functools import partial
from typing import Any, Final

from accounts.declare import for_systems
from pharmacies import operations
from pharmacies.interface.answers import present_check, present_denial, present_dispense
from pharmacies.interface.api import api
from pharmacies.interface.door import Call, acting
from pharmacies.interface.fields import card_number, handed_over, packs_of
from pharmacies.interface.keys import key_of
from pharmacies.interface.schemas import (
    AboutCheckIn,
    CheckIn,
    CheckOut,
    DeniedOut,
    DispenseIn,
    DispenseOut,
    Key,
    ProblemOut,
    ToldOut,
)
from pharmacies.queries import check_of

REFUSALS: Final = (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)


def answers(kind: type) -> dict[Any, Any]:
    """Say what an endpoint answers with: what it is for, or a problem."""
    return {200: kind, REFUSALS: ProblemOut}


@api.post("/check", url_name="check", operation_id="check", response=answers(CheckOut), summary="Check a card")
@for_systems("pharmacies.check_card")
def check(request: Call, body: CheckIn) -> CheckOut:
    """Ask what may be dispensed on a card now. Every answer is kept; a no is an answer, with its reasons."""
    by, at = acting(request, body.pharmacist), request.at
    number = card_number(typed=body.card, host=request.get_host())
    question = partial(operations.check_card, by=by, at=at, number=number)
    found = operations.answer(question, by=by, at=at, number=number)
    return present_check(check=check_of(by=by, check_id=found.id), by=by, at=at)


@api.post(
    "/dispense",
    url_name="dispense",
    operation_id="dispense",
    response=answers(DispenseOut),
    summary="Record capsules handed over",
)
@for_systems("pharmacies.dispense")
def dispense(request: Call, body: DispenseIn, key: Key) -> DispenseOut:
    """Record capsules handed over, on a verdict asked anew: it may be a no, and then nothing was dispensed."""
    by, at, nonce = acting(request, body.pharmacist), request.at, key_of(request, key)
    about = check_of(by=by, check_id=body.check)
    packs = packs_of(codes=body.packs)
    question = partial(
        operations.record_dispensing,
        by=by,
        at=at,
        check=about,
        packs=tuple(packs),
        nonce=nonce,
        **handed_over(body=body, check=about, nonce=nonce.id),
    )
    found = operations.answer(question, by=by, at=at, number=about.card.number if about.card else None)
    return present_dispense(verdict=check_of(by=by, check_id=found.id), by=by)


@api.post(
    "/wrong-person",
    url_name="wrong_person",
    operation_id="wrong_person",
    response=answers(DeniedOut),
    summary="Say that it is not her card",
)
@for_systems("pharmacies.wrong_person")
def wrong_person(request: Call, body: AboutCheckIn, key: Key) -> DeniedOut:
    """Say that who stands at the counter is not who is on the card: sight of her ends at once."""
    by, at, nonce = acting(request, body.pharmacist), request.at, key_of(request, key)
    about = check_of(by=by, check_id=body.check)
    denied = operations.say_wrong_person(by=by, at=at, check=about, nonce=nonce)
    return present_denial(verdict=check_of(by=by, check_id=denied.id), by=by)


@api.post(
    "/tell-prescriber",
    url_name="tell_prescriber",
    operation_id="tell_prescriber",
    response=answers(ToldOut),
    summary="Send a no on",
)
@for_systems("pharmacies.tell_prescriber")
def tell_prescriber(request: Call, body: AboutCheckIn) -> ToldOut:
    """Send a no with its reasons to the prescriber; told twice, she hears of it once."""
    by, at = acting(request, body.pharmacist), request.at
    notice = operations.tell_prescriber(by=by, at=at, check=check_of(by=by, check_id=body.check))
    return ToldOut(check=notice.verdict_id, at=notice.recorded_at)
