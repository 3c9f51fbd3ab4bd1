"""The other patients: a year of ordinary life at four centres, drawn with dice that always fall alike."""

from dataclasses import dataclass
from typing import Any

from demo.case import FOUR_WEEKS, TWELVE_WEEKS, Case, begin, man, older_woman, register, woman
from demo.medicines import OFF_LABEL, UNTOLD
from demo.stage import Stage, Team
from patients.models import Category
from patients.operations import (
    answer_notice,
    end_treatment,
    interrupt_supply,
    resume_supply,
    suspect_pregnancy,
    void_record,
)
from patients.queries import current_treatment
from pharmacies.operations import say_cannot_confirm, say_wrong_person, tell_prescriber
from safety.medicines import medicines_of
from safety.operations import NewReport, report_side_effect

CRITERIA = ("age_50_amenorrhoea_1_year", "hysterectomy", "bilateral_salpingo_oophorectomy", "premature_ovarian_failure")


@dataclass(frozen=True, slots=True)
class Ward:
    """A centre with the pharmacy its patients go to and the medicines it gives."""

    team: tuple[str, str, str, str]
    programmes: tuple[str, ...]

    def staff(self, stage: Stage) -> Team:
        """Give its people."""
        return stage.team(*self.team)


WARDS = (
    Ward(("anneke", "luc", "noor", "dries"), ("pomalidomide-eu", "pomalidomide-eu", "lenalidomide-eu")),
    Ward(("eva", "guy", "noor@zonneveld", "amelie"), ("lenalidomide-eu", "thalidomide-eu", "pomalidomide-eu")),
    Ward(("miriam", "jonas", "sabine", "ulrike"), ("pomalidomide-de", "lenalidomide-eu", "thalidomide-eu")),
    Ward(("petra", "petra", "heiko", "timo"), ("pomalidomide-de", "lenalidomide-eu")),
)


def people_the_wards(stage: Stage) -> None:
    """Give every ward its patients, and then the few lives that went another way."""
    for place, ward in enumerate(WARDS):
        for number in range(5):
            _ordinary_life(stage, ward, place + number)
    _early_days(stage)
    _turns_of_life(stage)
    _at_the_counter(stage)


def _ordinary_life(stage: Stage, ward: Ward, number: int) -> None:
    team = ward.staff(stage)
    programme = ward.programmes[number % len(ward.programmes)]
    begun = stage.dice.randrange(60, 360)
    facts: dict[str, Any] = {"ago": begun, "programme": programme, "team": team}
    if number % 5 in {0, 3}:
        _childbearing_life(stage, begun, number, facts)
    elif number % 5 in {1, 4}:
        case = man(stage, visits=(), age=stage.dice.randrange(48, 82), **facts)
        _visits(case, stage, first=begun - 2, every=TWELVE_WEEKS, tested=False)
    else:
        criterion = CRITERIA[number % len(CRITERIA)]
        case = older_woman(stage, visits=(), age=stage.dice.randrange(52, 80), criterion=criterion, **facts)
        _visits(case, stage, first=begun - 1, every=TWELVE_WEEKS, tested=False)


def _childbearing_life(stage: Stage, begun: int, number: int, facts: dict[str, Any]) -> None:
    method, lasts = (
        ("levonorgestrel_ius", 1825), ("progestogen_only_pill", None), ("combined_hormonal", None), ("implant", 380),
    )[number % 4]  # fmt: skip
    case = woman(
        stage, visits=(), age=stage.dice.randrange(22, 49), method=method, lasts=lasts, remarkable=True, **facts
    )
    _visits(case, stage, first=begun - 29, every=FOUR_WEEKS, tested=True)


def _visits(case: Case, stage: Stage, *, first: int, every: int, tested: bool) -> None:
    """Come every so often, now and then a day or two late, up to today."""
    day = first
    while day > 0:
        case.visit(day, every, tested=tested)
        day -= every + stage.dice.choice((0, 0, 0, 1, 2))


def _early_days(stage: Stage) -> None:
    """Registrations on their way: nothing yet, waiting for contraception, ready for the first visit."""
    register(stage, ago=2, sex="female", age=41)
    register(stage, ago=6, sex="male", age=77, remarkable=True, team=stage.team("miriam", "jonas", "sabine", "ulrike"))
    woman(stage, ago=12, visits=(), age=33)
    woman(stage, ago=30, visits=(), age=39, team=stage.team("miriam", "jonas", "sabine", "ulrike"))
    begin(stage, ago=4, category=Category.MALE, age=69, indication=UNTOLD)


