"""What two pharmacists sign for, held against the forms of the pages: the second signs by what she logs in with."""

import datetime as dt
from typing import Any, Final

from accounts.actor import Actor
from accounts.operation import RequestKey, was_answered
from accounts.queries import local_day
from pharmacies.forms_by_two import LateForm, OverrideForm
from pharmacies.interface.door import Call
from pharmacies.interface.fields import misfit, own_hosts
from pharmacies.interface.schemas_by_two import LateIn, OverrideIn

PLACES: Final = {
    "number": "card",
    "second_email": "second.email",
    "second_password": "second.password",
    "second_code": "second.code",
}
"""Where a field of the page stands in a body, when it has another name there."""


def overruled(*, request: Call, body: OverrideIn, by: Actor, at: dt.datetime, nonce: RequestKey) -> dict[str, Any]:
    """Give what the operation takes of an override.

    :raises Problem: saying what does not fit.
    """
    # how much it may be at most, the operation asks of the rules; the page's form only shows it
    return _signed(OverrideForm(_answers(body, nonce), request=request, by=by, at=at, most=body.capsules), nonce)


def entered(*, request: Call, body: LateIn, by: Actor, at: dt.datetime, nonce: RequestKey) -> dict[str, Any]:
    """Give what the operation takes of a late entry.

    :raises Problem: saying what does not fit.
    """
    year, month, day = body.day.split("-")
    told = {"number": body.card, "day_day": day, "day_month": month, "day_year": year, "clock": body.clock}
    form = LateForm(
        _answers(body, nonce) | told,
        request=request,
        by=by,
        at=at,
        hosts=own_hosts(request.get_host()),
        layout="",
        today=local_day(by=by, at=at),
    )
    return _signed(form, nonce) | {name: form.cleaned_data[name] for name in ("number", "day", "clock")}


def _answers(body: OverrideIn | LateIn, nonce: RequestKey) -> dict[str, Any]:
    """Write what both ask as the fields of their pages."""
    same = {name: getattr(body, name) for name in ("capsules", "counselled", "batch", "why", "words")}
    return same | {
        "nonce": nonce.id,
        "second_email": body.second.email,
        "second_password": body.second.password.get_secret_value(),
        "second_code": body.second.code,
    }


def _signed(form: OverrideForm | LateForm, nonce: RequestKey) -> dict[str, Any]:
    """Require the form and give its answers with who signed.

    A code is good once. Of a request that is sent again under its key it is not asked a second time, for the
    operation gives the answer of the first and does nothing; the password is.
    """
    if not form.is_valid() and not (set(form.errors) == {"second_code"} and was_answered(nonce.id)):
        raise misfit(form, PLACES)
    names = ("capsules", "counselled", "batch", "why", "words")
    return {name: form.cleaned_data[name] for name in names} | {"second": form.second}
