"""One patient's life told in short sentences, each of them an act of the registry at its moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from demo.clock import Clock
from demo.medicines import MEDICINES, Medicine
from demo.stage import Stage, Team
from patients.identity import NewIdentity, person_of
from patients.models import (
    Agreement,
    Card,
    Category,
    CategoryAssessment,
    Contraception,
    Enrolment,
    Pregnancy,
    PregnancyTest,
    Prescription,
    Verdict,
)
from patients.operations import (
    Indication,
    Signed,
    assess_category,
    authorise_prescription,
    confirm_abstinence,
    correct_identity,
    issue_card,
    record_contraception,
    record_test,
    record_treatment,
    register_patient,
    resolve_pregnancy,
    sign_agreement,
)
from pharmacies.operations import check_card, record_dispensing
from prescribers.statements import FORM_VERSION, statements_for
from programmes.in_force import programmes
from programmes.models import Programme

FOUR_WEEKS, TWELVE_WEEKS = 28, 84


@dataclass(slots=True)
class Case:
    """A patient and those around her; every number of days counts back from today."""

    clock: Clock
    team: Team
    enrolment: Enrolment
    medicine: Medicine
    number: str = ""
    protected_by: Contraception | None = None
    tested: list[PregnancyTest] = field(default_factory=list)

    def assess(self, ago: int, category: str, *, criterion: str | None = None, hour: int = 9) -> CategoryAssessment:
        """Set the category, with evidence where one is needed."""
        return assess_category(
            by=self.team.prescriber,
            at=self.clock.at(ago, hour, 10),
            enrolment=self.enrolment,
            category=category,
            criterion=criterion,
            specialist_confirmed=criterion == "premature_ovarian_failure",
            evidence="Letter in the file" if criterion else "",
        )

    def sign(self, ago: int, category: str, *, hour: int = 9) -> Agreement:
        """Sign the agreement of the category, statement by statement."""
        version = programmes().in_force(self.enrolment.programme_id, self.clock.day(ago))
        assert version is not None  # every shipped programme began years before the demo does
        return sign_agreement(
            by=self.team.prescriber,
            at=self.clock.at(ago, hour, 20),
            enrolment=self.enrolment,
            statements=[code for code, _words in statements_for(category=category, programme=version)],
            form_version=FORM_VERSION,
            signed=Signed(means="paper", file_reference=f"{self.clock.day(ago):%Y%m%d}"),
        )

    def turn_out_younger(self, ago: int, age: int) -> None:
        """Put the birth date right: the papers make the patient younger than was written."""
        person = person_of(patient=self.enrolment.patient)
        correct_identity(
            by=self.team.prescriber,
            at=self.clock.at(ago, 9, 25),
            patient=self.enrolment.patient,
            new=NewIdentity(
                family_name=person.family_name,
                given_name=person.given_name,
                latin_name=person.latin_name,
                birth_date=self.clock.born(age),
                sex=person.sex,
                language=person.language,
                time_zone=self.team.prescriber.time_zone,
            ),
            reason="As on the identity card",
        )

    def treat(self, ago: int, indication: Indication | None = None) -> None:
        """Record what is treated."""
        record_treatment(
            by=self.team.delegate,
            at=self.clock.at(ago, 9, 30),
            enrolment=self.enrolment,
            started_on=self.clock.day(ago),
            indication=indication or self.medicine.indication,
        )

    def give_card(self, ago: int) -> Card:
        """Issue a card and remember its number."""
        card = issue_card(by=self.team.prescriber, at=self.clock.at(ago, 9, 40), enrolment=self.enrolment)
        self.number = card.number
        return card

    def protect(
        self, ago: int, method: str = "implant", *, since: int | None = None, lasts: int | None = None, **facts: Any
    ) -> Contraception:
        """Record a method in use since a day, for so many days where it runs out."""
        begun = ago if since is None else since
        self.protected_by = record_contraception(
            by=self.team.delegate,
            at=self.clock.at(ago, 9, 50),
            patient=self.enrolment.patient,
            method=method,
            started_on=self.clock.day(begun),
            valid_until=None if lasts is None else self.clock.day(begun - lasts),
            **{"confirmed": False, "confirmed_on": []} | facts,
        )
        return self.protected_by

    def abstain(self, ago: int) -> None:
        """Record that she confirmed abstinence again."""
        assert self.protected_by is not None
        self.protected_by = confirm_abstinence(
            by=self.team.delegate, at=self.clock.at(ago, 9, 55), contraception=self.protected_by
        )

    def test(self, ago: int, result: str = "negative", **facts: Any) -> PregnancyTest:
        """Record a pregnancy test sampled on the day."""
        values = {
            "sampled_on": self.clock.day(ago),
            "specimen": "urine",
            "sensitivity_miu_ml": Decimal(25),
            "supervised": True,
        }
        test = record_test(
            by=self.team.delegate,
            at=self.clock.at(ago, 10),
            patient=self.enrolment.patient,
            result=result,
            **values | facts,
        )
        self.tested.append(test)
        return test

    def prescribe(self, ago: int, days: int = FOUR_WEEKS, **changes: Any) -> Prescription:
        """Authorise a prescription for so many days."""
        return authorise_prescription(
            by=self.team.prescriber,
            at=self.clock.at(ago, 10, 30),
            enrolment=self.enrolment,
            draft=replace(self.medicine.draft(days), **changes),
        )

    def check(self, ago: int, *, hour: int = 14) -> Verdict:
        """Show the card at the counter."""
        return check_card(by=self.team.pharmacist, at=self.clock.at(ago, hour), number=self.number)

    def dispense(self, ago: int, capsules: int | None = None, *, hour: int = 14) -> Verdict:
        """Show the card and take the capsules home, if the registry says yes."""
        check = self.check(ago, hour=hour)
        assert check.prescription is not None, check
        return record_dispensing(
            by=self.team.pharmacist,
            at=self.clock.at(ago, hour, 5),
            check=check,
            capsules=capsules or check.prescription.capsules,
            counselled=True,
            batch=self.medicine.batch,
        )

    def visit(self, ago: int, days: int = FOUR_WEEKS, *, tested: bool = True) -> Verdict:
        """Come to the centre and then to the pharmacy, both on one day."""
        if tested:
            self.test(ago)
        self.prescribe(ago, days)
        return self.dispense(ago)

    def clear(self, pregnancy: Pregnancy, ago: int, how: str = "false_alarm") -> None:
        """Close a suspicion, two prescribers together."""
        resolve_pregnancy(
            by=self.team.prescriber,
            at=self.clock.at(ago, 11),
            pregnancy=pregnancy,
            how=how,
            second=self.team.second,
        )


def begin(
    stage: Stage,
    *,
    ago: int,
    category: str,
    age: int,
    programme: str = "pomalidomide-eu",
    team: Team | None = None,
    criterion: str | None = None,
    indication: Indication | None = None,
    remarkable: bool = False,
) -> Case:
    """Register somebody, with category, agreement, treatment and card, all in one visit."""
    case = register(
        stage, ago=ago, sex="male" if category == Category.MALE else "female", age=age,
        programme=programme, team=team, remarkable=remarkable,
    )  # fmt: skip
    case.assess(ago, category, criterion=criterion)
    case.sign(ago, category)
    case.treat(ago, indication)
    case.give_card(ago)
    return case


def register(
    stage: Stage,
    *,
    ago: int,
    sex: str,
    age: int,
    programme: str = "pomalidomide-eu",
    team: Team | None = None,
    remarkable: bool = False,
) -> Case:
    """Register somebody, and no more."""
    caring = team or stage.brussels
    name = stage.names.take(sex, remarkable=remarkable)
    enrolment = register_patient(
        by=caring.prescriber,
        at=stage.clock.at(ago),
        programme=Programme.objects.get(id=programme),
        new=NewIdentity(
            family_name=name.family,
            given_name=name.given,
            latin_name=name.latin,
            birth_date=stage.clock.born(age, extra_days=stage.dice.randrange(300)),
            sex=sex,
            language=name.language,
            time_zone=caring.prescriber.time_zone,
            email=f"patient{stage.dice.randrange(10**6):06}@home.example",
        ),
    )
    return Case(clock=stage.clock, team=caring, enrolment=enrolment, medicine=MEDICINES[programme])


def woman(
    stage: Stage,
    *,
    ago: int = 150,
    visits: tuple[int, ...] = (57, 29),
    method: str = "implant",
    since: int | None = None,
    lasts: int | None = 1095,
    confirmed_on: Sequence[dt.date] = (),
    **facts: Any,
) -> Case:
    """Begin a woman who can become pregnant, protected since she came, with her visits behind her."""
    values: dict[str, Any] = {"ago": ago, "category": Category.CHILDBEARING, "age": 36} | facts
    case = begin(stage, **values)
    case.protect(ago, method, since=since, lasts=lasts, confirmed=True, confirmed_on=list(confirmed_on))
    for day in visits:
        case.visit(day)
    return case


def older_woman(stage: Stage, *, ago: int = 100, visits: tuple[int, ...] = (98,), **facts: Any) -> Case:
    """Begin a woman who cannot become pregnant, with her visits of twelve weeks behind her."""
    criterion = "age_50_amenorrhoea_1_year"
    values: dict[str, Any] = {"ago": ago, "category": Category.NON_CHILDBEARING, "age": 63, "criterion": criterion}
    case = begin(stage, **values | facts)
    for day in visits:
        case.visit(day, TWELVE_WEEKS, tested=False)
    return case


def man(stage: Stage, *, ago: int = 100, visits: tuple[int, ...] = (98,), **facts: Any) -> Case:
    """Begin a man, with his visits of twelve weeks behind him."""
    values: dict[str, Any] = {"ago": ago, "category": Category.MALE, "age": 66} | facts
    case = begin(stage, **values)
    for day in visits:
        case.visit(day, TWELVE_WEEKS, tested=False)
    return case
