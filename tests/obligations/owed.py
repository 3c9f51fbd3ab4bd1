"""Obligations as tests want them: taken in from a condition, acted on by somebody of the company."""

import datetime as dt
from typing import Any
from uuid import uuid4

from accounts.actor import Actor
from accounts.models import Kind as OrganisationKind
from accounts.models import Role
from obligations.library import Condition
from obligations.models import Obligation, Step
from obligations.operations import meet_obligation, own_obligation, take_in
from tests.builders import a_programme, an_actor, an_organisation, now, user_of
from tests.obligations.papers import a_pdf


def a_condition(**changes: Any) -> Condition:
    """Write a condition of the Union that comes once, due in a hundred days."""
    said: dict[str, Any] = {
        "programme_id": a_programme().id, "key": f"key-{uuid4()}", "is_sample": True, "kind": "registry_report",
        "words": "A report.", "source": "Annex II.D", "owner": Role.SAFETY_OFFICER, "countries": ("",),
        "due": now().date() + dt.timedelta(days=100), "every_months": 0, "tell_before": (30, 7),
    }  # fmt: skip
    return Condition(**said | changes)


def an_obligation(*, at: dt.datetime | None = None, **changes: Any) -> Obligation:
    """Take one condition in."""
    return take_in(conditions=[a_condition(**changes)], at=at or now())[0]


def an_officer_of_the_company(role: str = Role.SAFETY_OFFICER) -> Actor:
    """Give somebody who may act on obligations."""
    return an_actor(role, an_organisation(OrganisationKind.COMPANY))


def a_met_obligation(*, at: dt.datetime | None = None, by: Actor | None = None) -> Step:
    """Give an obligation an owner, and meet it with a document that is kept."""
    at, by = at or now(), by or an_officer_of_the_company()
    one = an_obligation(at=at)
    own_obligation(by=by, at=at, obligation=one, owner=user_of(by))
    return meet_obligation(by=by, at=at, obligation=one, reference="Sequence 0042", sha256="", document=a_pdf())
