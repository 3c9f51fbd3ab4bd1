"""The medicines of a report as the record has them: the programme's own with dose and batch, and its partners."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from patients.models import Dispensing, Enrolment
from patients.queries import current_treatment, last_prescription
from safety.models import SideEffectReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One medicine, before anybody said whether it is suspected; milligrams are for one day."""

    name: str
    daily_dose_mg: Decimal | None = None
    batch: str = ""
    from_on: dt.date | None = None


def medicines_of(*, enrolment: Enrolment) -> list[Medicine]:
    """List what the record says she takes: the programme's medicine on top, then its partners.

    The batch is that of the last dispensing that noted one.
    """
    treatment, prescription = current_treatment(enrolment=enrolment), last_prescription(enrolment=enrolment)
    given = Dispensing.objects.standing().filter(enrolment=enrolment).exclude(batch="")
    last = given.order_by("-dispensed_on", "-recorded_at").first()
    own = Medicine(
        name=enrolment.programme.substance,
        daily_dose_mg=prescription.daily_dose_mg if prescription else None,
        batch=last.batch if last else "",
        from_on=treatment.started_on if treatment else None,
    )
    partners = (treatment.partners or []) if treatment else []
    return [own, *(Medicine(name=name) for name in partners)]


def medicines_reported(*, report: SideEffectReport) -> list[Medicine]:
    """List the medicines of a report in their order."""
    return [
        Medicine(name=one.name, daily_dose_mg=one.daily_dose_mg, batch=one.batch, from_on=one.from_on)
        for one in report.medicines.order_by("place")
    ]
