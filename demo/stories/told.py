"""What a story is, and the turns that several of them share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from accounts.actor import Actor
from demo.case import Case, woman
from demo.models import Kind
from demo.stage import Stage
from patients.models import Record
from patients.operations import revoke_card, void_record
from patients.queries import valid_card

AHEAD: Final = -10
"""The day of a workstation whose clock runs ten days ahead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card number, and the pharmacist at whose counter it is shown."""

    number: str
    pharmacist: Actor


@dataclass(frozen=True, slots=True)
class Told:
    """A story: the answer it leads to, in a sentence for people, and how it came about."""

    kind: Kind
    code: str
    words: Promise | str
    tell: Callable[[Stage], Shown]
    variant: str = ""

    @property
    def key(self) -> str:
        """Name the story: its answer, and which of several that lead to the same one."""
        return "/".join(part for part in (self.kind, self.code, self.variant) if part)


def shown(case: Case) -> Shown:
    """Show the card at the counter of the patient's own pharmacist."""
    return Shown(case.number, case.team.pharmacist)


def prescribed(stage: Stage, *, remarkable: bool = False) -> Case:
    """Give a woman with a test and a prescription of three days ago: a yes, until something comes to light."""
    case = woman(stage, visits=(59, 31), remarkable=remarkable)
    case.test(3)
    case.prescribe(3)
    return case


def lose_card(case: Case, ago: int) -> None:
    """Report the card as lost."""
    card = valid_card(enrolment=case.enrolment)
    assert card is not None
    revoke_card(by=case.team.prescriber, at=case.clock.at(ago, 8), card=card, reason="lost")


def strike_out(case: Case, record: Record | None, reason: str) -> None:
    """Say yesterday that a row was entered in error."""
    assert record is not None
    void_record(by=case.team.prescriber, at=case.clock.at(1, 8, 30), record=record, reason=reason)
