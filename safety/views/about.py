"""Whom the pages of a centre are about; the look is written down."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import Role
from accounts.request import ActorRequest
from patients.dates import today_of
from patients.identity import Person, person_of
from patients.models import Enrolment
from patients.queries import open_enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a page is about, who asks, and when."""

    by: Actor
    at: dt.datetime
    enrolment: Enrolment
    person: Person
    today: dt.date

    @property
    def back_url(self) -> str:
        """Give where the reporter came from: the patient's page, or the counter."""
        if self.by.role == Role.PHARMACIST:
            return reverse("pharmacies:counter")
        return reverse("prescribers:patient", args=[self.enrolment.id])

    @property
    def then(self) -> str:
        """Give where what was reported is listed."""
        return reverse("safety:reported", args=[self.enrolment.id])


def open_about(request: ActorRequest, enrolment_id: UUID, act: str) -> About:
    """Open a patient's record for a page, in the name of an act.

    :raises NotVisible: when the patient is out of sight.
    """
    at = timezone.now()
    enrolment = open_enrolment(by=request.actor, at=at, enrolment_id=enrolment_id, act=act)
    return About(
        by=request.actor,
        at=at,
        enrolment=enrolment,
        person=person_of(patient=enrolment.patient),
        today=today_of(enrolment=enrolment, at=at),
    )