def _turns_of_life(stage: Stage) -> None:
    """Treatments ended, interrupted and taken up again, off-label, suspicions that were and were not."""
    _ended(stage)
    _interrupted(stage)
    _false_alarm(stage)
    _unclear_test(stage)
    off_label = man(stage, indication=OFF_LABEL, visits=(98, 14), ago=100, age=61)
    off_label.check(12)


def _ended(stage: Stage) -> None:
    for days, gone in ((20, 12), (45, 40)):
        case = woman(stage, ago=days + 100, visits=(days + 56, days + 28), age=44)
        _end(case, gone)
    _end(man(stage, ago=90, visits=(88,), remarkable=True), 3)


def _end(case: Case, ago: int) -> None:
    treatment = current_treatment(enrolment=case.enrolment)
    assert treatment is not None
    end_treatment(
        by=case.team.prescriber,
        at=case.clock.at(ago, 12),
        treatment=treatment,
        ended_on=case.clock.day(ago),
        reason="progression",
    )


def _interrupted(stage: Stage) -> None:
    case = woman(stage, visits=(114, 86))
    stop = interrupt_supply(by=case.team.prescriber, at=case.clock.at(70), enrolment=case.enrolment, reason="Infection")
    case.test(58)
    resume_supply(by=case.team.prescriber, at=case.clock.at(44), stop=stop)
    case.visit(44)
    case.visit(16)
    _reported(case, 70, words="Pneumonia", reaction="pneumonia", criteria=("hospitalisation",), outcome="recovered")
    _reported(case, 15, words="Few white blood cells", reaction="neutropenia", criteria=())


def _reported(case: Case, ago: int, **facts: Any) -> None:
    """Let the prescriber report a side effect, with the medicines of the record."""
    own, *others = medicines_of(enrolment=case.enrolment)
    report = NewReport(known_on=case.clock.day(ago), suspects=(own,), others=tuple(others), **facts)
    report_side_effect(by=case.team.prescriber, at=case.clock.at(ago, 13), enrolment=case.enrolment, report=report)


def _false_alarm(stage: Stage) -> None:
    """Tell of a late period, two negative tests, two prescribers: the supply goes on."""
    case = woman(
        stage, visits=(114, 86), team=stage.team("miriam", "jonas", "sabine", "ulrike"), programme="pomalidomide-de"
    )
    suspicion = suspect_pregnancy(
        by=case.team.delegate, at=case.clock.at(66), patient=case.enrolment.patient, reason="Period a week late"
    )
    case.test(64)
    case.clear(suspicion, 62)
    case.visit(58)
    case.visit(30)
    case.visit(2)


def _unclear_test(stage: Stage) -> None:
    """Tell of an unclear test that still waits for the second one."""
    case = woman(stage, visits=(90, 62, 34), age=29)
    case.test(5, "inconclusive")
    mistaken = woman(stage, visits=(92, 64, 36), age=31)
    wrong = mistaken.test(8, "positive")
    void_record(
        by=mistaken.team.delegate, at=mistaken.clock.at(8, 12), record=wrong, reason="The sample was another patient's"
    )


def _at_the_counter(stage: Stage) -> None:
    """Show cards in vain: sent to the prescriber, answered or not, and a card in the wrong hands."""
    late = woman(stage, visits=(104, 76, 48))
    late.test(19)
    late.prescribe(19)
    answered = tell_prescriber(by=late.team.pharmacist, at=late.clock.at(9, 14, 2), check=late.check(9))
    answer_notice(
        by=late.team.prescriber, at=late.clock.at(8), notice=answered, words="She comes for a new test this week."
    )
    late.visit(6)
    again = woman(stage, visits=(100, 72, 44))
    again.test(14)
    again.prescribe(14)
    tell_prescriber(by=again.team.pharmacist, at=again.clock.at(3, 15, 2), check=again.check(3, hour=15))
    stranger = man(stage, visits=(90,), age=73)
    stranger.prescribe(4, TWELVE_WEEKS)
    say_cannot_confirm(by=again.team.pharmacist, at=again.clock.at(5, 15), number=again.number)
    say_wrong_person(by=stranger.team.pharmacist, at=stranger.clock.at(2, 16, 1), check=stranger.check(2, hour=16))
