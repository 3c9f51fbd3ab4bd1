"""Reasons about the supply and the prescription."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from demo.case import TWELVE_WEEKS, man, older_woman, woman
from demo.models import Kind
from demo.stage import Stage
from demo.stories.told import AHEAD, Shown, Told, prescribed, shown
from patients.models import Category
from patients.operations import cancel_prescription
from pharmacies.operations import record_dispensing


def _supply_too_long(stage: Stage) -> Shown:
    case = older_woman(stage, age=46, criterion="hysterectomy")
    case.protect(100, since=100, lasts=1095, confirmed=True)
    case.test(3)
    case.prescribe(3, TWELVE_WEEKS)
    case.assess(3, Category.CHILDBEARING, hour=15)
    case.sign(3, Category.CHILDBEARING, hour=15)
    return shown(case)


def _supply_overlaps(stage: Stage) -> Shown:
    case = woman(stage, visits=(40, 12))
    case.test(1)
    case.prescribe(1)
    return shown(case)


def _quantity_implausible(stage: Stage) -> Shown:
    case = older_woman(stage, age=45, criterion="bilateral_salpingo_oophorectomy")
    case.prescribe(3, daily_dose_mg=None, intake_days=None)
    case.assess(1, Category.CHILDBEARING)
    return shown(case)


def _prescription_cancelled(stage: Stage) -> Shown:
    case = prescribed(stage)
    check = case.check(2, hour=11)
    assert check.prescription is not None
    cancel_prescription(
        by=case.team.prescriber,
        at=case.clock.at(2, 11, 3),
        prescription=check.prescription,
        reason="The dose must be lower",
    )
    record_dispensing(
        by=case.team.pharmacist,
        at=case.clock.at(2, 11, 5),
        check=check,
        capsules=check.prescription.capsules,
        counselled=True,
    )
    return shown(case)


def _prescription_in_future(stage: Stage) -> Shown:
    case = man(stage)
    case.prescribe(AHEAD, TWELVE_WEEKS)
    return shown(case)


def _prescription_expired(stage: Stage) -> Shown:
    case = woman(stage, visits=(67, 39))
    case.test(11)
    case.prescribe(11)
    return shown(case)


def _prescription_exhausted(stage: Stage) -> Shown:
    case = woman(stage, visits=(58, 30))
    case.visit(2)
    return shown(case)


def _expired_in_germany(stage: Stage) -> Shown:
    case = man(stage, programme="pomalidomide-de", team=stage.team("miriam", "jonas", "sabine", "ulrike"))
    case.prescribe(8, TWELVE_WEEKS)
    return shown(case)


SUPPLY: Final = (
    Told(
        Kind.REASON, "supply_too_long",
        _("Twelve weeks were prescribed, and that same day she was found able to become pregnant"), _supply_too_long,
    ),
    Told(Kind.REASON, "supply_overlaps", _("The last supply is not two weeks old"), _supply_overlaps),
    Told(
        Kind.REASON, "quantity_implausible",
        _("The dose was left open, and since then she is able to become pregnant"), _quantity_implausible,
    ),
    Told(
        Kind.REASON, "prescription_cancelled",
        _("Cancelled between check and dispensing; checked again, there is no open prescription"),
        _prescription_cancelled,
    ),
    Told(
        Kind.REASON, "prescription_in_future",
        _("The prescription is dated ahead: a workstation's clock was wrong"), _prescription_in_future,
    ),
    Told(Kind.REASON, "prescription_expired", _("Written eleven days ago"), _prescription_expired),
    Told(Kind.REASON, "prescription_exhausted", _("Dispensed in full two days ago"), _prescription_exhausted),
    Told(
        Kind.REASON, "prescription_expired",
        _("A man's prescription, eight days old: in Germany six days hold for everybody"), _expired_in_germany,
        variant="germany",
    ),
)  # fmt: skip
