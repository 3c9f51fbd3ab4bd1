"""A pharmacy's registration: how it stands with each programme, and the application for one."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.declare import act
from accounts.request import ActorRequest
from pharmacies.presenters import stand_table
from pharmacies.registration_forms import RegistrationForm
from programmes.applications import ApplicationNotPossible, apply_for_registration
from programmes.stands import stands_of


@act("programmes.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: ActorRequest) -> HttpResponseBase:
    """Show how the pharmacy stands, and take its application for a programme."""
    at, by = timezone.now(), request.actor
    stands = stands_of(pharmacy_id=by.place_id, at=at)
    offered = [] if by.practice else [one.programme for one in stands if one.may_apply]
    form = RegistrationForm(request.POST or None, programmes=offered, name=by.name)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            asked = ("programme", "responsible_name", "licence_number", "nonce")
            try:
                apply_for_registration(by=by, at=at, **{name: form.cleaned_data[name] for name in asked})
            except ApplicationNotPossible as refusal:
                form.add_error(None, str(refusal.message))
                status = refusal.status
            else:
                messages.success(request, _("The application is recorded. Below stands what became of it."))
                return redirect("pharmacies:registration")
    context = {"form": form, "stands": stand_table(stands=stands), "offered": offered}
    return render(request, "pharmacies/registration.html", context, status=status)
