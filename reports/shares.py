"""Exact intervals of shares (Clopper and Pearson), from the binomial distribution alone."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log

TAIL = 0.025
STEPS = 60
"""Halvings of the unit interval: more digits than a number of this kind holds."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and the upper limit of a share, between 0 and 1."""

    low: float
    high: float


def exact_interval(numerator: int, denominator: int) -> Interval:
    """Give the exact 95 % interval of a share.

    :raises ValueError: when it is not a share: nothing below, or more above than below.
    """
    if not 0 <= numerator <= denominator or denominator < 1:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    low = 0.0
    if numerator > 0:
        low = _where(lambda p: 1 - _at_most(numerator - 1, denominator, p) < TAIL)
    high = 1.0
    if numerator < denominator:
        high = _where(lambda p: _at_most(numerator, denominator, p) > TAIL)
    return Interval(low, high)


def _where(still_below: Callable[[float], bool]) -> float:
    """Find the share at which a condition that holds for small ones ceases to hold."""
    low, high = 0.0, 1.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if still_below(middle) else (low, middle)
    return (low + high) / 2


def _at_most(count: int, of: int, p: float) -> float:
    """Give the probability of so many successes or fewer, summed over the shorter tail."""
    if 2 * count > of:
        return 1 - _at_most(of - count - 1, of, 1 - p) if count < of else 1.0
    return sum(exp(_log_probability(k, of, p)) for k in range(count + 1))


def _log_probability(k: int, n: int, p: float) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p)
