"""A pharmacy with two pharmacists, an authority that is told, and what they sign together."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.actor import Actor
from accounts.models import Kind, Organisation, Role
from patients.models import Verdict
from pharmacies.late import enter_late
from pharmacies.overrides import dispense_against_reasons
from programmes.models import Programme, RegimeProposal
from programmes.regimes import decide_regime, propose_regime
from tests.builders import BRUSSELS, Scene, a_check, an_actor, an_organisation


@dataclass(frozen=True, slots=True)
class Authority:
    """Two people of one authority."""

    one: Actor
    other: Actor


def an_authority(*, country: str = "BE") -> Authority:
    """Make an authority with two people."""
    place = an_organisation(Kind.AUTHORITY, country=country)
    return Authority(an_actor(Role.AUTHORITY, place), an_actor(Role.AUTHORITY, place))


def a_second_pharmacist(scene: Scene) -> Actor:
    """Make another pharmacist of the scene's pharmacy."""
    return an_actor(Role.PHARMACIST, Organisation.objects.get(id=scene.pharmacist.place_id))


def an_override(scene: Scene, *, at: dt.datetime, check: Verdict | None = None, **changes: Any) -> Verdict:
    """Dispense seven capsules in spite of the reasons of a no; the authority is there already."""
    answers: dict[str, Any] = {
        "check": check or a_check(scene, at=at),
        "capsules": 7,
        "counselled": True,
        "why": "nothing_left",
        "words": "Dr Maes cannot be reached until Monday.",
        "second": changes.pop("second", None) or a_second_pharmacist(scene),
    }
    return dispense_against_reasons(by=changes.pop("by", scene.pharmacist), at=at, **answers | changes)


def a_late_entry(scene: Scene, *, at: dt.datetime, happened_at: dt.datetime, **changes: Any) -> Verdict:
    """Enter late that all of the scene's prescription was handed over at a moment."""
    local = happened_at.astimezone(BRUSSELS)
    answers: dict[str, Any] = {
        "number": scene.card.number,
        "day": local.date(),
        "clock": local.time().replace(tzinfo=None),
        "capsules": scene.prescription.capsules,
        "counselled": True,
        "why": "no_answer",
        "words": "Dr Maes said on the telephone that nothing had changed.",
        "second": changes.pop("second", None) or a_second_pharmacist(scene),
    }
    return enter_late(by=changes.pop("by", scene.pharmacist), at=at, **answers | changes)


def a_proposal_of(authority: Authority, *, programme: Programme, regime: str, at: dt.datetime, days: int = 7) -> Any:
    """Propose a regime, for a week by default."""
    return propose_regime(
        by=authority.one, at=at, programme=programme, regime=regime,
        last_on=None if regime == "normal" else at.date() + dt.timedelta(days=days - 1),
        words="The register of certificates is being rebuilt.",
    )  # fmt: skip


def a_regime(
    authority: Authority, *, programme: Programme, regime: str, at: dt.datetime, days: int = 7
) -> RegimeProposal:
    """Set a programme by two people of an authority."""
    proposal: RegimeProposal = a_proposal_of(authority, programme=programme, regime=regime, at=at, days=days)
    decide_regime(by=authority.other, at=at, proposal=proposal, agreed=True)
    return proposal
