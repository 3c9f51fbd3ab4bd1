"""Endpoints of what comes back: a supply that nobody collected, and capsules that a patient brings, counted."""

from django.utils.translation import gettext as _

from accounts.declare import for_systems
from accounts.refusals import NotVisible
from pharmacies import returns
from pharmacies.interface.answers import present_reversal, present_supplies, present_taken_back
from pharmacies.interface.api import api
from pharmacies.interface.door import Call, acting
from pharmacies.interface.fields import brought_back, why_reversed
from pharmacies.interface.keys import key_of
from pharmacies.interface.schemas import (
    AboutCheckIn,
    Key,
    ReverseIn,
    ReverseOut,
    SuppliesOut,
    TakeBackIn,
    TakenBackOut,
)
from pharmacies.interface.views import answers
from pharmacies.queries import check_of, dispensing_of, open_answer, supply_of


@api.post(
    "/reverse",
    url_name="reverse",
    operation_id="reverse",
    response=answers(ReverseOut),
    summary="Take a whole dispensing back",
)
@for_systems("pharmacies.take_back")
def reverse(request: Call, body: ReverseIn, key: Key) -> ReverseOut:
    """Say that a supply recorded here never left the pharmacy. Its capsules stay counted on their prescription."""
    by, at, nonce = acting(request, body.pharmacist), request.at, key_of(request, key)
    dispensing = dispensing_of(check=check_of(by=by, check_id=body.dispensing))
    reason = why_reversed(reason=body.reason, nonce=nonce.id)
    back = returns.reverse_dispensing(by=by, at=at, dispensing=dispensing, reason=reason, nonce=nonce)
    return present_reversal(verdict_id=dispensing.verdict_id, back=back)


@api.post(
    "/supplies",
    url_name="supplies",
    operation_id="supplies",
    response=answers(SuppliesOut),
    summary="Ask what can be brought back",
)
@for_systems("pharmacies.take_back")
def supplies(request: Call, body: AboutCheckIn) -> SuppliesOut:
    """Give the supplies of which capsules are out, of a patient whose card opens sight of her."""
    by, at = acting(request, body.pharmacist), request.at
    about = check_of(by=by, check_id=body.check)
    if about.enrolment is None or open_answer(by=by, at=at, check=about) is None:
        raise NotVisible(_("There is no such record."))
    return present_supplies(check=about, rows=returns.dispensings_out(enrolment=about.enrolment))


@api.post(
    "/take-back",
    url_name="take_back",
    operation_id="take_back",
    response=answers(TakenBackOut),
    summary="Record capsules brought back",
)
@for_systems("pharmacies.take_back")
def take_back(request: Call, body: TakeBackIn, key: Key) -> TakenBackOut:
    """Record capsules that a patient brought back, by count. They are destroyed, never dispensed again."""
    by, at, nonce = acting(request, body.pharmacist), request.at, key_of(request, key)
    dispensing = supply_of(check=check_of(by=by, check_id=body.check), supply_id=body.supply)
    capsules = brought_back(body=body, nonce=nonce.id)
    back = returns.take_back(by=by, at=at, dispensing=dispensing, capsules=capsules, nonce=nonce)
    return present_taken_back(back=back)
