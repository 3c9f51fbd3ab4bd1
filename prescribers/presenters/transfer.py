"""A transfer in words: whose, between whom, what was agreed, what waits for whom."""

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.tables import Column, Link, Table, Tag, Value, table
from patients.dates import recorded_day
from patients.identity import Person
from patients.models import Agreed, Answered, Transfer, TransferAnswer
from prescribers.presenters.banner import shown_name

TONES = {Answered.ACCEPTED: "yes", Answered.REFUSED: "no", Answered.WITHDRAWN: "plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: her centre, and the patients it sees, by name; of all others no more than is needed."""

    organisation_id: UUID | None
    in_sight: Container[UUID]
    persons: Mapping[UUID, Person]

    def whose(self, transfer: Transfer) -> str:
        """Name the patient to whoever sees her; by initials to whom she is offered; else by what the centre typed."""
        patient = transfer.enrolment.patient
        person = self.persons[patient.subject_id]
        if patient.id in self.in_sight:
            return shown_name(person)
        born = date_format(person.birth_date) if person.birth_date else _("on an unknown date")
        if transfer.is_offer:
            return _("%(initials)s, born %(born)s") % {"initials": person.initials, "born": born}
        return _("Patient born %(born)s") % {"born": born}

    def other(self, transfer: Transfer) -> str:
        """Name the other centre; while a request waits, the one that is asked is not named to the one that asks."""
        if transfer.organisation_id != self.organisation_id:
            return transfer.organisation.name
        return transfer.to_centre.name if transfer.is_offer else _("the patient's present centre")


def unanswered(*, caption: str, transfers: list[Transfer], reader: Reader) -> Table:
    """List what waits for one of the two sides."""
    return table(
        caption=caption,
        columns=[Column(_("Patient")), Column(_("What")), Column(_("Centre")), Column(_("Since"))],
        rows=[[_way(one, reader), _kind(one), reader.other(one), _recorded(one)] for one in transfers],
    )


def answered(*, transfers: list[Transfer], reader: Reader) -> Table:
    """List what was answered lately, with the words that came with it."""
    return table(
        caption=_("Answered in the last 30 days"),
        columns=[
            Column(_("Patient")),
            Column(_("What")),
            Column(_("Answer")),
            Column(pgettext("heading of a column of dates", "On")),
            Column(_("Words")),
        ],
        rows=[_answered(one, reader) for one in transfers],
    )


def facts(*, transfer: Transfer, reader: Reader) -> list[dict[str, str]]:
    """Say one transfer as facts."""
    found = [
        (_("Patient"), reader.whose(transfer)),
        (_("Programme"), transfer.enrolment.programme.name),
        (_("What"), str(_kind(transfer))),
        (_("Other centre"), reader.other(transfer)),
        (_("Recorded by"), f"{transfer.recorded_by.name}, {transfer.organisation.name}"),
        (_("The patient agreed"), _agreed(transfer)),
        (_("Words"), transfer.words or "–"),
    ]
    return [{"label": label, "value": value} for label, value in found]


def _recorded(row: Transfer | TransferAnswer) -> str:
    return date_format(recorded_day(row=row))


def _agreed(transfer: Transfer) -> str:
    return f"{date_format(transfer.agreed_on)}: {Agreed(transfer.agreed_how).label}"


def _kind(transfer: Transfer) -> str:
    return _("Handing over") if transfer.is_offer else _("Asked for")


def _way(transfer: Transfer, reader: Reader) -> Link:
    return Link(reader.whose(transfer), reverse("prescribers:transfer", args=[transfer.id]))


def _answered(transfer: Transfer, reader: Reader) -> list[Value]:
    answer = transfer.answer
    how = Answered(answer.how)
    whose: Value = reader.whose(transfer)
    if transfer.enrolment.patient_id in reader.in_sight:
        whose = Link(reader.whose(transfer), reverse("prescribers:patient", args=[transfer.enrolment_id]))
    return [
        whose,
        _kind(transfer),
        Tag(how.label, TONES[how]),
        _recorded(answer),
        answer.words or "–",
    ]


def say_transfer(row: Transfer) -> tuple[dt.date, str]:
    """Say in the timeline what one of two centres wanted."""
    asked, offered = _("Transfer from %(old)s to %(new)s asked for"), _("Transfer from %(old)s to %(new)s offered")
    words = offered if row.is_offer else asked
    return recorded_day(row=row), words % {"old": row.from_centre.name, "new": row.to_centre.name}


def say_transfer_answer(row: TransferAnswer) -> tuple[dt.date, str]:
    """Say in the timeline what the other centre answered."""
    if row.how == Answered.ACCEPTED:
        words = _("Transfer accepted: now in the care of %(name)s, %(centre)s")
        treats = {"name": row.prescriber.name if row.prescriber else "", "centre": row.transfer.to_centre.name}
        return recorded_day(row=row), words % treats
    words = _("Transfer refused: %(why)s") if row.how == Answered.REFUSED else _("Transfer taken back")
    return recorded_day(row=row), words % {"why": row.words}
