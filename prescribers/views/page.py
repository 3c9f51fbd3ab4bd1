"""What every page about one patient does first and last: open the record, answer the form."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import carries
from accounts.refusals import NotPermitted, NotVisible, Refusal, Stale
from accounts.request import ActorRequest
from foundation.forms import RegistryForm
from patients.dates import today_of
from patients.eligibility import programme_in_force
from patients.identity import Person, person_of
from patients.models import CategoryAssessment, Enrolment, Patient
from patients.operations import PrescribingRefused
from patients.queries import current_category, current_version, open_enrolment
from prescribers.forms.base import RecordForm
from prescribers.presenters.banner import Banner, banner
from rulebook import Programme

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One record opened by one actor at one moment; the look is written down."""

    by: Actor
    at: dt.datetime
    enrolment: Enrolment
    person: Person
    category: CategoryAssessment | None
    today: dt.date

    @property
    def patient(self) -> Patient:
        """Give the patient whose row carries the version."""
        return self.enrolment.patient

    @property
    def programme(self) -> Programme:
        """Give the version of the programme that judges today."""
        return programme_in_force(enrolment=self.enrolment, on=self.today)

    @property
    def home(self) -> str:
        """Give the address of the patient's page."""
        return reverse("prescribers:patient", args=[self.enrolment.id])

    @property
    def banner(self) -> Banner:
        """Say whose record this is."""
        return banner(enrolment=self.enrolment, person=self.person, category=self.category)

    def may(self, act: str) -> bool:
        """Say whether the role of whoever looks carries an act."""
        return carries(self.by.role, act)

    @property
    def may_sign(self) -> bool:
        """Say whether whoever looks may authorise prescriptions."""
        return self.may("patients.authorise")

    def form_facts(self) -> dict[str, Any]:
        """Give what the form of every change wants: today, the birth date, the version it was opened on."""
        return {
            "today": self.today,
            "born": self.person.birth_date,
            "initial": {"version": self.patient.version},
        }


def open_page(request: ActorRequest, enrolment_id: UUID) -> Page:
    """Open a record; the clock is read here, once.

    :raises NotVisible: when there is none within sight.
    """
    at = timezone.now()
    enrolment = open_enrolment(by=request.actor, at=at, enrolment_id=enrolment_id)
    return Page(
        by=request.actor,
        at=at,
        enrolment=enrolment,
        person=person_of(patient=enrolment.patient),
        category=current_category(enrolment=enrolment),
        today=today_of(enrolment=enrolment, at=at),
    )


def show(
    request: ActorRequest,
    template: str,
    context: dict[str, Any],
    *,
    page: Page | None = None,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw a page of this desk: its ways, and whose record it is about."""
    shown: dict[str, Any] = {"navigation": navigation(here), "back_url": reverse("prescribers:worklist")}
    if page is not None:
        shown |= {"page": page, "patient": page.banner, "back_url": page.home}
    return render(request, template, shown | context, status=status)


def navigation(here: str) -> list[dict[str, Any]]:
    """List the ways through this desk."""
    ways = [("worklist", _("Patients")), ("register", _("Register a patient"))]
    return [{"url": reverse(f"prescribers:{name}"), "label": label, "current": name == here} for name, label in ways]


def answer(
    request: ActorRequest,
    *,
    template: str,
    form: RegistryForm,
    act: Callable[[dict[str, Any]], models.Model],
    then: Callable[[Any], str],
    page: Page | None = None,
    context: dict[str, Any] | None = None,
    here: str = "",
) -> HttpResponse:
    """Show the form, or act on it and go on.

    What was typed stays in the form whenever it is refused: by the form itself (422), by the record (the
    refusal's own status), or because the record changed meanwhile (409, with the present version, so that it
    can be looked at and sent again).
    """
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made = act(form.cleaned_data)
            except (NotVisible, NotPermitted, PrescribingRefused):
                raise
            except Refusal as refusal:
                form.add_error(None, str(refusal.message))
                status = refusal.status
                if isinstance(refusal, Stale) and page is not None and isinstance(form, RecordForm):
                    form.renew(version=current_version(patient=page.patient))
            else:
                return redirect(then(made))
    return show(request, template, {"form": form} | (context or {}), page=page, here=here, status=status)
