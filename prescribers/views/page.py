"""What every page about one patient does first and last: open the record, answer the form."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.acts import carries
from accounts.declare import declared_act
from accounts.refusals import NotPermitted, NotVisible, Refusal, Stale
from accounts.request import ActorRequest
from audit.models import Outcome
from audit.operations import write
from foundation.forms import RegistryForm
from patients.dates import today_of
from patients.eligibility import programme_in_force
from patients.identity import Person, person_of
from patients.models import CategoryAssessment, Enrolment, Patient
from patients.operations import PrescribingRefused
from patients.queries import current_category, current_version, open_enrolment
from prescribers.forms.base import ConfirmForm, NamingForm, RecordForm
from prescribers.prepared import PREPARED
from prescribers.presenters.banner import Banner, banner
from prescribers.presenters.difference import difference
from prescribers.presenters.keys import KEYS
from rulebook import Programme
from rulebook.pregnancy import may_be_pregnant

SEE_ABOVE = gettext_lazy(
    "The record changed while this page was open. Nothing was stored. "
    "See above what changed, then send this once more if it is still right."
)
CONFLICT = 409
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
    def is_advised_on_contraception(self) -> bool:
        """Say whether a letter for advice on contraception goes with this patient."""
        return self.may_be_pregnant and self.programme.contraception is not None

    @property
    def may_be_pregnant(self) -> bool:
        """Say whether a pregnancy can be thought of: where sex and category do not agree, the stricter counts."""
        categories = [self.category.category] if self.category is not None else []
        return may_be_pregnant(sex=self.person.sex, categories=categories)

    def may_fill_in(self, act: str) -> bool:
        """Say whether the role carries an act, or prepares it for somebody whose role does."""
        return self.may(act) or (act in PREPARED and self.may("patients.keep_prepared"))

    @property
    def may_sign(self) -> bool:
        """Say whether whoever looks may authorise prescriptions."""
        return self.may("patients.authorise")

    @property
    def red_button(self) -> ConfirmForm | None:
        """Give the form of the button that stops the supply, where it may be pressed and would stop something."""
        if not self.may("patients.suspect_pregnancy") or not self.may_be_pregnant:
            return None
        return ConfirmForm(**self.form_facts())

    def form_facts(self) -> dict[str, Any]:
        """Give what the form of every change wants: today, the birth date, whom it is about, on which version."""
        return {
            "today": self.today,
            "born": self.person.birth_date,
            "initial": {"about": self.enrolment.id, "version": self.patient.version},
        }


def open_page(request: ActorRequest, enrolment_id: UUID, *, act: str = "patients.read") -> Page:
    """Open a record; the clock is read here, once.

    :param act: what the look is for, as the trail names it.
    :raises NotVisible: when there is none within sight.
    """
    at = timezone.now()
    enrolment = open_enrolment(by=request.actor, at=at, enrolment_id=enrolment_id, act=act)
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
    shown: dict[str, Any] = {
        "navigation": navigation(request.actor, here),
        "back_url": reverse("prescribers:worklist"),
        "keys": KEYS,
    }
    if page is not None:
        shown |= {"page": page, "patient": page.banner, "back_url": page.home, "red_button": page.red_button}
    return render(request, template, shown | context, status=status)


def navigation(by: Actor, here: str) -> list[dict[str, Any]]:
    """List the ways through this desk that a role may go."""
    ways = [
        ("worklist", "patients.list", _("Patients"), "g w"),
        ("to_sign", "patients.list", _("To sign"), "g s"),
        ("register", "patients.register", _("Register a patient"), ""),
        ("transfers", "patients.transfer", _("Transfers"), "g t"),
        ("cover", "accounts.cover", _("Cover"), "g c"),
        ("reminders:notices", "reminders.list", _("Reminders"), ""),
        ("programmes:materials", "programmes.read_material", _("Materials"), ""),
        ("programmes:courses", "programmes.learn", _("Knowledge check"), ""),
    ]
    return [
        {
            "url": reverse(_way(name)),
            "label": label,
            "current": name == here,
            "shortcut": keys,
        }
        for name, act, label, keys in ways
        if carries(by.role, act)
    ]


def _way(name: str) -> str:
    """Name a way of this desk, or one of another room that leads through its own pages."""
    return name if ":" in name else f"prescribers:{name}"


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
    refusal's own status), or because the record changed meanwhile (409, with what changed and the present version,
    so that it can be looked at and sent again). A form filled in for another patient is not even shown here.
    """
    status = 200
    changed: dict[str, Any] = {}
    if request.method == "POST":
        status = UNPROCESSABLE
        valid = form.is_valid()
        if page is not None and isinstance(form, NamingForm) and form.is_of_another:
            return of_another(request, form, page)
        if valid:
            try:
                made = act(form.cleaned_data)
            except (NotVisible, NotPermitted, PrescribingRefused):
                raise
            except Refusal as refusal:
                status = refusal.status
                if isinstance(refusal, Stale) and page is not None and isinstance(form, RecordForm):
                    changed = renewed(form, page)
                form.add_error(None, str(SEE_ABOVE if changed else refusal.message))
            else:
                return redirect(then(made))
    return show(request, template, {"form": form} | (context or {}) | changed, page=page, here=here, status=status)


def renewed(form: RecordForm, page: Page) -> dict[str, Any]:
    """Bring a stale form up to the present version, and say what changed in between."""
    now, seen = current_version(patient=page.patient), form.cleaned_data["version"]
    form.renew(version=now)
    if now == seen:
        return {}
    zone = ZoneInfo(page.by.time_zone)
    return {"difference": difference(enrolment=page.enrolment, version=seen, zone=zone)}


def of_another(request: ActorRequest, form: NamingForm, page: Page) -> HttpResponse:
    """Refuse answers typed for another patient, show nothing of them here, and write it down."""
    assert request.resolver_match is not None  # a view is answering
    write(
        by=page.by,
        at=page.at,
        act=declared_act(request.resolver_match.func) or "undeclared",
        outcome=Outcome.REFUSED,
        subjects=[page.patient.id],
        reason="form of another patient",
    )
    context = {"named_url": reverse("prescribers:patient", args=[form.cleaned_data["about"]]), "addressed": page.home}
    return show(request, "prescribers/of_another.html", context, status=CONFLICT)
