"""A case drafted from the record: its facts in the terms of E2B(R3), and a narrative for a person to edit.

The narrative is written in English, which the authorities of the Union take (GVP module VI, VI.C.6), whatever language
the desk is read in.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

from accounts.actor import PATIENT_ACCOUNT
from accounts.models import Kind
from patients.identity import Person, person_of
from patients.models import Capsules, LedTo, NowIs, Sex
from patients.queries import current_treatment
from programmes.models import PrescriberCertification
from programmes.queries import civil_day
from rulebook.days import age_on
from safety.child_drafting import anomaly_of, by_father, sentence_of, with_child
from safety.facts import Assessment, Dosage, Facts, Medicine, Patient, Reaction, Reporter, Test
from safety.followed import follow, suspicion_told_of
from safety.medicines import medicines_of
from safety.models import ActionTaken, Causality, Criterion, Outcome, SideEffectReport, Source
from safety.pregnancy_drafting import sentence_ended, with_pregnancy
from safety.sources import Matter

OUTCOMES: Final = {
    Outcome.RECOVERED: "1", Outcome.RECOVERING: "2", Outcome.NOT_RECOVERED: "3", Outcome.SEQUELAE: "4",
    Outcome.FATAL: "5", Outcome.UNKNOWN: "0",
}  # fmt: skip
ACTIONS: Final = {
    ActionTaken.WITHDRAWN: "1", ActionTaken.REDUCED: "2", ActionTaken.INCREASED: "3", ActionTaken.UNCHANGED: "4",
    ActionTaken.UNKNOWN: "0", ActionTaken.NOT_APPLICABLE: "9",
}  # fmt: skip
CAUSALITY: Final = {
    Causality.POSSIBLE: "Reasonable possibility", Causality.NOT_POSSIBLE: "No reasonable possibility",
    Causality.CANNOT_SAY: "Cannot be judged",
}  # fmt: skip
SUSPECT, BESIDE = "1", "2"
MILLIGRAM, YEAR = "mg", "a"
OFF_LABEL, TAKEN_BY_FATHER = "11", "3"
PHYSICIAN, PHARMACIST, OTHER_PROFESSIONAL, CONSUMER = "1", "2", "3", "5"
SEX: Final = {Sex.MALE: "1", Sex.FEMALE: "2"}
FROM_STUDY, COMPANY, OTHER_SENDER, OTHER_STUDY = "2", "1", "2", "3"
CRITERIA: Final = tuple(Criterion.values)


def draft(*, matter: Matter, number: str, at: dt.datetime) -> tuple[Facts, bool | None]:
    """Draft the facts of a case, and say whether it is serious; None while nobody has said.

    :param number: the number of the case, which is its worldwide number too.
    :param at: the moment of the draft, that of its latest information.
    """
    person = person_of(patient=matter.patient)
    reaction, serious = _EVENTS[Source(matter.source)](matter)
    by_partner = matter.source == Source.PARTNER
    medicines = _medicines(matter)
    drafted = Facts(
        number=number,
        created=_moment(at),
        kind=FROM_STUDY,
        first_received=_day(matter.day_zero),
        latest=_day(civil_day(programme=matter.programme, at=at)),
        documents="false",
        expedited=_truth(serious is not False),
        worldwide_number=number,
        first_sender=OTHER_SENDER,
        sender_type=COMPANY,
        study_name=matter.programme.title,
        study_type=OTHER_STUDY,
        reporters=(_reporter(matter),),
        patient=Patient(sex=SEX[Sex.FEMALE]) if by_partner else _patient(matter, person),
        reactions=(reaction,),
        tests=_tests(matter),
        medicines=medicines,
        assessments=_assessments(matter, reaction, medicines),
        narrative=_narrative(matter, person, reaction, medicines),
    )
    if matter.source == Source.CHILD:
        followed = follow(suspicion=suspicion_told_of(row=matter.row))
        return with_child(facts=drafted, row=matter.row, followed=followed), serious
    if matter.source not in {Source.PREGNANCY, Source.PARTNER}:
        return drafted, serious
    return with_pregnancy(facts=drafted, followed=follow(suspicion=matter.row), by_partner=by_partner)


def key_of(series: UUID, name: str) -> str:
    """Give the key of a part of a case: the same in every version and every message."""
    return str(uuid5(series, name))


def _of_report(matter: Matter) -> tuple[Reaction, bool | None]:
    row: SideEffectReport = matter.row
    ticked = row.criteria
    said = {one: "" if ticked is None else _truth(one in ticked) for one in CRITERIA}
    return Reaction(
        key=key_of(row.series, "reaction"), words=row.words, began=_day(row.began_on), ended=_day(row.ended_on),
        outcome=OUTCOMES[Outcome(row.outcome)] if row.outcome else "0", country=row.country, **said,
    ), row.is_serious  # fmt: skip


def _of_told(matter: Matter) -> tuple[Reaction, bool | None]:
    row = matter.row
    outcome = {NowIs.GONE: "1", NowIs.BETTER: "2", NowIs.SAME: "3", NowIs.WORSE: "3"}
    said = {
        Criterion.HOSPITAL.value: _truth(LedTo.HOSPITAL in row.led_to),
        Criterion.LIFE.value: _truth(LedTo.LIFE in row.led_to),
        Criterion.OTHER.value: _truth(row.serious and not {LedTo.HOSPITAL, LedTo.LIFE} & set(row.led_to)),
    }
    return Reaction(
        key=key_of(row.series, "reaction"), words=row.words, began=_day(row.began_on),
        outcome=outcome[NowIs(row.now_is)] if row.now_is else "0", country=row.country, **said,
    ), row.serious  # fmt: skip


def _of_pregnancy(matter: Matter) -> tuple[Reaction, bool | None]:
    words = "Maternal exposure during pregnancy, suspected"
    return _exposure(matter, words, matter.row.suspected_on), None


def _of_partner(matter: Matter) -> tuple[Reaction, bool | None]:
    return _exposure(matter, "Exposure during pregnancy via the father, suspected", matter.row.known_on), None


def _of_child(matter: Matter) -> tuple[Reaction, bool | None]:
    return anomaly_of(row=matter.row), True


_EVENTS: Final[dict[Source, Callable[[Matter], tuple[Reaction, bool | None]]]] = {
    Source.REPORT: _of_report, Source.TOLD: _of_told, Source.PREGNANCY: _of_pregnancy, Source.PARTNER: _of_partner,
    Source.CHILD: _of_child,
}  # fmt: skip


def _exposure(matter: Matter, words: str, on: dt.date) -> Reaction:
    row = matter.row
    return Reaction(key=key_of(row.series, "reaction"), words=words, began=_day(on), outcome="0", country=row.country)


def _patient(matter: Matter, person: Person) -> Patient:
    age = "" if person.birth_date is None else str(_age(person.birth_date, matter.day_zero))
    sex = SEX.get(Sex(person.sex), "") if person.sex in Sex.values else ""
    history = matter.row.history if matter.source == Source.REPORT else ""
    return Patient(initials=person.initials, age=age, age_unit=YEAR if age else "", sex=sex, history=history)


def _reporter(matter: Matter) -> Reporter:
    row = matter.row
    if row.recorded_by_id == PATIENT_ACCOUNT:
        qualification = CONSUMER
    elif row.organisation.kind == Kind.PHARMACY:
        qualification = PHARMACIST
    else:
        prescribes = PrescriberCertification.objects.filter(prescriber_id=row.recorded_by_id).exists()
        qualification = PHYSICIAN if prescribes else OTHER_PROFESSIONAL
    return Reporter(country=row.country, qualification=qualification, primary="1")


def _tests(matter: Matter) -> tuple[Test, ...]:
    words = matter.row.tests if matter.source == Source.REPORT else ""
    return (Test(name="As reported", result=words),) if words else ()


def _medicines(matter: Matter) -> tuple[Medicine, ...]:
    """List the medicines of the report, or those of the record, of which the programme's own is suspected."""
    if matter.source == Source.REPORT:
        rows = [(one, one.suspect) for one in matter.row.medicines.order_by("place")]
        action = ACTIONS[ActionTaken(matter.row.action_taken)] if matter.row.action_taken else ""
    else:
        rows = [(one, place == 0) for place, one in enumerate(medicines_of(enrolment=matter.enrolment))]
        action = _action_told(matter)
    return tuple(_medicine(matter, place, one, suspect, action) for place, (one, suspect) in enumerate(rows))


