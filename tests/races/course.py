"""The course of a race: requests let go at the same moment, many times over, and the count of wrong ends."""

import os
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.server import Answer

GUARDED, CONTROL = "as served", "guards taken out"

RACES = int(os.environ.get("RACES", "500"))
"""How many races of each kind are run; ``make races`` runs 2,000."""

OTHERS = int(os.environ.get("RACES", "30"))
"""How many of the kinds that are dear to prepare."""

CONTROLS = max(20, RACES // 25)
"""How many are run with the guards taken out: they say that a race is one, not how rare a wrong end is.

Eighteen of twenty must go wrong; of a race in which that is a toss of a coin, it is two times in ten thousand.
"""

WARMING_UP = 4
"""Races run first and not counted: a process that has answered nothing yet is too slow to meet anybody."""

PATIENCE = 4.0
"""Seconds that the one who is first waits, between judgement and record, for the other to be there."""

AT_ONCE = {GUARDED: 4, CONTROL: 2}
"""How many races run beside each other, each about a patient of its own: the server has eight threads."""

BATCH = 500
"""Scenes made at a time: the answer of a check holds for half an hour."""

Request = Callable[[], Answer | None]
Report = Callable[..., None]
Outcome = Sequence[Answer | None]
"""What the requests of a race were answered; None for one that hung up."""


def batches(how: str, *, races: int = RACES) -> Iterator[int]:
    """Give how many races to prepare at a time, those of the warming up too."""
    left = WARMING_UP + (races if how == GUARDED else min(races, CONTROLS))
    while left > 0:
        yield min(left, BATCH)
        left -= BATCH


def run(groups: Sequence[Sequence[Request]], *, at_once: int, spread: float = 0) -> list[Outcome]:
    """Let the requests of each group go at the same moment and wait for all answers.

    :param spread: seconds within which each of a group goes, drawn at random, instead of all together.
    """
    most = max(map(len, groups))
    with ThreadPoolExecutor(at_once) as courses, ThreadPoolExecutor(most * at_once) as runners:

        def race(group: Sequence[Request]) -> Outcome:
            start = threading.Barrier(len(group))

            def run_one(request: Request) -> Answer | None:
                start.wait()
                if spread:
                    threading.Event().wait(random.uniform(0, spread))  # noqa: S311  nothing secret
                return request()

            return [one.result() for one in [runners.submit(run_one, request) for request in group]]

        return list(courses.map(race, groups))
