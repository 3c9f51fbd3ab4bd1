"""What went another way in the demo: late entries, an override, what an authority set, and tonight's sheets."""

import datetime as dt
from typing import Final

from accounts.actor import SCHEDULER
from accounts.models import Kind, Organisation
from demo.case import Case, man, woman
from demo.cast import PLACES
from demo.stage import Stage
from patients.models import Verdict
from patients.operations import interrupt_supply
from pharmacies.late import enter_late
from pharmacies.operations import check_card
from pharmacies.overrides import dispense_against_reasons
from pharmacies.sheets import make_sheet
from programmes.models import Programme
from programmes.regimes import decide_regime, propose_regime

CALLED: Final = "Dr Verstraeten said on the telephone that nothing had changed."


def tell_deviations(stage: Stage) -> None:
    """Tell each, and make the sheets of tonight."""
    _entered_late(stage)
    _entered_late_after_a_stop(stage)
    _overruled(stage)
    _set_for_a_week(stage)
    _waits_for_a_second_person(stage)
    for pharmacy in Organisation.objects.filter(kind=Kind.PHARMACY, name__in=[place.name for place in PLACES]):
        make_sheet(by=SCHEDULER, at=stage.clock.now, pharmacy=pharmacy)


def _entered_late(stage: Stage) -> None:
    """Hand over in the morning of an outage, and enter it in the afternoon: it was in order."""
    case = man(stage, visits=(98,))
    case.prescribe(5, 84)
    _enter(stage, case, ago=4)


def _entered_late_after_a_stop(stage: Stage) -> None:
    """Hand over by last night's sheet, while the prescriber had interrupted the treatment that very morning."""
    case = woman(stage)
    case.test(5)
    case.prescribe(5)
    interrupt_supply(
        by=case.team.prescriber, at=stage.clock.at(4, 8), enrolment=case.enrolment, reason="Low blood counts"
    )
    _enter(stage, case, ago=4)


def _enter(stage: Stage, case: Case, *, ago: int) -> Verdict:
    return enter_late(
        by=case.team.pharmacist,
        at=stage.clock.at(ago, 15),
        number=case.number,
        day=stage.clock.day(ago),
        clock=dt.time(10, 40),
        capsules=21,
        counselled=True,
        why="no_answer",
        words=CALLED,
        second=stage.actors["lotte"],
        batch=case.medicine.batch,
    )


def _overruled(stage: Stage) -> None:
    """Hand over a week's capsules on a prescription that had become a day too old."""
    case = woman(stage, visits=(68, 40))
    case.test(11)
    case.prescribe(11)
    at = stage.clock.at(3, 18)
    check = check_card(by=case.team.pharmacist, at=at, number=case.number)
    dispense_against_reasons(
        by=case.team.pharmacist,
        at=at + dt.timedelta(minutes=4),
        check=check,
        capsules=7,
        counselled=True,
        why="nothing_left",
        words="Nobody answers at the centre before Monday; the last capsule was taken today.",
        second=stage.actors["lotte"],
        batch=case.medicine.batch,
    )


def _set_for_a_week(stage: Stage) -> None:
    """Let two people of the Belgian authority set thalidomide to warn for a week, long over."""
    proposal = propose_regime(
        by=stage.actors["hilde"],
        at=stage.clock.at(60),
        programme=Programme.objects.get(id="thalidomide-eu"),
        regime="warn",
        last_on=stage.clock.day(53),
        words="The register of pharmacies is being moved. Dispense as always and record it.",
    )
    decide_regime(by=stage.actors["mathilde"], at=stage.clock.at(60, 10), proposal=proposal, agreed=True)


def _waits_for_a_second_person(stage: Stage) -> None:
    """Leave a proposal to be agreed to by whoever tries the demo."""
    propose_regime(
        by=stage.actors["mathilde"],
        at=stage.clock.now,
        programme=Programme.objects.get(id="lenalidomide-eu"),
        regime="warn",
        last_on=stage.clock.day(-7),
        words="Certificates are being renewed this week. Dispense as always and record it.",
    )
