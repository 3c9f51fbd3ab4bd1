"""Capsules that come back: a supply that nobody collected, or some of it brought back and counted."""

import datetime as dt
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import NotVisible
from patients.access import changes_record, lock, raise_version
from patients.care import tell_who_treats
from patients.dates import today_of
from patients.models import CameBack, CapsuleReturn, Dispensing, Enrolment
from patients.refusals import NotForThisPatient, NothingToChange
from patients.stamp import require_standing, stamp
from programmes.controls import controls_of


def still_out(*, dispensing: Dispensing) -> int:
    """Count the capsules of a dispensing that did not come back."""
    back = CapsuleReturn.objects.standing().filter(dispensing=dispensing).aggregate(total=Sum("capsules"))["total"]
    return dispensing.capsules - (back or 0)


def goes_back_into_stock(*, dispensing: Dispensing, on: dt.date) -> bool:
    """Say whether the packs of a supply may be handed to somebody else, if on a day it is said not to be collected."""
    controls = controls_of(programme_id=dispensing.prescription.enrolment.programme_id)
    return controls.goes_back_into_stock(dispensed_on=dispensing.dispensed_on, on=on)


def dispensings_out(*, enrolment: Enrolment) -> list[tuple[Dispensing, int]]:
    """List the dispensings of which something is still out, the latest first, with how many capsules."""
    rows = Dispensing.objects.standing().filter(enrolment=enrolment, whole_return__isnull=True)
    counted = rows.select_related("prescription__enrolment__programme").annotate(back=Sum("returns__capsules"))
    ordered = counted.order_by("-dispensed_on", "-recorded_at")
    return [(row, row.capsules - (row.back or 0)) for row in ordered]


def of_this_pharmacy(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int:
    """Guard an act on a dispensing of one's own pharmacy: whoever did not come cannot show her card again.

    :returns: the version that her record has from now on.
    :raises NotVisible: when another pharmacy dispensed.
    """
    dispensing: Dispensing = values["dispensing"]
    if by.organisation_id is None or dispensing.organisation_id != by.organisation_id:
        raise NotVisible(_("There is no such record."))
    return raise_version(patient=lock(patient_id=dispensing.enrolment.patient_id), values=values)


@operation("pharmacies.take_back", guard=changes_record)
def take_back(*, by: Actor, at: dt.datetime, dispensing: Dispensing, capsules: int) -> CapsuleReturn:
    """Record capsules that a patient brought back, by count. They are destroyed, never dispensed again.

    :raises NotForThisPatient: when more come back than are out.
    """
    require_standing(row=dispensing)
    out = still_out(dispensing=dispensing)
    if not 0 < capsules <= out:
        raise NotForThisPatient(
            ngettext(
                "Of this supply %(out)d capsule is out: enter no more than that.",
                "Of this supply %(out)d capsules are out: enter no more than that.",
                out,
            )
            % {"out": out}
        )
    return _came_back(by, at, dispensing, capsules, how=CameBack.BROUGHT_BACK, is_last=capsules == out)


@operation("pharmacies.take_back", guard=of_this_pharmacy)
def reverse_dispensing(*, by: Actor, at: dt.datetime, dispensing: Dispensing, reason: str) -> CapsuleReturn:
    """Say that a supply was never collected, or recorded by mistake, and tell who treats her.

    From today on it counts as returned; its packs may go back into stock while the law lets them, and are destroyed
    after that: the fact is recorded all the same, or her next answer would be wrong. Its capsules stay counted as
    dispensed on their prescription (rulebook, ``prescription_exhausted``: returned or not), so that the next supply
    needs a new one.

    :raises NothingToChange: when something of it came back before.
    """
    require_standing(row=dispensing)
    if still_out(dispensing=dispensing) != dispensing.capsules:
        raise NothingToChange(
            _("Capsules of this supply came back before: it was collected. Open the page again to see how it stands.")
        )
    row = _came_back(by, at, dispensing, dispensing.capsules, how=CameBack.NOT_COLLECTED, is_last=True, why=reason)
    tell_who_treats(
        enrolment=dispensing.enrolment,
        kind="not_collected",
        event=f"not_collected:{row.id}",
        about_id=dispensing.id,
        at=at,
        prescription=dispensing.prescription,
    )
    return row


def _came_back(
    by: Actor,
    at: dt.datetime,
    dispensing: Dispensing,
    capsules: int,
    *,
    how: CameBack,
    is_last: bool,
    why: str = "",
) -> CapsuleReturn:
    return CapsuleReturn.objects.create(
        enrolment=dispensing.enrolment,
        dispensing=dispensing,
        completes=dispensing if is_last else None,
        returned_on=today_of(enrolment=dispensing.enrolment, at=at),
        capsules=capsules,
        how=how,
        why=why,
        **stamp(by=by, at=at),
    )
