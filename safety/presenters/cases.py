"""Cases as the safety desk reads them: from their own facts, which hold initials, age and sex, and no identity."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.moments import moment_in_words
from foundation.tables import Column, Link, Table, Tag, Value, table
from patients.models import Sex
from safety.drafting import BESIDE, SEX, SUSPECT
from safety.facts import Facts, Medicine, Parent, Patient, facts_of
from safety.models import CaseVersion, SetAside, Source
from safety.operations.opening import MORE_TOLD
from safety.presenters.reactions import (
    action_in_words,
    causality_in_words,
    code_in_words,
    criteria_in_words,
    outcome_in_words,
    reporters_in_words,
)
from safety.presenters.reports import seriousness


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary list."""

    label: str
    value: str
    change_url: str = ""


def case_table(*, rows: Iterable[Any], today: dt.date) -> Table:
    """Lay the inbox out, by clock.

    :param rows: cases with what their last version says, as :func:`safety.queries.cases` gives them.
    """
    return table(
        caption=_("Cases by their clocks"),
        columns=[
            Column(_("Case"), number=True),
            Column(_("What")),
            Column(_("Patient")),
            Column(_("Country")),
            Column(_("Day zero")),
            Column(_("Pass on until")),
            Column(_("Serious")),
            Column(_("State")),
        ],
        rows=[_row(one, today) for one in rows],
    )


def set_aside_table(*, rows: Iterable[SetAside]) -> Table:
    """Lay out what could not be made into a case; the reference is that of the desk's lists and of the log."""
    return table(
        caption=_("Not made into a case"),
        columns=[
            Column(_("Reference"), number=True),
            Column(_("Opened for")),
            Column(_("Reported on")),
            Column(_("Tried since")),
            Column(_("Times"), numeric=True),
            Column(_("Fault")),
        ],
        rows=[
            [
                str(one.row)[:8], str(Source(one.source).label), moment_in_words(one.recorded_at),
                moment_in_words(one.first_at), str(one.tries), one.fault,
            ]
            for one in rows
        ],
    )  # fmt: skip


def facts_lines(*, case: Any, facts: Facts) -> list[Fact]:
    """List what a case says, in the order in which it is read."""
    first = facts.reactions[0] if facts.reactions else None
    lines = [
        (_("Opened for"), str(Source(case.source).label)),
        (_("What happened"), "; ".join(one.words or one.translated or one.term for one in facts.reactions)),
        ("MedDRA", code_in_words(facts)),
        (_("Serious"), criteria_in_words(facts) or ("" if case.is_pregnancy else _("Not said: treated as serious"))),
        (_("Began"), written_day(first.began) if first else ""),
        (_("Ended"), written_day(first.ended) if first else ""),
        (_("How is it now?"), "" if case.is_pregnancy else outcome_in_words(facts)),
        (_("Reported by"), reporters_in_words(facts)),
        (_("Patient"), patient_in_words(facts)),
        (_("Parent who took the medicine"), parent_in_words(facts)),
        (_("Weight and height"), measures_in_words(facts.patient)),
        (_("Weight and height of the parent"), measures_in_words(facts.parent)),
        (_("History"), facts.patient.history or facts.parent.history),
        (_("Country"), case.country),
        (_("Day zero"), date_format(case.day_zero)),
        (_("Pass on until"), date_format(case.due_on)),
        (_("Suspected"), _medicines(facts, SUSPECT)),
        (_("What was done with the medicine?"), action_in_words(facts)),
        (_("Could the medicine have caused it?"), causality_in_words(facts)),
        (_("Taken beside it"), _medicines(facts, BESIDE)),
        (_("Tests"), tests_in_words(facts)),
    ]
    return [Fact(label, value) for label, value in lines if value]


def version_table(*, rows: Iterable[CaseVersion]) -> Table:
    """Lay out how a case was told, version by version."""
    return table(
        caption=_("Versions"),
        columns=[
            Column(_("Version")),
            Column(_("Written")),
            Column(_("By")),
            Column(_("Why")),
            Column(_("Reviewed by")),
        ],
        rows=[_version(one) for one in rows],
    )


