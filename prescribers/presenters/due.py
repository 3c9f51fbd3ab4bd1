"""What falls due, in the order of the days."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format

from patients.eligibility import Standing
from prescribers.words import DUE, Text, said


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One date; ``is_past`` when it is overdue."""

    label: Text
    value: str
    is_past: bool


def due_lines(standing: Standing) -> list[DueLine]:
    """List the rulebook's due dates, the earliest first."""
    ordered = sorted(still_asked(standing).items(), key=lambda item: item[1])
    return [DueLine(label=said(DUE, kind), value=date_format(day), is_past=day < standing.on) for kind, day in ordered]


def still_asked(standing: Standing) -> dict[str, dt.date]:
    """Leave out the last day to dispense while the supply is held, and once it is over: nobody can keep it then."""
    is_void = standing.judgement.held_by or standing.ended_on is not None
    return {kind: day for kind, day in standing.due.items() if not (kind == "dispense_by" and is_void)}
