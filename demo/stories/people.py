"""Reasons about enrolment, accreditation and the card."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from demo.case import TWELVE_WEEKS, man
from demo.models import Kind
from demo.stage import Stage
from demo.stories.told import AHEAD, Shown, Told, lose_card, prescribed, shown
from patients.operations import interrupt_supply, withdraw
from programmes.models import PrescriberCertification
from programmes.operations import end_certification


def _not_enrolled(stage: Stage) -> Shown:
    case = man(stage)
    case.prescribe(3, TWELVE_WEEKS)
    withdraw(by=case.team.prescriber, at=case.clock.at(1), enrolment=case.enrolment, reason="Moved abroad")
    return shown(case)


def _treatment_stopped(stage: Stage) -> Shown:
    case = prescribed(stage)
    interrupt_supply(
        by=case.team.prescriber, at=case.clock.at(1), enrolment=case.enrolment, reason="Blood count too low"
    )
    return shown(case)


def _prescriber_not_certified(stage: Stage) -> Shown:
    case = man(stage, team=stage.team("guy", "eva", "noor@zonneveld", "dries"))
    case.prescribe(3, TWELVE_WEEKS)
    end_certification(
        by=stage.actors["pieter"],
        at=case.clock.at(1),
        certification=PrescriberCertification.objects.get(prescriber_id=case.team.prescriber.user_id),
        valid_until=case.clock.day(5),
        reason="The licence was withdrawn",
    )
    return shown(case)


def _pharmacy_not_registered(stage: Stage) -> Shown:
    case = man(stage, programme="thalidomide-eu", visits=(), age=71)
    case.prescribe(2)
    return shown(case)


def _card_missing(stage: Stage) -> Shown:
    case = prescribed(stage)
    lose_card(case, 1)
    case.give_card(AHEAD)
    return shown(case)


def _card_not_valid(stage: Stage) -> Shown:
    case = man(stage)
    case.prescribe(3, TWELVE_WEEKS)
    case.give_card(AHEAD)
    return shown(case)


PEOPLE: Final = (
    Told(Kind.REASON, "not_enrolled", _("Withdrawn after the prescription was written"), _not_enrolled),
    Told(Kind.REASON, "treatment_stopped", _("The supply was interrupted yesterday"), _treatment_stopped),
    Told(
        Kind.REASON, "prescriber_not_certified",
        _("The prescriber's certificate was ended, back to before the prescription"), _prescriber_not_certified,
    ),
    Told(
        Kind.REASON, "pharmacy_not_registered",
        _("Thalidomide, for which this pharmacy is not registered"), _pharmacy_not_registered,
    ),
    Told(
        Kind.REASON, "card_missing",
        _("Her card was lost, and the new one is dated ahead: a workstation's clock was wrong"), _card_missing,
    ),
    Told(
        Kind.REASON, "card_not_valid",
        _("The card shown is dated ahead, while the old one still holds"), _card_not_valid,
    ),
)  # fmt: skip
