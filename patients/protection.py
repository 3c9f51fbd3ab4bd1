"""From when a method of contraception would be enough: asked of the rulebook before anything is recorded."""

import datetime as dt
from dataclasses import dataclass, replace

from patients.eligibility import judge_protection
from patients.models import Contraception, Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method as a form has it."""

    method: str
    started_on: dt.date
    valid_until: dt.date | None
    confirmed: bool
    confirmed_on: list[dt.date]
    ended_on: dt.date | None = None

    def facts(self) -> dict[str, object]:
        """Write it as the rulebook does."""
        return {
            "method": self.method,
            "started_on": self.started_on.isoformat(),
            "ended_on": self.ended_on.isoformat() if self.ended_on else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "confirmed": self.confirmed,
            "confirmed_on": [day.isoformat() for day in self.confirmed_on],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What a method would come to: whether it counts, and the day on which the lead time is complete.

    Without a day, the lead time is complete since a day before the method began, or a gap keeps it from completing.
    """

    counts: bool
    is_complete: bool
    complete_on: dt.date | None


def method_of(row: Contraception, *, ended_on: dt.date | None) -> Method:
    """Give a recorded method as it would read once it ended."""
    return Method(
        method=row.method,
        started_on=row.started_on,
        valid_until=row.valid_until,
        confirmed=row.confirmed,
        confirmed_on=row.confirmed_on,
        ended_on=ended_on,
    )


def protection_with(*, enrolment: Enrolment, on: dt.date, begun: Method, ended: Method | None = None) -> Protection:
    """Ask the rulebook what recording this method would come to on a day.

    :param ended: the method that it takes the place of, with its last day.
    """
    instead = ended.facts() if ended else None
    today = judge_protection(enrolment=enrolment, on=on, begun=begun.facts(), in_place_of=instead)
    if today.holds("contraception_missing") or today.holds("abstinence_not_confirmed"):
        return Protection(counts=False, is_complete=False, complete_on=None)
    if today.holds("contraception_too_recent"):
        day = today.from_when("contraception_too_recent")
        if day is None or day > on:
            return Protection(counts=True, is_complete=False, complete_on=day)
        # A test of today is all that is still wanted: the lead time itself is complete.
    # Complete already: as the first day of the method saw it, from when?
    confirmed = sorted({*begun.confirmed_on, begun.started_on})
    back_then = replace(begun, confirmed_on=confirmed).facts()
    then = judge_protection(enrolment=enrolment, on=begun.started_on, begun=back_then, in_place_of=instead)
    return Protection(counts=True, is_complete=True, complete_on=then.from_when("contraception_too_recent"))
