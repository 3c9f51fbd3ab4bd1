"""Exact intervals of shares (Clopper and Pearson), from the incomplete beta function."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

TAIL = 0.025
STEPS = 60
"""Halvings of the unit interval: more digits than a number of this kind holds."""
MOST_TERMS, CLOSE, TINY = 20_000, 1e-14, 1e-300


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
    """Give the probability of so many successes or fewer."""
    return _beta(1 - p, of - count, count + 1)


def _beta(x: float, a: int, b: int) -> float:
    """Give the regularised incomplete beta function, from the side on which its fraction converges soon."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    scale = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return scale * _fraction(x, a, b) / a


def _fraction(x: float, a: int, b: int) -> float:
    """Work out the continued fraction of the function (DLMF 8.17.22) by Lentz's method."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, MOST_TERMS):
        m = step // 2
        top = -(a + m) * (a + b + m) if step % 2 else m * (b - m)
        term = top * x / ((a + step - 1) * (a + step))
        d = 1 / _apart(1 + term * d)
        c = _apart(1 + term / c)
        value *= c * d
        if abs(1 - c * d) < CLOSE:
            break
    return 1 / value


def _apart(number: float) -> float:
    """Keep a divisor apart from nothing."""
    return number if abs(number) > TINY else TINY
