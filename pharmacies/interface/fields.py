"""Bodies held against the forms of the counter's pages: what a page would send back is sent back here, in its words."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.forms import BaseForm

from patients.models import Verdict
from pharmacies.forms import CardForm, DispensingForm, PackForm, ReturnForm, ReversalForm
from pharmacies.interface.problems import Problem, of_fields
from pharmacies.interface.schemas import DispenseIn, TakeBackIn
from pharmacies.pack_codes import PackCode

DOES_NOT_FIT = "does_not_fit"
AS_SENT = "us"
"""The keyboard of a system: it passes a scan on as the scanner sent it, and not as a computer's keys show it."""


def card_number(*, typed: str, host: str) -> str | None:
    """Read a card's number, however it was scanned; None where its check symbols do not fit.

    :raises Problem: when it is no card's number at all.
    """
    form = CardForm({"number": typed}, hosts=own_hosts(host), layout="")
    _require(form, {"number": "card"})
    number: str | None = form.cleaned_data["number"]
    return number


def packs_of(*, codes: Sequence[str]) -> list[PackCode]:
    """Read the packs, each as if it were scanned after the others.

    :raises Problem: naming the first that is no pack, cannot be read for certain, or comes twice.
    """
    found: list[PackCode] = []
    for place, code in enumerate(codes):
        form = PackForm({"code": code}, layout=AS_SENT, listed=found)
        _require(form, {"code": f"packs.{place}"})
        found.append(form.cleaned_data["code"])
    return found


def handed_over(*, body: DispenseIn, check: Verdict, nonce: object) -> dict[str, Any]:
    """Hold capsules, batch and the word that she was counselled against the form of the page.

    A check that was a refusal speaks of no capsules: that there is nothing to dispense on, the operation says.

    :raises Problem: saying what does not fit.
    """
    data = {"capsules": body.capsules, "batch": body.batch, "counselled": body.counselled, "nonce": nonce}
    most = body.capsules if check.capsules is None else check.capsules
    form = DispensingForm(data, most=most)
    _require(form, {})
    # whether the word is wanted, the operation asks; that it is one of those, the schema did
    said = {name: form.cleaned_data[name] for name in ("capsules", "batch", "counselled")}
    return said | {"why_unscanned": body.why_unscanned}


def why_reversed(*, reason: str, nonce: object) -> str:
    """Hold the reason of a reversal against the form of the page.

    :raises Problem: when it is none of those.
    """
    form = ReversalForm({"reason": reason, "nonce": nonce})
    _require(form, {})
    found: str = form.cleaned_data["reason"]
    return found


def brought_back(*, body: TakeBackIn, nonce: object) -> int:
    """Hold counted capsules against the form of the page; of which supply they are, the operation asks.

    :raises Problem: saying what does not fit.
    """
    supply = str(body.supply)
    form = ReturnForm({"dispensing": supply, "capsules": body.capsules, "nonce": nonce}, supplies=[(supply, "")])
    _require(form, {"dispensing": "supply"})
    found: int = form.cleaned_data["capsules"]
    return found


def own_hosts(host: str) -> tuple[str, ...]:
    """Give the addresses that a card's code may lead to: the one called, and the one that mails point to."""
    return host, urlsplit(settings.SITE_URL).netloc


def _require(form: BaseForm, names: Mapping[str, str]) -> None:
    if not form.is_valid():
        raise misfit(form, names)


def misfit(form: BaseForm, names: Mapping[str, str]) -> Problem:
    """Give the problem of a form that does not fit, each of its places by its name in the body."""
    errors = [(names.get(name, name), str(text)) for name, texts in form.errors.items() for text in texts]
    return of_fields(errors, status=422, code=DOES_NOT_FIT)
