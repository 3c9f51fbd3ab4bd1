"""The course of a race: pairs of requests let go at the same moment, many times over, and the count of wrong ends."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from tests.server import Answer

RACES = int(os.environ.get("RACES", "40"))
"""How many races of each kind are run; ``make races`` runs 500."""

AT_ONCE = 2
"""How many pairs run beside each other, each about a patient of its own."""

Request = Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two requests were answered."""

    first: Answer
    second: Answer


def run(pairs: Sequence[tuple[Request, Request]]) -> list[Outcome]:
    """Let each pair go at the same moment and wait for both answers."""
    with ThreadPoolExecutor(AT_ONCE) as courses, ThreadPoolExecutor(2 * AT_ONCE) as runners:

        def race(pair: tuple[Request, Request]) -> Outcome:
            start = Barrier(2)

            def run_one(request: Request) -> Answer:
                start.wait()
                return request()

            first, second = (runners.submit(run_one, request) for request in pair)
            return Outcome(first.result(), second.result())

        return list(courses.map(race, pairs))
