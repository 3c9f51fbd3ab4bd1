"""A lower category, proposed and decided on, for tests: lawful by default, any fact changed by keyword."""

import datetime as dt
from typing import Any

from accounts.actor import Actor
from accounts.models import Organisation
from patients.models import CategoryProposal, Enrolment
from patients.operations import propose_category
from tests.builders import a_prescriber

WOMB_REMOVED: dict[str, Any] = {
    "category": "non_childbearing",
    "criterion": "hysterectomy",
    "specialist_confirmed": False,
    "evidence": "Operation report",
    "evidence_on": dt.date(2026, 3, 3),
    "evidence_by": "Dr Wit",
}


def a_proposal(*, by: Actor, at: dt.datetime, enrolment: Enrolment, **changes: Any) -> CategoryProposal:
    """Propose that she cannot become pregnant, as her womb was removed."""
    return propose_category(by=by, at=at, enrolment=enrolment, **WOMB_REMOVED | changes)


def a_second(first: Actor) -> Actor:
    """Make another prescriber of the same centre."""
    return a_prescriber(centre=Organisation.objects.get(id=first.place_id))
