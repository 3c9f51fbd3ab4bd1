"""Rows of proposed changes of the rules, written without their consequences being counted."""

import datetime as dt
from typing import Any

from programmes.models import Part, ProgrammeVersion, RuleAnswer, RuleInForce, RuleProposal
from tests.builders import a_programme
from tests.programmes.kits import a_manager, an_assessor

FAR = dt.date(2199, 1, 1)


def a_rule_proposal(*, at: dt.datetime, **changes: Any) -> RuleProposal:
    """Write a proposal; its text is no file, as nobody reads it here."""
    facts: dict[str, Any] = {
        "programme": a_programme(), "valid_from": FAR, "text": "id = 1", "sha256": "0" * 64, "why": "asked for",
        "refused": 0, "proposed_at": at, "proposed_by_id": a_manager().person_id,
    }  # fmt: skip
    return RuleProposal.objects.create(**facts | changes)


def a_rule_answer(*, at: dt.datetime, proposal: RuleProposal, country: str = "", **changes: Any) -> RuleAnswer:
    """Write an answer: of the authority of a country, or of the office where none is said."""
    by = an_assessor(country) if country else a_manager()
    facts: dict[str, Any] = {
        "proposal": proposal, "part": Part.AUTHORITY if country else Part.OFFICE, "country": country, "agreed": True,
        "refused": 0, "answered_at": at, "answered_by_id": by.person_id,
    }  # fmt: skip
    return RuleAnswer.objects.create(**facts | changes)


def its_version(*, at: dt.datetime, proposal: RuleProposal, **changes: Any) -> ProgrammeVersion:
    """Write the version that a proposal would come to."""
    facts = {key: getattr(proposal, key) for key in ("programme", "valid_from", "text", "sha256")}
    return ProgrammeVersion.objects.create(**facts | {"read_at": at} | changes)


def a_rule_in_force(*, at: dt.datetime) -> RuleInForce:
    """Write a proposal to which office and authority agreed."""
    one = a_rule_proposal(at=at, countries=["BE"])
    for country in ("", "BE"):
        a_rule_answer(at=at, proposal=one, country=country)
    return RuleInForce.objects.create(proposal=one, version=its_version(at=at, proposal=one))
