"""What every page behind the door does: it knows whose it is by its own cookie, and says when it has closed."""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import carries
from accounts.declare import public
from accounts.refusals import NotPermitted, Refusal
from foundation.forms import ActForm, RegistryForm
from foundation.qr import CARD_PATH
from patients.identity import person_of
from patients.models import Enrolment, Patient
from patients.own import patient_as_actor
from portal.forms import DoorForm
from portal.models import Opening
from portal.operations import keep_open
from portal.queries import opening_of

UNPROCESSABLE, CLOSED = 422, 403


@dataclass(frozen=True, slots=True)
class Hers:
    """A request of a patient whose page is open: who she is, and when."""

    request: HttpRequest
    opening: Opening
    by: Actor
    at: dt.datetime

    @property
    def enrolment(self) -> Enrolment:
        """Give the enrolment of the card."""
        return self.opening.enrolment

    @property
    def patient(self) -> Patient:
        """Give the patient."""
        return self.opening.enrolment.patient


View = Callable[[Hers], HttpResponseBase]


def own_page(act: str) -> Callable[[View], Callable[[HttpRequest], HttpResponseBase]]:
    """Let a view be reached by the cookie of an open page alone, for an act that a patient carries.

    To the desks' door the view is public; whoever is logged in there is nobody here.
    """

    def wrap(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
        @functools.wraps(view)
        def opened(request: HttpRequest) -> HttpResponseBase:
            at = timezone.now()
            opening = opening_of(token=request.COOKIES.get(settings.PORTAL_COOKIE_NAME, ""), at=at)
            if opening is None:
                return closed(request, at=at)
            request_id = getattr(request, "request_id", "")
            by = patient_as_actor(enrolment=opening.enrolment, request_id=request_id)
            if not carries(by.role, act):
                raise NotPermitted(_("This cannot be done here. Ask your centre."))
            keep_open(opening=opening, at=at)
            speak_to_her(request, opening.enrolment.patient)
            return view(Hers(request, opening, by, at))

        return public(opened)

    return wrap


def speak_to_her(request: HttpRequest, patient: Patient) -> None:
    """Speak her own language, as the record has it, unless another was chosen in this browser."""
    language = person_of(patient=patient).language
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


def closed(request: HttpRequest, *, at: dt.datetime) -> HttpResponse:
    """Say that the page has closed, that nothing was sent, and what not to wait for; the door stands on it."""
    context = {"form": DoorForm(today=at.date()), "was_sent": request.method == "POST"}
    return forget(render(request, "portal/closed.html", context, status=CLOSED))


def remember(response: HttpResponseBase, token: str) -> HttpResponseBase:
    """Give her browser the token, for this page's addresses alone and until it is closed."""
    response.set_cookie(
        settings.PORTAL_COOKIE_NAME,
        token,
        path=f"/{CARD_PATH}",
        secure=settings.PORTAL_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Take the token away."""
    response.delete_cookie(settings.PORTAL_COOKIE_NAME, path=f"/{CARD_PATH}", samesite="Strict")
    return response


def nonce_of(request: HttpRequest) -> UUID | None:
    """Give the number of a form that is all button; a damaged one must not stand in the way of what is told."""
    form = ActForm(request.POST)
    return form.cleaned_data["nonce"] if form.is_valid() else None


def ask(
    hers: Hers,
    *,
    form: RegistryForm,
    template: str,
    act: Callable[[dict[str, Any]], object],
    then: Callable[[], HttpResponseBase],
    field: str | None = None,
    **context: Any,
) -> HttpResponseBase:
    """Show a form, or act on it and go on; what was typed stays when it is refused.

    :param field: where the words of a refusal stand.
    """
    status = 200
    if hers.request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                act(form.cleaned_data)
            except Refusal as refusal:
                form.add_error(field, str(refusal.message))
                status = refusal.status
            else:
                return then()
    return draw(hers, template, status=status, form=form, **context)


def draw(hers: Hers, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page behind the door, with a number for its forms that are all button."""
    standing = {"practice": hers.by.practice, "nonce": uuid4()}
    return render(hers.request, template, standing | context, status=status)
