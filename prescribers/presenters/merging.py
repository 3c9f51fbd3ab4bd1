"""Records that are one person's: which they are, and what waits for a second person."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.dates import today_of
from patients.extent import Extent
from patients.identity import person_of
from patients.merged import Join
from patients.models import Enrolment, MergeProposal
from prescribers.presenters.banner import shown_name
from prescribers.presenters.prescribing import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another record of the same person: the way to it where it is in sight, and the way to part them."""

    words: str
    url: str
    part_url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was proposed, and the way to answer it."""

    words: str
    url: str


def record_said(enrolment: Enrolment) -> str:
    """Name a record by its patient, her birth date, the programme and the day on which it was begun."""
    person = person_of(patient=enrolment.patient)
    born = date_format(person.birth_date) if person.birth_date else _("on an unknown date")
    return _("%(name)s, born %(born)s; %(programme)s, registered on %(day)s") % {
        "name": shown_name(person),
        "born": born,
        "programme": enrolment.programme.name,
        "day": date_format(enrolment.enrolled_on),
    }


def extent_said(extent: Extent) -> str:
    """Say in a few words how much a record holds."""
    tests = ngettext("%(n)s pregnancy test", "%(n)s pregnancy tests", extent.tests) % {"n": extent.tests}
    supplies = ngettext("%(n)s supply", "%(n)s supplies", extent.supplies) % {"n": extent.supplies}
    return f"{tests}, {supplies}"


def extent_facts(enrolment: Enrolment, extent: Extent, *, centre_id: UUID | None) -> list[Fact]:
    """List what tells a record from another of the same name: who began it, and what was entered in it last.

    :param centre_id: the centre of whoever reads; who works at another one is not named.
    """
    here = enrolment.organisation_id == centre_id
    registered = _("%(day)s by %(who)s") % {
        "day": date_format(enrolment.enrolled_on),
        "who": enrolment.recorded_by.name if here else _("another centre"),
    }
    return [
        Fact(label=_("Registered"), value=registered),
        Fact(label=_("Pregnancy tests"), value=_counted(extent.tests, extent.last_test_on)),
        Fact(label=_("Supplies"), value=_counted(extent.supplies, extent.last_supply_on)),
    ]


def _counted(number: int, last_on: dt.date | None) -> str:
    if last_on is None:
        return _("none")
    return _("%(n)s, the last on %(day)s") % {"n": number, "day": date_format(last_on)}


def others(*, joins: list[Join], own: Enrolment, seen: dict[UUID, Enrolment]) -> list[Other]:
    """List the other records of the same person; one out of sight is named by no more than that it exists."""
    lines = []
    for one in joins:
        patient_id = one.merged if one.kept == own.patient_id else one.kept
        record = seen.get(patient_id)
        lines.append(
            Other(
                words=_("Joined on %(day)s") % {"day": date_format(today_of(enrolment=own, at=one.since))},
                url=reverse("prescribers:patient", args=[record.id]) if record else "",
                part_url=reverse("prescribers:part", args=[own.id, one.decision]) if record else "",
            )
        )
    return lines


def waiting(*, proposals: list[MergeProposal], own: Enrolment, may_decide: bool) -> list[Waiting]:
    """List what was proposed about a record and not decided yet."""
    return [
        Waiting(
            (
                _("%(who)s says that this record was joined with another one by mistake.")
                if one.undoes_id
                else _("%(who)s says that this patient has a second record.")
            )
            % {"who": one.recorded_by.name},
            reverse("prescribers:merge_answer", args=[own.id, one.id]) if may_decide else "",
        )
        for one in proposals
    ]
