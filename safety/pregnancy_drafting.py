"""What was told of a pregnancy, put into its case: dating, exposure, each child, and sentences for a person."""

import dataclasses
import datetime as dt
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from rulebook.pregnancy import gestation_on
from safety.facts import Facts, Medicine, Reaction, Test
from safety.followed import Followed
from safety.models import Anomaly, Certainty, Ending, PregnancyContact, PregnancyOutcome

MATERNAL, PATERNAL = "Maternal exposure during pregnancy", "Exposure during pregnancy via the father"
SUSPECTED, NONE = "suspected", "suspected and not confirmed: no pregnancy"
WEEK, UNKNOWN = "wk", "0"
ENDINGS: Final = MappingProxyType(
    {
        Ending.LIVE_BIRTH: "Live birth", Ending.LOSS: "Spontaneous abortion", Ending.STILLBIRTH: "Stillbirth",
        Ending.TERMINATION: "Termination of pregnancy", Ending.ECTOPIC: "Ectopic pregnancy",
        Ending.MOLAR: "Molar pregnancy", Ending.LOST: "Pregnancy lost to follow-up",
    }
)  # fmt: skip
ABNORMAL: Final = frozenset({Ending.LOSS, Ending.STILLBIRTH, Ending.ECTOPIC, Ending.MOLAR})
"""Endings that make a serious case of their own (GVP module VI, VI.B.6.1); an anomaly does always."""


def with_pregnancy(*, facts: Facts, followed: Followed, by_partner: bool) -> tuple[Facts, bool | None]:
    """Put what was told into a drafted case, and say whether it is serious; None while an outcome is awaited."""
    first, *_others = facts.reactions
    exposure = dataclasses.replace(first, words=_exposure(followed, by_partner))
    children = tuple(_reaction(one, first.country) for one in followed.outcomes)
    told = dataclasses.replace(
        facts,
        patient=dataclasses.replace(facts.patient, last_period=last_period_of(followed), **mother_of(followed)),
        reactions=(exposure, *children),
        tests=(*facts.tests, *_positive(followed)),
        medicines=exposed_medicines(facts.medicines, followed),
        narrative=" ".join([facts.narrative, *_sentences(followed)]),
    )
    return told, _is_serious(followed)


def exposed_medicines(medicines: tuple[Medicine, ...], followed: Followed) -> tuple[Medicine, ...]:
    """Say of the programme's own medicine when and how early in the pregnancy it was taken."""
    return (_exposed(medicines[0], followed, followed.began_on), *medicines[1:])


def last_period_of(followed: Followed) -> str:
    """Give the first day of the last period as it was told, as a message has it; nothing where it was not (D.6)."""
    return _day(followed.report.last_period_on) if followed.report else ""


def mother_of(followed: Followed) -> dict[str, str]:
    """Give weight, height and history of who is pregnant, as a patient or a parent has them (D.3, D.4, D.7.2)."""
    one = followed.report
    if one is None:
        return {}
    earlier = "" if one.earlier_pregnancies is None else f"Earlier pregnancies: {one.earlier_pregnancies}."
    ended = f"How they ended: {one.earlier_outcomes}" if one.earlier_outcomes else ""
    risks = f"Risk factors: {one.risk_factors}" if one.risk_factors else ""
    return {
        "weight": plain_number(one.weight_kg), "height": "" if one.height_cm is None else str(one.height_cm),
        "history": " ".join(sentence_ended(words) for words in (earlier, ended, risks) if words),
    }  # fmt: skip


def plain_number(measure: Decimal | None) -> str:
    """Write a measure as a message has it: with a point, and without noughts at its end."""
    return "" if measure is None else f"{measure.normalize():f}"


def _positive(followed: Followed) -> tuple[Test, ...]:
    on = followed.report.positive_on if followed.report else None
    return (Test(on=_day(on), name="Pregnancy test", result="positive"),) if on else ()


def _is_serious(followed: Followed) -> bool | None:
    if any(one.ending in ABNORMAL or one.anomaly == Anomaly.YES for one in followed.outcomes):
        return True
    return None if followed.awaited or any(one.ending == Ending.LOST for one in followed.outcomes) else False


def _exposure(followed: Followed, by_partner: bool) -> str:
    words = PATERNAL if by_partner else MATERNAL
    if followed.is_false_alarm:
        return f"{words}, {NONE}"
    sure = followed.outcomes or (followed.report and followed.report.certainty == Certainty.CONFIRMED)
    return words if sure else f"{words}, {SUSPECTED}"