def _action_told(matter: Matter) -> str:
    if matter.source != Source.TOLD or not matter.row.capsules:
        return "1" if matter.source == Source.PREGNANCY else ""  # a suspicion has stopped the supply
    return {Capsules.TAKEN: "4", Capsules.FEWER: "2", Capsules.STOPPED: "1"}[Capsules(matter.row.capsules)]


def _medicine(matter: Matter, place: int, one: Any, suspect: bool, action: str) -> Medicine:
    dose: Decimal | None = one.daily_dose_mg
    amount = "" if dose is None else f"{dose.normalize():f}"
    dosage = Dosage(amount=amount, unit=MILLIGRAM if amount else "", began=_day(one.from_on), batch=one.batch)
    own = one.name == matter.programme.substance
    return Medicine(
        key=key_of(matter.row.series, f"medicine {place}"),
        role=SUSPECT if suspect else BESIDE,
        name=one.name,
        substances=(one.name,) if own else (),
        dosages=(dosage,) if dosage != Dosage() else (),
        indications=_indications(matter) if own else (),
        action=action if suspect else "",
        more=_more(matter) if own else (),
    )


def _indications(matter: Matter) -> tuple[str, ...]:
    treatment = current_treatment(enrolment=matter.enrolment)
    return (treatment.disease.replace("_", " "),) if treatment and treatment.disease else ()


