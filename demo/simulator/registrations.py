"""When a simulated pharmacy is registered, in the rulebook's words."""

from demo.simulator.days import iso
from demo.simulator.plan import Pharmacy, Plan
from demo.simulator.record import Facts


def registered_spans(*, plan: Plan, pharmacy: Pharmacy) -> list[Facts]:
    """Give the registrations of a pharmacy in the rulebook's words."""
    if pharmacy.unregistered is None:
        return [{"from": iso(plan.opened), "until": None}]
    lapsed, taken_up = pharmacy.unregistered
    return [{"from": iso(plan.opened), "until": iso(lapsed)}, {"from": iso(taken_up), "until": None}]


def is_registered(pharmacy: Pharmacy, day: int) -> bool:
    """Say whether a pharmacy is registered on a day."""
    lapsed = pharmacy.unregistered
    return lapsed is None or not lapsed[0] <= day < lapsed[1]
