"""Authorising a prescription, on the rulebook's word, and cancelling it."""

import datetime as dt
import secrets
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import Refusal
from foundation.checksymbols import ALPHABET
from patients.access import changes_record
from patients.answers import require_reason
from patients.dates import today_of
from patients.eligibility import Judgement, judge_prescribing
from patients.models import Closing, Enrolment, Prescription, PrescriptionClosure, Treatment
from patients.queries import current_treatment, open_prescription
from patients.refusals import NotForThisPatient, NothingToChange
from patients.stamp import stamp


class PrescribingRefused(Refusal):
    """The rulebook has reasons against it; they stand in ``judgement``."""

    def __init__(self, judgement: Judgement) -> None:
        super().__init__(
            _("Something is still missing before you may prescribe."),
            code=",".join(judgement.verdict.reasons),
        )
        self.judgement = judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a prescription is to be for."""

    days_supply: int
    capsules: int
    strength_mg: Decimal
    daily_dose_mg: Decimal | None
    cycle_days: int | None
    intake_days: int | None

    def in_words(self) -> dict[str, Any]:
        """Give the draft as the rulebook reads it."""
        return {name: float(value) if isinstance(value, Decimal) else value for name, value in asdict(self).items()}


@operation("patients.authorise", guard=changes_record, signed=True)
def authorise_prescription(
    *, by: Actor, at: dt.datetime, enrolment: Enrolment, draft: Draft, reason: str = ""
) -> Prescription:
    """Authorise a prescription today; the open one, if any, is closed as replaced.

    :param reason: why a dose above the label's is meant, in the prescriber's words; it stands in the trail.
    :raises PrescribingRefused: when the rulebook, asked under the lock, gives any reason.
    :raises NotForThisPatient: when no treatment is recorded.
    :raises WithoutReason: when the dose is above the label's and nobody says why it is meant.
    """
    today = today_of(enrolment=enrolment, at=at)
    treatment = current_treatment(enrolment=enrolment)
    if treatment is None:
        raise NotForThisPatient(_("Record the indication first."))
    judgement = judge_prescribing(enrolment=enrolment, prescriber_id=by.person_id, draft=draft.in_words(), on=today)
    if not judgement.verdict.dispense:
        raise PrescribingRefused(judgement)
    if judgement.holds("dose_outside_label"):
        require_reason(reason=reason)
    return _write(by, at, enrolment, treatment, draft, today)


@operation("patients.cancel_prescription", guard=changes_record)
def cancel_prescription(*, by: Actor, at: dt.datetime, prescription: Prescription, reason: str) -> PrescriptionClosure:
    """Cancel a prescription today.

    :raises NothingToChange: when it is closed already.
    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=reason)
    if PrescriptionClosure.objects.filter(prescription=prescription).exists():
        raise NothingToChange(
            _("This prescription was cancelled or replaced already. Open the record again to see how it stands.")
        )
    return _close(
        prescription,
        today_of(enrolment=prescription.enrolment, at=at),
        Closing.CANCELLED,
        reason,
        by,
        at,
    )


def _write(
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    treatment: Treatment,
    draft: Draft,
    today: dt.date,
) -> Prescription:
    open_one = open_prescription(enrolment=enrolment)
    if open_one is not None:
        follows: PrescriptionClosure | None = _close(open_one, today, Closing.REPLACED, "", by, at)
    else:
        follows = PrescriptionClosure.objects.filter(enrolment=enrolment, followed_by__isnull=True).first()
    return Prescription.objects.create(
        enrolment=enrolment,
        treatment=treatment,
        prescriber_id=by.person_id,
        authorisation_number=_new_authorisation_number(),
        prescribed_on=today,
        follows=follows,
        **asdict(draft),
        **stamp(by=by, at=at),
    )


def _close(
    prescription: Prescription,
    day: dt.date,
    how: Closing,
    why: str,
    by: Actor,
    at: dt.datetime,
) -> PrescriptionClosure:
    return PrescriptionClosure.objects.create(
        enrolment_id=prescription.enrolment_id,
        prescription=prescription,
        closed_on=day,
        how=how,
        why=why,
        **stamp(by=by, at=at),
    )


def _new_authorisation_number() -> str:
    """Draw a number to be read aloud; random, so that none tells of another."""
    signs = "".join(secrets.choice(ALPHABET) for place in range(10))
    return f"RX-{signs[:5]}-{signs[5:]}"