def _more(matter: Matter) -> tuple[str, ...]:
    treatment = current_treatment(enrolment=matter.enrolment)
    off_label = bool(treatment and treatment.declared_off_label)
    return tuple(code for code, holds in ((TAKEN_BY_FATHER, _taken_by_father(matter)), (OFF_LABEL, off_label)) if holds)


def _taken_by_father(matter: Matter) -> bool:
    if matter.source == Source.CHILD:
        return by_father(suspicion_told_of(row=matter.row))
    return matter.source == Source.PARTNER


def _assessments(matter: Matter, reaction: Reaction, medicines: tuple[Medicine, ...]) -> tuple[Assessment, ...]:
    if matter.source != Source.REPORT or not matter.row.causality:
        return ()
    result = CAUSALITY[Causality(matter.row.causality)]
    return tuple(
        Assessment(medicine=one.key, reaction=reaction.key, source="Primary source reporter", result=result)
        for one in medicines
        if one.role == SUSPECT
    )


def _narrative(matter: Matter, person: Person, reaction: Reaction, medicines: tuple[Medicine, ...]) -> str:
    """Write the first draft, sentence by sentence, from nothing but the record."""
    age = "of unknown age" if person.birth_date is None else f"{_age(person.birth_date, matter.day_zero)} years old"
    who = f"{_sex_in_words(person)}, {age}"
    day = f"{matter.day_zero:%d %B %Y}"
    if matter.source == Source.PARTNER:
        first = f"A pregnancy of the partner of a patient ({who}) was suspected. It became known on {day}."
    elif matter.source == Source.CHILD:
        told = sentence_of(row=matter.row, parent=who, father=_taken_by_father(matter))
        first = f"{told} It became known on {day}."
    else:
        first = f"The patient ({who}) had: {reaction.words}. It became known on {day}."
    suspected = ", ".join(_in_words(one) for one in medicines if one.role == SUSPECT)
    beside = ", ".join(one.name for one in medicines if one.role == BESIDE)
    said = [first, f"Suspected: {suspected}.", f"Taken beside it: {beside}." if beside else ""]
    if matter.source in {Source.PREGNANCY, Source.PARTNER}:
        said.append(
            f"Said to the registry: {matter.row.why if matter.source == Source.PREGNANCY else matter.row.words}."
        )
    if matter.source == Source.REPORT and matter.row.history:
        said.append(sentence_ended(f"History: {matter.row.history}"))
    if matter.source == Source.REPORT and matter.row.reaction:
        expected = "expected" if matter.row.expected else "not expected"
        said.append(f"By the label's list, {matter.row.reaction.replace('_', ' ')} is proposed to be {expected}.")
    return " ".join(one for one in said if one)


def _in_words(one: Medicine) -> str:
    parts = [f"{d.amount} {d.unit} a day" if d.amount else "" for d in one.dosages]
    parts += [f"batch {d.batch}" for d in one.dosages if d.batch]
    return ", ".join([one.name, *(part for part in parts if part)])


def _sex_in_words(person: Person) -> str:
    return {Sex.MALE.value: "man", Sex.FEMALE.value: "woman"}.get(person.sex, "sex not recorded")


def _age(born: dt.date, on: dt.date) -> int:
    return age_on(born.toordinal(), on.toordinal())


def _truth(holds: bool) -> str:
    return "true" if holds else "false"


def _day(day: dt.date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%d%H%M%S}+0000"
