"""A supply entered late, which two people of a pharmacy sign at one screen."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.queries import local_day
from accounts.request import ActorRequest
from patients.models import Verdict
from pharmacies.forms_by_two import LateForm
from pharmacies.late import enter_late
from pharmacies.refusals import LateEntryNotPossible, TooManyUnknownCards
from pharmacies.views.page import own_hosts, said_by_both
from pharmacies.workstation import taught


@act("pharmacies.enter_late")
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: ActorRequest) -> HttpResponseBase:
    """Enter a dispensing that was made while the registry could not be asked."""
    at, by = timezone.now(), request.actor
    form = LateForm(
        request.POST or None,
        request=request,
        by=by,
        at=at,
        hosts=own_hosts(request),
        layout=taught(request).layout,
        today=local_day(by=by, at=at),
    )
    if request.method == "POST" and form.is_valid():
        entered = _entered(form)
        if entered is not None:
            return redirect("pharmacies:dispensed", check_id=entered.id)
    return _late_page(request, form)


def _entered(form: LateForm) -> Verdict | None:
    """Do what the form says; None with the refusal on the form."""
    try:
        entered = enter_late(
            by=form.by,
            at=form.at,
            second=form.second,
            number=form.cleaned_data["number"],
            day=form.cleaned_data["day"],
            clock=form.cleaned_data["clock"],
            **said_by_both(form),
        )
    except LateEntryNotPossible as refusal:
        form.add_error(refusal.field, str(refusal.message))
        return None
    except TooManyUnknownCards as refusal:
        form.add_error("number", str(refusal.message))
        return None
    if entered.refusal:
        form.add_error("number", _("No card has this number. Compare it with what you wrote down and type it again."))
        return None
    return entered


def _late_page(request: ActorRequest, form: LateForm) -> HttpResponse:
    return render(request, "pharmacies/late.html", {"form": form}, status=422 if form.is_bound else 200)
