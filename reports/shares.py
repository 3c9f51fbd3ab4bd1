"""Exact intervals of shares and rates, and the limits of charts: the only statistics that the figures use."""

from dataclasses import dataclass
from math import sqrt

from rulebook.indicators import CONFIDENCE, FUNNEL, SIGMAS


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and the upper limit of a share (between 0 and 1) or of a rate."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator, its denominator, how many of the denominator lack a fact, and the exact 95 % interval.

    ``missing`` is None where what is kept does not tell whether a fact was lacking or wrong.
    """

    numerator: int
    denominator: int
    missing: int | None = 0

    @property
    def value(self) -> float | None:
        """Give the share; of nothing there is none."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> Interval | None:
        """Give the exact interval; of nothing there is none."""
        return exact_interval(self.numerator, self.denominator) if self.denominator else None


def exact_interval(numerator: int, denominator: int) -> Interval:
    """Give the exact (Clopper and Pearson) 95 % interval of a share, from the quantiles of the beta distribution.

    :raises ValueError: when it is not a share: nothing below, or more above than below.
    """
    from scipy.special import betaincinv  # a second of start-up that only the figures need

    if not 0 <= numerator <= denominator or denominator < 1:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    tail, others = (1 - CONFIDENCE) / 2, denominator - numerator
    low = float(betaincinv(numerator, others + 1, tail)) if numerator else 0.0
    high = float(betaincinv(numerator + 1, others, 1 - tail)) if others else 1.0
    return Interval(low, high)


def rate_interval(count: int, exposure: float) -> Interval:
    """Give the exact (Garwood) 95 % interval of a Poisson rate: events for each unit of exposure.

    :raises ValueError: when there is no exposure, or fewer than no events.
    """
    from scipy.special import gammaincinv  # a second of start-up that only the figures need

    if count < 0 or exposure <= 0:
        raise ValueError(f"{count} in {exposure} is not a rate")
    tail = (1 - CONFIDENCE) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(low / exposure, float(gammaincinv(count + 1, 1 - tail)) / exposure)


def funnel_limits(denominator: int, target: float) -> Interval:
    """Give the shares beyond which a centre of this size lies outside, if its true share were the target.

    Exact binomial: the smallest and the largest count that leave no more than 0.1 % on their own side.

    :raises ValueError: when nothing is counted.
    """
    if denominator < 1:
        raise ValueError("there is no limit for nothing")
    tail = (1 - FUNNEL) / 2
    fewest = _smallest(denominator, target, tail)
    most = denominator - _smallest(denominator, 1 - target, tail)
    return Interval(fewest / denominator, most / denominator)


def shewhart_limits(denominator: int, mean: float) -> Interval:
    """Give the three-sigma limits of a month's share on a p-chart, kept between 0 and 1."""
    width = SIGMAS * sqrt(mean * (1 - mean) / denominator)
    return Interval(max(0.0, mean - width), min(1.0, mean + width))


def _smallest(of: int, share: float, tail: float) -> int:
    """Find the smallest count so that it or fewer are likelier than the tail, by halving."""
    from scipy.special import bdtr  # a second of start-up that only the figures need

    low, high = 0, of
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if bdtr(middle, of, share) > tail else (middle + 1, high)
    return low
