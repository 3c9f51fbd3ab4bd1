"""What falls due, in the order of the days."""

from dataclasses import dataclass

from django.utils.formats import date_format

from patients.eligibility import Standing, held_by
from prescribers.words import DUE, Text, said


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One date; ``is_past`` when it is overdue."""

    label: Text
    value: str
    is_past: bool


def due_lines(standing: Standing) -> list[DueLine]:
    """List the rulebook's due dates, the earliest first; nothing is to be dispensed while the supply is held."""
    told = {
        kind: day
        for kind, day in standing.due.items()
        if not (kind == "dispense_by" and held_by(judgement=standing.judgement))
    }
    ordered = sorted(told.items(), key=lambda item: item[1])
    return [DueLine(label=said(DUE, kind), value=date_format(day), is_past=day < standing.on) for kind, day in ordered]
