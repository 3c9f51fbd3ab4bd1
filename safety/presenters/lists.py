"""Pregnancies and side effects as the safety desk reads them: initials and age, never a name."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import PATIENT_ACCOUNT
from foundation.tables import Column, Link, Table, Tag, Value, table
from patients.identity import Person
from patients.models import LedTo, PartnerPregnancy, Pregnancy, Sex, SideEffectTold
from safety.followed import Followed, Suspicion
from safety.presenters.pregnancies import next_step


@dataclass(frozen=True, slots=True)
class Going:
    """How the pregnancies of a page go, and where each is followed: by the series of the suspicion."""

    followed: Mapping[UUID, Followed]
    cases: Mapping[UUID, UUID]
    today: dt.date


def pregnancy_table(*, rows: Iterable[Pregnancy], persons: Mapping[UUID, Person], going: Going) -> Table:
    """Lay the records out; the reference tells two people with the same initials apart."""
    return table(
        caption=_("Suspected and known pregnancies"),
        columns=[
            Column(_("Reference"), number=True),
            Column(_("Initials")),
            Column(_("Age then")),
            Column(_("Country")),
            Column(_("Suspected on")),
            Column(_("Resolved on")),
            Column(_("State")),
            Column(_("Asked next")),
        ],
        rows=[[*_row(one, persons[one.patient.subject_id], going), _next(one, going)] for one in rows],
    )


def partner_table(*, rows: Iterable[PartnerPregnancy], persons: Mapping[UUID, Person], going: Going) -> Table:
    """Lay out the cases of partners: whose partner, by initials, age and sex; of the partner no name is kept."""
    return table(
        caption=_("Partners of men under treatment who may be pregnant"),
        columns=[
            Column(_("Reference"), number=True),
            Column(_("Initials")),
            Column(_("Age then")),
            Column(_("Sex")),
            Column(_("Country")),
            Column(_("Known since")),
            Column(_("What is known")),
            Column(_("State")),
            Column(_("Asked next")),
        ],
        rows=[[*_partner(one, persons[one.patient.subject_id], going), _next(one, going)] for one in rows],
    )


def side_effect_table(*, rows: Iterable[SideEffectTold], persons: Mapping[UUID, Person]) -> Table:
    """Lay out what patients told, word for word."""
    return table(
        caption=_("Side effects, as patients told them"),
        columns=[
            Column(_("Reference"), number=True),
            Column(_("Initials")),
            Column(_("Age then")),
            Column(_("Country")),
            Column(_("Medicine")),
            Column(_("Told on")),
            Column(_("In the patient's own words")),
            Column(_("Asked and answered")),
            Column(_("Told by")),
            Column(_("Serious")),
        ],
        rows=[_told(one, persons[one.enrolment.patient.subject_id]) for one in rows],
    )


def _told(told: SideEffectTold, person: Person) -> list[Value]:
    return [
        str(told.id)[:8],
        person.initials,
        _age(person.birth_date, told.told_on),
        told.country,
        told.enrolment.programme.substance,
        date_format(told.told_on),
        told.words,
        _answered(told),
        _("The patient, on her or his own page") if told.recorded_by_id == PATIENT_ACCOUNT else _("The centre"),
        Tag(_("Serious"), "no") if told.serious else Tag(_("Not serious"), "plain"),
    ]


def _answered(told: SideEffectTold) -> str:
    """Give what the patient was asked on her own page, one answer after the other."""
    answers = [
        _("Since %(day)s") % {"day": date_format(told.began_on)} if told.began_on else "",
        told.get_now_is_display(),
        *(str(LedTo(one).label) for one in told.led_to),
        told.get_capsules_display(),
    ]
    return "; ".join(one for one in answers if one) or "–"


def _reference(row: Suspicion, going: Going) -> Value:
    case_id = going.cases.get(row.series)
    return Link(str(row.id)[:8], reverse("safety:case", args=[case_id])) if case_id else str(row.id)[:8]


def _next(row: Suspicion, going: Going) -> Value:
    return next_step(followed=going.followed[row.series], today=going.today)


def _partner(case: PartnerPregnancy, person: Person, going: Going) -> list[Value]:
    return [
        _reference(case, going),
        person.initials,
        _age(person.birth_date, case.known_on),
        str(Sex(person.sex).label),
        case.country,
        date_format(case.known_on),
        case.words,
        Tag(_("Open: his supply goes on"), "wait"),
    ]


def _row(pregnancy: Pregnancy, person: Person, going: Going) -> list[Value]:
    resolutions = pregnancy.resolved  # type: ignore[attr-defined]  # prefetched by safety.queries
    resolution = resolutions[0] if resolutions else None
    return [
        _reference(pregnancy, going),
        person.initials,
        _age(person.birth_date, pregnancy.suspected_on),
        pregnancy.country,
        date_format(pregnancy.suspected_on),
        date_format(resolution.resolved_on) if resolution else "–",
        Tag(_said(resolution.how), "plain") if resolution else Tag(_("Open: nothing is supplied"), "no"),
    ]


def _age(born: dt.date | None, on: dt.date) -> str:
    if born is None:
        return _("not known")
    return str(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def _said(how: str) -> str:
    return {"false_alarm": _("False alarm"), "ended": _("Pregnancy ended")}.get(how, how)
