"""The administrator's pages about clients of the interface: issue one, show its secret once, end one."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.client_secrets import hash_of, new_secret
from accounts.declare import act
from accounts.forms.administration import ClientForm, ReasonForm
from accounts.operations import end_client, issue_client
from accounts.queries import client_of_registry, pharmacy_of_registry
from accounts.refusals import NotSigned
from accounts.request import ActorRequest
from accounts.views.page import UNPROCESSABLE, answer, show


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: ActorRequest, organisation_id: UUID) -> HttpResponse:
    """Issue a client and show its secret: on this one answer, which nothing keeps, and never again."""
    found = pharmacy_of_registry(organisation_id=organisation_id)
    form = ClientForm(request.POST or None)
    home = reverse("accounts:organisation", args=[found.id])
    if request.method == "POST" and form.is_valid():
        secret = new_secret()
        try:
            client = issue_client(
                by=request.actor,
                at=timezone.now(),
                organisation=found,
                secret_hash=hash_of(secret),
                **form.cleaned_data,
            )
        except NotSigned as refusal:
            form.add_error(None, str(refusal.message))
        else:
            context = {"client": client, "secret": secret, "back_url": home}
            return show(request, "accounts/secret.html", context, here="organisations")
    words = {
        "form": form,
        "heading": _("Let a system of %(name)s in") % {"name": found.name},
        "lead": _(
            "Its pharmacists then check cards and record dispensings from their own program, each under her own name. "
            "The secret is shown once, on the next page: have the person who enters it at hand."
        ),
        "button": _("Issue the client"),
        "signs": True,
        "back_url": home,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return show(request, "accounts/form.html", words, here="organisations", status=status)


@act("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, client_id: UUID) -> HttpResponseBase:
    """End a client."""
    found = client_of_registry(client_id=client_id)
    home = reverse("accounts:organisation", args=[found.organisation_id])
    form = ReasonForm(request.POST or None)
    return answer(
        request,
        form=form,
        act=lambda data: end_client(by=request.actor, at=timezone.now(), client=found, **data),
        then=home,
        words={
            "heading": _("End “%(client)s” of %(name)s") % {"client": found.name, "name": found.organisation.name},
            "lead": _(
                "At once the system that has its secret is let in no more. The pharmacy can still work at its pages, "
                "and with its other clients."
            ),
            "button": _("End the client"),
            "danger": True,
            "back_url": home,
        },
        here="organisations",
    )
