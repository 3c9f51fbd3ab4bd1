"""Records that are one person's: which they are, and what waits for a second person."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.identity import person_of
from patients.merged import Join
from patients.models import Enrolment, MergeProposal
from prescribers.presenters.banner import shown_name


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


def others(*, joins: list[Join], own: Enrolment, seen: dict[UUID, Enrolment]) -> list[Other]:
    """List the other records of the same person; one out of sight is named by no more than that it exists."""
    lines = []
    for one in joins:
        patient_id = one.merged if one.kept == own.patient_id else one.kept
        record = seen.get(patient_id)
        lines.append(
            Other(
                words=_("Joined on %(day)s") % {"day": date_format(one.since)},
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