def state(case: Any, *, struck_out: bool = False) -> Tag:
    """Say what a case waits for."""
    if case.answered_at and case.answered_at > case.told_at:
        return Tag(_("Answered: to be read"), "wait")
    if case.reviewed:
        return _after_review(case)
    if struck_out:
        return Tag(_("Struck out in the record"), "wait")
    if case.author is None:
        return Tag(_("To be written"), "wait")
    return Tag(_("Nullified: to be reviewed"), "wait") if case.nullified else Tag(_("To be reviewed"), "wait")


def _after_review(case: Any) -> Tag:
    if case.passed_on:
        return Tag(_("Nullified, and passed on") if case.nullified else _("Passed on"), "yes")
    if case.nullified and not case.ever_passed_on:
        return Tag(_("Nullified"), "plain")
    if case.refused is not None:
        return Tag(_("Refused by the receiver: to be passed on again"), "no")
    return Tag(_("To be passed on"), "wait")


def patient_in_words(facts: Facts) -> str:
    """Say who it is as far as the desk knows: initials, age, sex."""
    return _in_words(facts.patient)


def parent_in_words(facts: Facts) -> str:
    """Say of a child's case who took the medicine: initials, age, sex."""
    return _in_words(facts.parent)


def tests_in_words(facts: Facts) -> str:
    """List the tests, each with its name and its result."""
    said = [(one.name, one.value, one.unit, one.result) for one in facts.tests]
    return "; ".join(" ".join(part for part in parts if part) for parts in said)


def measures_in_words(one: Patient | Parent) -> str:
    """Say how heavy and how tall somebody is."""
    weight = _("%(n)s kg") % {"n": one.weight} if one.weight else ""
    height = _("%(n)s cm") % {"n": one.height} if one.height else ""
    return ", ".join(part for part in (weight, height) if part)


def _in_words(patient: Patient | Parent) -> str:
    sex = {code: str(Sex(one).label) for one, code in SEX.items()}.get(patient.sex, "")
    age = _("%(age)s years") % {"age": patient.age} if patient.age and patient.age_unit == "a" else patient.age
    return ", ".join(one for one in (patient.initials, age, sex) if one)


def written_day(text: str) -> str:
    """Write a day of a message for people; one that is not whole stays as it is."""
    try:
        day = dt.date.fromisoformat(text[:8])
    except ValueError:
        return text
    return date_format(day)


def _row(case: Any, today: dt.date) -> list[Value]:
    facts = facts_of(case.told)
    due = date_format(case.due_on)
    late = case.due_on < today and not (case.passed_on or (case.reviewed and case.nullified))
    return [
        Link(case.number, reverse("safety:case", args=[case.id])),
        "; ".join(one.words or one.translated or one.term for one in facts.reactions),
        patient_in_words(facts),
        case.country,
        date_format(case.day_zero),
        Tag(_("%(day)s, overdue") % {"day": due}, "no") if late else due,
        Tag(_("Pregnancy"), "no") if case.is_pregnancy else seriousness(case.serious),
        state(case),
    ]


def _version(version: CaseVersion) -> list[Value]:
    review = getattr(version, "review", None)
    return [
        str(version.number),
        moment_in_words(version.written_at),
        version.written_by.name if version.written_by else _("The registry, from the record"),
        _("More was told of the pregnancy") if version.because == MORE_TOLD else version.because or "–",
        review.reviewed_by.name if review else "–",
    ]


def _medicines(facts: Facts, role: str) -> str:
    return "; ".join(_medicine(one) for one in facts.medicines if one.role == role)


def _medicine(one: Medicine) -> str:
    parts = [f"{dose.amount} {dose.unit}" for dose in one.dosages if dose.amount]
    parts += [_("batch %(batch)s") % {"batch": dose.batch} for dose in one.dosages if dose.batch]
    return ", ".join([one.name, *parts])
