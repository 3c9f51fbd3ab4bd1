"""What of many patients leaves the registry at once, as a file: signed anew, and in the trail for each of them."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from accounts.actor import Actor
from accounts.operation import operation
from safety.models import SafetyMessage
from safety.queries import cases
from safety.reconciliation import as_csv, lines_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """The list of cases as it goes out, and the patients whom the trail must name for it."""

    content: bytes
    subjects_of_trail: frozenset[UUID]


@operation("safety.take_away", signed=True)
def take_list(*, by: Actor, at: dt.datetime) -> CaseList:
    """Give every case in a line of CSV, for the company's safety database."""
    rows = list(cases())
    named = frozenset(one.patient_id for one in rows if one.patient_id is not None)
    return CaseList(content=as_csv(lines_of(rows)), subjects_of_trail=named)


@operation("safety.take_away", signed=True)
def take_file(*, by: Actor, at: dt.datetime, message: SafetyMessage) -> SafetyMessage:
    """Give a message to be sent by hand, byte for byte as it is kept."""
    return message
