"""Rounds of a measurement: as many as wanted, and fewer on a slow machine, so that the whole ends in minutes."""

import time
from collections.abc import Iterator
from typing import Final

LEAST: Final = 2


def rounds(most: int, *, seconds: float) -> Iterator[int]:
    """Count the rounds, at least two, until there are enough or the time is up."""
    began = time.monotonic()
    for number in range(most):
        if number >= LEAST and time.monotonic() - began > seconds:
            return
        yield number
