"""What falls due for many patients, what keeps it from being asked, and until when nothing changes by itself."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from patients.eligibility import Standing, standings
from patients.models import Enrolment
from programmes.in_force import programmes

ONE_DAY: Final = dt.timedelta(days=1)
OF_TODAY: Final = frozenset({"on", "prescriptions"})
"""What stands in the question itself, and prescriptions: they are written on the day, and the draft asked about is."""
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """What falls due for a patient, as known on a day.

    ``has_left``: her part in the programme has ended, by death or otherwise. ``is_suspected``: a suspicion of pregnancy
    stands, so that somebody talks to her and no reminder does. ``is_prescribed_anew``: what was written after her last
    supply waits at a pharmacy, so that she was seen for the next one. ``changes_on``: the next day on which the passing
    of time alone may change any of this.
    """

    enrolment: Enrolment
    on: dt.date
    due: dict[str, dt.date]
    has_left: bool
    is_interrupted: bool
    is_suspected: bool
    is_prescribed_anew: bool
    changes_on: dt.date | None


def upcoming(*, enrolments: Sequence[Enrolment], on: Sequence[dt.date]) -> list[Upcoming]:
    """Ask the rulebook about many, each on her programme's day, in a fixed number of queries."""
    return [_upcoming(one) for one in standings(enrolments=enrolments, on=on, by=None)]


def still_due(due: Mapping[str, dt.date], *, on: dt.date) -> dict[str, dt.date]:
    """Leave out a visit that is overdue while a prescription can be collected: it was written at one.

    What is due then is to fetch it. Once its last day has passed and it was not fetched, the visit is due again, since
    the day on which the supply ran out.
    """
    may_fetch = due.get("dispense_by", dt.date.min) >= on
    return {kind: day for kind, day in due.items() if not (kind == "visit" and day < on and may_fetch)}


def _upcoming(standing: Standing) -> Upcoming:
    facts, judgement = standing.judgement.facts, standing.judgement
    ended_on = (facts["treatment"] or {}).get("ended_on")
    has_ended = ended_on is not None and ended_on <= facts["on"]
    return Upcoming(
        enrolment=standing.enrolment,
        on=standing.on,
        due=still_due(standing.due, on=standing.on),
        has_left=judgement.holds("not_enrolled"),
        is_interrupted=judgement.holds("treatment_stopped") and not has_ended,
        is_suspected=judgement.holds("pregnancy_suspected"),
        is_prescribed_anew=_is_prescribed_anew(standing),
        changes_on=min(_days_to_come(standing), default=None),
    )


def _is_prescribed_anew(standing: Standing) -> bool:
    """Say whether what waits at a pharmacy was written after the last supply, and is not the rest of that one."""
    written = standing.open_prescription
    supplied = [one["dispensed_on"] for one in standing.judgement.facts["dispensings"]]
    if written is None or written["prescribed_on"] <= max(supplied, default=""):
        return False
    return standing.waits_at_the_pharmacy is not None


def _days_to_come(standing: Standing) -> Iterator[dt.date]:
    """Find every day to come on which a record becomes known or runs out, or another version of the rules begins."""
    fetch = standing.due.get("dispense_by")
    if fetch is not None and fetch >= standing.on:
        yield fetch + ONE_DAY
    told = {name: rows for name, rows in standing.judgement.facts.items() if name not in OF_TODAY}
    yield from _days_after(standing.on, told)
    for version in programmes().versions(standing.enrolment.programme_id):
        if version.valid_from > standing.on:
            yield version.valid_from


def _days_after(today: dt.date, facts: Any) -> Iterator[dt.date]:
    """Find every day to come that stands anywhere in a history, and the day after it: a span may end then."""
    if isinstance(facts, Mapping):
        facts = list(facts.values())
    if isinstance(facts, list | tuple):
        for one in facts:
            yield from _days_after(today, one)
    elif isinstance(facts, str) and ISO_DAY.fullmatch(facts):
        day = dt.date.fromisoformat(facts)
        if day < dt.date.max:
            yield from (one for one in (day, day + ONE_DAY) if one > today)
