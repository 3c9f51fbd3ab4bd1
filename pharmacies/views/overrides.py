"""A supply against a reason, which two people of a pharmacy sign at one screen."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.refusals import NotVisible
from accounts.request import ActorRequest
from patients.models import Refused, Verdict
from patients.refusals import NothingToChange
from pharmacies.forms import PackForm, packs_listed
from pharmacies.forms_by_two import OverrideForm
from pharmacies.overrides import capsules_allowed, dispense_against_reasons, may_be_overruled, override_rules
from pharmacies.pack_codes import PackCode
from pharmacies.presenters import present
from pharmacies.queries import check_of, has_ended, open_answer
from pharmacies.refusals import AnswerEnded, OverrideNotPossible, PackNotScanned, PacksDoNotFit
from pharmacies.views.page import allow_camera, asked_of_packs, said_by_both, show_packs


@act("pharmacies.override")
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: ActorRequest, check_id: UUID) -> HttpResponseBase:
    """Dispense in spite of the reasons of a no; a way back to the answer where that cannot be."""
    check = check_of(by=request.actor, check_id=check_id)
    if request.method != "POST":
        return show_override(request, check)
    return show_override(request, check, packs=packs_listed(request.POST.getlist("pack")), is_signed=True)


def show_override(
    request: ActorRequest,
    check: Verdict,
    *,
    scan: PackForm | None = None,
    packs: Sequence[PackCode] = (),
    refused: Verdict | None = None,
    is_signed: bool = False,
) -> HttpResponseBase:
    """Draw the page of an override with the packs scanned so far, or do what both signed on it.

    :param is_signed: whether the request is the form that both signed, and not a pack that was scanned.
    """
    at, by = timezone.now(), request.actor
    person = open_answer(by=by, at=at, check=check)
    rules = override_rules(by=by, prescription=check.prescription)
    is_over = person is None or has_ended(check=check, at=at)
    if is_over or check.prescription is None or rules is None or not may_be_overruled(by=by, check=check):
        return redirect("pharmacies:verdict", check_id=check.id)
    most = capsules_allowed(enrolment=check.prescription.enrolment, rules=rules, on=check.on)
    asked = asked_of_packs(request, check, packs)
    form = OverrideForm(request.POST if is_signed else None, request=request, by=by, at=at, most=most, **asked)
    if is_signed and form.is_valid():
        fresh = _overruled(check, form, packs)
        if fresh is not None and fresh.refusal == Refused.PACK_MISMATCH:
            return show_override(request, check, packs=packs, refused=fresh)
        if fresh is not None:
            return redirect("pharmacies:dispensed" if fresh.dispense else "pharmacies:verdict", check_id=fresh.id)
    context = {
        "form": form,
        **show_packs(request, check, most, scan=scan, packs=packs, refused=refused),
        "check": check,
        "answer": present(check=check, by=by, person=person, notice=None),
        "most": most,
        "days": rules.within_days,
    }
    status = 200 if not is_signed and scan is None and refused is None else 422
    return allow_camera(render(request, "pharmacies/override.html", context, status=status))


def _overruled(check: Verdict, form: OverrideForm, packs: Sequence[PackCode]) -> Verdict | None:
    """Do what the form says; None with the refusal on the form."""
    said = said_by_both(form) | {"why_unscanned": form.cleaned_data.get("why_unscanned", "")}
    try:
        return dispense_against_reasons(
            by=form.by, at=form.at, check=check, second=form.second, packs=tuple(packs), **said
        )
    except (AnswerEnded, NotVisible):
        return check  # its page says to scan the card again
    except PackNotScanned as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    except PacksDoNotFit as refusal:
        form.add_error("capsules" if packs else "batch", str(refusal.message))
    except OverrideNotPossible as refusal:
        form.add_error("capsules", str(refusal.message))
    except NothingToChange as refusal:
        form.add_error(None, str(refusal.message))
    return None
