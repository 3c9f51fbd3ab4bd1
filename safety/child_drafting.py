"""The case of a child with an anomaly: the child is its patient, the mother or the exposed father its parent (D.10)."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Final
from uuid import uuid5

from patients.models import PartnerPregnancy, Sex
from safety.facts import Facts, Parent, Patient, Reaction, Test
from safety.followed import Followed, Suspicion
from safety.models import Ending, PregnancyOutcome
from safety.pregnancy_drafting import ENDINGS, exposed_medicines, last_period_of, mother_of, plain_number

FOETUS, NEONATE = "0", "1"
"""Age groups (D.2.3)."""

BY_THE_MOTHER, BY_THE_FATHER = "Foetal exposure during pregnancy", "Foetal exposure via the father"
GRAMS: Final = 1000
NOT_APPLICABLE, UNKNOWN, WEEK, SUSPECTED = "9", "0", "wk", "1"
SEXES: Final = {Sex.MALE.value: "1", Sex.FEMALE.value: "2"}
IN_WORDS: Final = {Sex.MALE.value: "boy", Sex.FEMALE.value: "girl"}


def by_father(suspicion: Suspicion) -> bool:
    """Say whether the father took the medicine."""
    return isinstance(suspicion, PartnerPregnancy)


def anomaly_of(*, row: PregnancyOutcome) -> Reaction:
    """Give the reaction that the case is about."""
    found = f"Congenital anomaly: {row.words}"
    return Reaction(
        key=str(uuid5(row.series, "reaction")), words=found, began=_day(row.ended_on),
        outcome=UNKNOWN, country=row.country, congenital_anomaly="true", life_threatening="", hospitalisation="",
        disability="", death="true" if row.ending == Ending.STILLBIRTH else "false", other_important="false",
    )  # fmt: skip


def with_child(*, facts: Facts, row: PregnancyOutcome, followed: Followed) -> Facts:
    """Put the child in the patient's place, and who took the medicine in the parent's.

    :param facts: drafted as a case of who took the medicine.
    """
    father = by_father(followed.suspicion)
    parent = facts.patient
    exposure = Reaction(
        key=str(uuid5(row.series, "exposure")), words=BY_THE_FATHER if father else BY_THE_MOTHER,
        outcome=UNKNOWN, country=row.country,
    )  # fmt: skip
    medicines = tuple(
        dataclasses.replace(one, action=NOT_APPLICABLE if one.role == SUSPECTED else "")
        for one in exposed_medicines(facts.medicines, followed)
    )
    return dataclasses.replace(
        facts,
        patient=_child(row),
        parent=Parent(
            initials=parent.initials, age=parent.age, age_unit=parent.age_unit, sex=parent.sex,
            last_period="" if father else last_period_of(followed),
            **({} if father else mother_of(followed)),
        ),
        reactions=(*facts.reactions, exposure),
        tests=_measured(row),
        medicines=medicines,
    )  # fmt: skip


def sentence_of(*, row: PregnancyOutcome, parent: str, father: bool) -> str:
    """Say in English whose child it is, and what was found.

    :param parent: who took the medicine, in words without a name.
    """
    child = IN_WORDS.get(row.sex, "child")
    weeks = "" if row.weeks is None else f" at {row.weeks} weeks"
    taken = "father" if father else "mother"
    ending = f"{ENDINGS[Ending(row.ending)]} on {row.ended_on:%d %B %Y}{weeks}."
    return f"The {child} of a patient ({taken}: {parent}). {ending} An anomaly was found: {row.words}."


def _child(row: PregnancyOutcome) -> Patient:
    """Say who the child is: no initials and no birth date; a child not born alive has the age of the pregnancy."""
    told = {
        "sex": SEXES.get(row.sex, ""), "height": plain_number(row.length_cm),
        "weight": plain_number(Decimal(row.weight_g) / GRAMS) if row.weight_g else "",
    }  # fmt: skip
    if row.ending == Ending.LIVE_BIRTH:
        return Patient(age_group=NEONATE, **told)
    weeks = "" if row.weeks is None else str(row.weeks)
    return Patient(age_group=FOETUS, gestation=weeks, gestation_unit=WEEK if weeks else "", **told)


def _measured(row: PregnancyOutcome) -> tuple[Test, ...]:
    """Give what was measured at birth and has no element of its own."""
    on = _day(row.ended_on)
    head = Test(on=on, name="Head circumference at birth", value=plain_number(row.head_cm), unit="cm")
    apgar = Test(on=on, name="Apgar score after 5 minutes", value="" if row.apgar_5 is None else str(row.apgar_5))
    return tuple(one for one in (head, apgar) if one.value)


def _day(day: dt.date) -> str:
    return f"{day:%Y%m%d}"
