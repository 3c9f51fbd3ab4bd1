"""Prepared acts as lines of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import carries
from patients.identity import Person
from prescribers.models import Outcome, PreparedAct
from prescribers.prepared import KINDS, address_of
from prescribers.presenters.banner import shown_name
from prescribers.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedLine:
    """One prepared act; the addresses are empty where whoever looks may not, or nothing is left to do."""

    id: UUID
    name: str
    what: Text
    prepared: str
    whom: str
    is_mine: bool
    outcome: str
    words: str
    url: str
    may_send_back: bool
    may_take_back: bool
    nonce: UUID


def prepared_lines(*, acts: Sequence[PreparedAct], persons: Mapping[UUID, Person], by: Actor) -> list[PreparedLine]:
    """Show each act with whoever prepared it, for whom, and what became of it."""
    return [_line(one, persons[one.enrolment.patient.subject_id], by) for one in acts]


def _line(prepared: PreparedAct, person: Person, by: Actor) -> PreparedLine:
    moment = prepared.prepared_at.astimezone(ZoneInfo(by.time_zone))
    outcome = getattr(prepared, "outcome", None)
    signs = carries(by.role, KINDS[prepared.act].signs)
    return PreparedLine(
        id=prepared.id,
        name=shown_name(person),
        what=KINDS[prepared.act].words,
        prepared=_("%(name)s, %(moment)s")
        % {"name": prepared.prepared_by.name, "moment": date_format(moment, "DATETIME_FORMAT")},
        whom=prepared.prepared_for.name,
        is_mine=prepared.prepared_for_id == by.user_id,
        outcome=""
        if outcome is None
        else _("%(how)s by %(name)s") % {"how": Outcome(outcome.how).label, "name": outcome.recorded_by.name},
        words=outcome.words if outcome is not None else "",
        url=address_of(prepared) if signs and outcome is None else "",
        may_send_back=outcome is None and carries(by.role, "patients.answer_prepared"),
        may_take_back=outcome is None and carries(by.role, "patients.keep_prepared"),
        nonce=uuid4(),
    )
