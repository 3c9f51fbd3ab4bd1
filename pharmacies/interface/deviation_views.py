"""Endpoints that two pharmacists sign: a supply against a reason, and one entered late."""

from accounts.declare import for_systems
from pharmacies.interface.answers import present_deviation
from pharmacies.interface.api import api
from pharmacies.interface.door import Call, acting
from pharmacies.interface.fields import packs_of
from pharmacies.interface.keys import key_of
from pharmacies.interface.schemas import Key
from pharmacies.interface.schemas_by_two import DeviationOut, LateIn, OverrideIn
from pharmacies.interface.signed import entered, overruled
from pharmacies.interface.views import answers
from pharmacies.late import enter_late
from pharmacies.overrides import dispense_against_reasons
from pharmacies.queries import check_of


@api.post(
    "/override",
    url_name="override",
    operation_id="override",
    response=answers(DeviationOut),
    summary="Dispense against a reason, by two",
)
@for_systems("pharmacies.override")
def override(request: Call, body: OverrideIn, key: Key) -> DeviationOut:
    """Dispense in spite of the reasons of a no, where the programme allows it; the rules are asked anew first."""
    by, at, nonce = acting(request, body.pharmacist), request.at, key_of(request, key)
    about = check_of(by=by, check_id=body.check)
    packs = tuple(packs_of(codes=body.packs))
    said = overruled(request=request, body=body, by=by, at=at, nonce=nonce)
    found = dispense_against_reasons(
        by=by, at=at, check=about, packs=packs, why_unscanned=body.why_unscanned, nonce=nonce, **said
    )
    return present_deviation(verdict=check_of(by=by, check_id=found.id), by=by)


@api.post(
    "/late-entry",
    url_name="late_entry",
    operation_id="late_entry",
    response=answers(DeviationOut),
    summary="Enter a dispensing late, by two",
)
@for_systems("pharmacies.enter_late")
def late_entry(request: Call, body: LateIn, key: Key) -> DeviationOut:
    """Enter a dispensing that was made while the registry could not be asked; it is judged as it was then."""
    by, at, nonce = acting(request, body.pharmacist), request.at, key_of(request, key)
    said = entered(request=request, body=body, by=by, at=at, nonce=nonce)
    found = enter_late(by=by, at=at, nonce=nonce, **said)
    return present_deviation(verdict=check_of(by=by, check_id=found.id), by=by)
