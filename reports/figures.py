"""The authority's first figures, worked out from groups of verdicts (spec/indicators.md: P9, and B1 by reason)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from patients.models import Mode
from reports.queries import Group
from reports.shares import Interval, exact_interval
from rulebook import REASONS

REASON_CODES = frozenset(REASONS)


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator, its denominator, and the exact 95 % interval; no interval of nothing."""

    numerator: int
    denominator: int
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What one page shows; every number counts verdicts or the dispensings that stand on them."""

    checks: int
    yes: int
    no: int
    refused: int
    by_reason: list[tuple[str, int]]
    by_refusal: list[tuple[str, int]]
    dispensings: int
    by_label: list[tuple[str, int]]
    full_compliance: Share
    overridden: list[tuple[str, int]]
    late: int
    late_against_reasons: int
    under_a_regime: int
    without_version: int
    versions: list[str]


def work_out(groups: Iterable[Group]) -> Figures:
    """Count what the groups hold."""
    kept = list(groups)
    checks = [group for group in kept if group.is_check]
    given = [group for group in kept if group.dispensed]
    dispensings = _sum(given)
    return Figures(
        checks=_sum(checks),
        yes=_sum(group for group in checks if group.dispense),
        no=_sum(group for group in checks if group.reasons),
        refused=_sum(group for group in checks if group.refusal),
        by_reason=_by_reason(checks),
        by_refusal=_ranked((group.refusal, group.count) for group in checks if group.refusal),
        dispensings=dispensings,
        by_label=_ranked((group.label, group.count) for group in given),
        full_compliance=share(_sum(group for group in given if _is_fully_compliant(group)), dispensings),
        overridden=_by_reason(given, attribute="overruled"),
        late=_sum(group for group in given if group.mode == Mode.LATE and group.dispense),
        late_against_reasons=_sum(group for group in given if group.mode == Mode.LATE and not group.dispense),
        under_a_regime=_sum(group for group in given if group.moved),
        without_version=_sum(group for group in given if not group.programme_version),
        versions=sorted({group.programme_version for group in given if group.programme_version}),
    )


def share(numerator: int, denominator: int) -> Share:
    """Put a share together with its exact interval."""
    return Share(numerator, denominator, exact_interval(numerator, denominator) if denominator else None)


def _is_fully_compliant(group: Group) -> bool:
    """P9: no reason at all, neither blocking nor moved to the advice by a gate."""
    return not group.reasons and REASON_CODES.isdisjoint(group.advice)


def _by_reason(groups: Iterable[Group], *, attribute: str = "reasons") -> list[tuple[str, int]]:
    """Count each verdict once under every reason it had (B1, B2), in the order of the rulebook's table."""
    counted: Counter[str] = Counter()
    for group in groups:
        for code in getattr(group, attribute):
            counted[code] += group.count
    return [(code, counted[code]) for code in REASONS if counted[code]]


def _ranked(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for code, count in pairs:
        counted[code] += count
    return counted.most_common()


def _sum(groups: Iterable[Group]) -> int:
    return sum(group.count for group in groups)
