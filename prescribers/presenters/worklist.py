"""The rows of the worklist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.eligibility import Standing
from patients.identity import Person
from patients.models import Notice
from patients.reasons import words
from prescribers.presenters.banner import shown_name
from prescribers.presenters.status import Status, status_of
from prescribers.words import DUE, Text, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One patient of the list."""

    name: str
    born: str
    category: str
    programme: str
    url: str
    status: Status
    due_words: Text = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One message of a pharmacy."""

    name: str
    what: str
    pharmacy: str
    on: str
    url: str


def rows(*, standings: Sequence[Standing], persons: Mapping[UUID, Person]) -> list[Row]:
    """Show each patient with one status, in the order given: it is that of the whole list, not of a page."""
    return [_row(one, persons[one.enrolment.patient.subject_id]) for one in standings]


def notice_lines(*, notices: Sequence[Notice], persons: Mapping[UUID, Person]) -> list[NoticeLine]:
    """Show each message with its first reason."""
    return [
        NoticeLine(
            name=shown_name(persons[notice.enrolment.patient.subject_id]),
            what=first_reason(notice),
            pharmacy=notice.organisation.name,
            on=date_format(notice.verdict.on),
            url=reverse("prescribers:notice", args=[notice.id]),
        )
        for notice in notices
    ]


def first_reason(notice: Notice) -> str:
    """Name the first thing that stopped the supply."""
    codes = [notice.verdict.refusal] if notice.verdict.refusal else notice.verdict.reasons
    return str(words(codes[0]).title) if codes else ""


def _row(standing: Standing, person: Person) -> Row:
    status = status_of(standing)
    return Row(
        name=shown_name(person),
        born=date_format(person.birth_date) if person.birth_date else "",
        category=category_said(standing),
        programme=standing.enrolment.programme.title,
        url=reverse("prescribers:patient", args=[standing.enrolment.id]),
        status=status,
        due_words=said(DUE, status.due) if status.due else "",
        due_on=date_format(standing.due[status.due]) if status.due else "",
    )


def category_said(standing: Standing) -> str:
    """Name the category recorded and in force today."""
    labels = {
        "childbearing": _("Can become pregnant"),
        "non_childbearing": _("Cannot become pregnant"),
        "male": _("Man"),
    }
    return labels.get(standing.judgement.verdict.category or "", _("Not set yet"))
