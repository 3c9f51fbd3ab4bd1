"""What must come of each order of steps: a model of one lock, of queueing before it, and of what was stored when."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final

from tests.permutations.sessions import COMMIT, LOCK, STEPS

DISPENSE, POSITIVE, REVOKE = "dispense", "positive", "revoke"
CANCEL, CATEGORY, CERTIFICATE = "cancel", "category", "certificate"

WHY_NOT: Final = {
    POSITIVE: "pregnancy_suspected",
    REVOKE: "card_missing",
    CANCEL: "prescription_cancelled",
    CATEGORY: "category_changed",
    CERTIFICATE: "prescriber_not_certified",
}
"""The reason that stands against a dispensing once an act is stored."""

WITHOUT_THE_LOCK: Final = {CERTIFICATE}
"""What changes no patient's record; it counts from its commit on."""

Schedule = tuple[int, ...]
"""Whose step comes next, by the number of the session."""


def schedules(sessions: int, *, steps: int = len(STEPS)) -> Iterator[Schedule]:
    """Give every order in which the steps of some sessions can follow one another."""
    turns = [number for number in range(sessions) for _ in range(steps)]
    yield from sorted(set(permutations(turns)))


@dataclass(slots=True)
class Model:
    """The acts of a schedule, by number; ``known`` says which acts were stored when each came to judge."""

    acts: Sequence[str]
    allowed: list[int] = field(init=False)
    taken: list[int] = field(init=False)
    stored: list[int] = field(default_factory=list)
    known: dict[int, tuple[int, ...]] = field(default_factory=dict)
    holder: int | None = None
    waiting: deque[int] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.allowed = [0] * len(self.acts)
        self.taken = [0] * len(self.acts)

    def step(self, number: int, steps: int = 1) -> None:
        """Allow a session its next steps, and see how far it gets."""
        self.allowed[number] += steps
        self._go_on(number)

    def _go_on(self, number: int) -> None:
        while self.taken[number] < min(self.allowed[number], len(STEPS)) and number not in self.waiting:
            step = STEPS[self.taken[number]]
            if step == LOCK and not self._takes_the_lock(number):
                return
            self.taken[number] += 1
            if step == COMMIT:
                self._store(number)

    def _takes_the_lock(self, number: int) -> bool:
        if self.acts[number] not in WITHOUT_THE_LOCK:
            if self.holder is not None:
                self.waiting.append(number)
                return False
            self.holder = number
        self.known[number] = tuple(self.stored)
        return True

    def _store(self, number: int) -> None:
        self.stored.append(number)
        if self.holder != number:
            return
        self.holder = None
        if self.waiting:
            self._go_on(self.waiting.popleft())


@dataclass(frozen=True, slots=True)
class Expected:
    """What the record must show: who dispensed, why each other did not, and whether the pharmacy was warned."""

    dispensed: frozenset[int]
    why_not: dict[int, frozenset[str]]
    warned: bool


def expected(acts: Sequence[str], schedule: Schedule, *, steps: int = 1) -> Expected:
    """Play a schedule in the model."""
    model = Model(acts)
    for number in schedule:
        model.step(number, steps)
    for number in range(len(acts)):
        model.step(number, len(STEPS))
    dispensed: set[int] = set()
    why_not: dict[int, frozenset[str]] = {}
    for number in model.stored:
        if acts[number] != DISPENSE:
            continue
        against = {acts[one] for one in model.known[number]} & WHY_NOT.keys()
        if against or dispensed & set(model.known[number]):
            why_not[number] = frozenset(WHY_NOT[one] for one in against)
        else:
            dispensed.add(number)
    warned = any(acts[number] == POSITIVE and bool(dispensed & set(model.known[number])) for number in range(len(acts)))
    return Expected(frozenset(dispensed), why_not, warned)