def _reaction(one: PregnancyOutcome, country: str) -> Reaction:
    anomaly = one.anomaly == Anomaly.YES
    words = (
        f"{ENDINGS[Ending(one.ending)]}, congenital anomaly: {one.words}" if anomaly else ENDINGS[Ending(one.ending)]
    )
    serious = one.ending in ABNORMAL or anomaly
    return Reaction(
        key=_key(one.matter, f"child {one.child}"), words=words, began=_day(one.ended_on), outcome=UNKNOWN,
        country=country, congenital_anomaly="true" if anomaly else "false", death="false", life_threatening="false",
        hospitalisation="false", disability="false", other_important="true" if serious and not anomaly else "false",
    )  # fmt: skip


def _exposed(medicine: Medicine, followed: Followed, began: dt.date | None) -> Medicine:
    """Say since when and until when, and how far the pregnancy was at the first dose within it (G.k.6.r)."""
    report = followed.report
    if report is None:
        return medicine
    dosages = tuple(
        dataclasses.replace(
            one, began=_day(report.exposed_from) or one.began, ended=_day(report.exposed_until) or one.ended
        )
        for one in medicine.dosages
    )
    if report.exposed_from is None or began is None:
        return dataclasses.replace(medicine, dosages=dosages)
    weeks = max(0, gestation_on(expected=followed.expected or began, on=report.exposed_from)) // 7
    return dataclasses.replace(medicine, dosages=dosages, gestation=str(weeks), gestation_unit=WEEK)


def _sentences(followed: Followed) -> list[str]:
    said = ["It was a false alarm: there was no pregnancy."] if followed.is_false_alarm else []
    report = followed.report
    if report is not None:
        said.append(sentence_ended(f"How it is known: {report.known_how}"))
        said += [f"A test was positive on {report.positive_on:%d %B %Y}."] if report.positive_on else []
        said += [f"Expected delivery: {followed.expected:%d %B %Y}."] if followed.expected else []
        said += [f"Children expected: {report.children}."] if report.children else []
        said += [sentence_ended(f"Contraception: {report.contraception}")] if report.contraception else []
        said += [f"Why it did not protect: {report.why_pregnant.replace('_', ' ')}."] if report.why_pregnant else []
        said += _of_the_mother(followed)
        said += [sentence_ended(report.words)] if report.words else []
    for one in followed.outcomes:
        weeks = "" if one.weeks is None else f" at {one.weeks} weeks"
        said.append(f"{ENDINGS[Ending(one.ending)]} on {one.ended_on:%d %B %Y}{weeks} (child {one.child}).")
        said += _at_birth(one)
        said += [f"Lost to follow-up since: {one.supersedes_because}."] if one.child_lost else []
        said += [sentence_ended(one.words)] if one.words else []
    return said + [_answer(one) for one in followed.contacts if one.answered]


def _of_the_mother(followed: Followed) -> list[str]:
    told = mother_of(followed)
    said = [told["history"]] if told["history"] else []
    said += [f"Height {told['height']} cm."] if told["height"] else []
    return said + ([f"Weight {told['weight']} kg."] if told["weight"] else [])


def _answer(one: PregnancyContact) -> str:
    """Say in English what somebody answered who was asked how it goes."""
    about = one.step.replace("_", " ") + (f", child {one.child}" if one.child else "")
    return sentence_ended(f"Asked on {one.on:%d %B %Y} ({about}): {one.words}")


def sentence_ended(words: str) -> str:
    """End what a person typed as a sentence, so that the next one does not run on in it."""
    typed = words.strip()
    return typed if typed.endswith((".", "!", "?")) else f"{typed}."


def _at_birth(one: PregnancyOutcome) -> list[str]:
    """Say what was measured at birth, and that nothing was found where somebody looked."""
    said = [f"Sex: {one.sex}."] if one.sex else []
    said += [f"Birth weight {one.weight_g} g."] if one.weight_g else []
    said += [f"Length at birth {plain_number(one.length_cm)} cm."] if one.length_cm else []
    said += [f"Head circumference at birth {plain_number(one.head_cm)} cm."] if one.head_cm else []
    said += [] if one.apgar_5 is None else [f"Apgar score after 5 minutes: {one.apgar_5}."]
    return said + (["No anomaly was found."] if one.anomaly == Anomaly.NO else [])


def _key(matter: UUID, name: str) -> str:
    return str(uuid5(matter, name))


def _day(day: dt.date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""
