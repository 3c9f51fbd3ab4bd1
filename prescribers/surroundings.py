"""What goes on around a patient: a transfer that waits for its answer, a prescriber who is away and who covers."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.covering import running_cover
from patients.care import care_of
from patients.dates import recorded_day
from patients.models import Enrolment, Transfer
from patients.transfers import pending_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Sentences for the patient's page; empty where there is nothing to say."""

    transfer: str = ""
    transfer_url: str = ""
    cover: str = ""


def surroundings(*, enrolment: Enrolment, at: dt.datetime) -> Surroundings:
    """Ask what waits and who covers, in a fixed number of questions."""
    waiting = pending_of(enrolment_ids=[enrolment.id]).get(enrolment.id)
    return Surroundings(
        transfer=_waits(waiting) if waiting else "",
        transfer_url=reverse("prescribers:transfer", args=[waiting.id]) if waiting else "",
        cover=_cover(enrolment, at),
    )


def _waits(transfer: Transfer) -> str:
    named = {"centre": transfer.to_centre.name, "day": date_format(recorded_day(row=transfer))}
    if transfer.is_offer:
        return _("Handed over to %(centre)s on %(day)s. That centre has not answered yet.") % named
    return _("%(centre)s asked for this patient on %(day)s and waits for your centre's answer.") % named


def _cover(enrolment: Enrolment, at: dt.datetime) -> str:
    care = care_of(enrolment=enrolment)
    if care.prescriber_id is None:
        return ""
    cover = running_cover(absent_id=care.prescriber_id, organisation_id=care.centre_id, at=at)
    if cover is None or cover.last_day is None:
        return ""
    return _("%(absent)s is away until %(day)s. %(colleague)s covers.") % {
        "absent": cover.absent.name,
        "day": date_format(cover.last_day),
        "colleague": cover.colleague.name,
    }
