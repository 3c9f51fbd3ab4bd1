"""A registry filled with invented patients: refused where anybody is real, made on as many processes as are wanted."""

import datetime as dt
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Final

import psycopg
from django.db import connection, connections, transaction

from demo.models import Simulation
from demo.simulator.ground import lay_ground
from demo.simulator.life import live
from demo.simulator.loading import load
from demo.simulator.plan import ABLE_SHARE, Plan, draw_plan
from demo.simulator.truth import truth_of
from patients.models import Patient
from programmes.in_force import programmes
from programmes.operations import take_in

BATCH: Final = 200
"""So many patients go in together."""

Happened = Tally[tuple[str, str]]


class NotSimulated(Exception):
    """This database holds somebody who was not invented here."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for."""

    patients: int
    months: int
    seed: int
    until: dt.date
    able: float = ABLE_SHARE
    """Of the women, the share of those who can become pregnant: more of them, where their rules are looked at."""


def simulate(
    *, wanted: Wanted, now: dt.datetime, processes: int, said: Callable[[int, int], None] = lambda done, of: None
) -> dict[str, Any]:
    """Fill the database, and give the truth that was planted.

    What is interrupted leaves whole patients behind, and a database that counts as touched: begin with an empty one.

    :param processes: 1 works in this very process.
    :param said: told how many patients are there, of how many.
    :raises NotSimulated: when the database holds a patient who is of no simulation, or this seed's already.
    """
    require_nobody_real(seed=wanted.seed)
    with transaction.atomic():
        take_in(programmes=programmes(), at=now)
        plan = draw_plan(
            seed=wanted.seed,
            patients=wanted.patients,
            months=wanted.months,
            until=wanted.until,
            programmes=programmes().ids,
            able=wanted.able,
        )
        lay_ground(plan=plan)
        Simulation.objects.create(
            seed=wanted.seed, patients=wanted.patients, months=wanted.months, until=wanted.until, made_at=now
        )
    happened: Happened = Tally()
    done = 0
    for numbers, told in _batches(plan, processes):
        happened.update(told)
        done += len(numbers)
        said(done, plan.patients)
    return truth_of(plan=plan, happened=happened)


def require_nobody_real(*, seed: int) -> None:
    """Refuse a database in which there is anybody but the patients of earlier simulations.

    :raises NotSimulated: saying what to do instead.
    """
    simulations = list(Simulation.objects.all())
    there, invented = Patient.objects.count(), sum(one.patients for one in simulations)
    if there != invented:
        raise NotSimulated(
            f"This database holds {there} patients, and {invented} of them were simulated. Nothing was written. "
            "Name an empty database in DATABASE_URL: no simulation goes beside anybody who may be real."
        )
    if any(one.seed == seed for one in simulations):
        raise NotSimulated(f"Seed {seed} was simulated here already. Choose another seed, or an empty database.")


def _batches(plan: Plan, processes: int) -> Iterator[tuple[range, Happened]]:
    batches = [range(first, min(first + BATCH, plan.patients)) for first in range(0, plan.patients, BATCH)]
    address = _address()
    if processes == 1:
        with psycopg.connect(**address) as server:
            for numbers in batches:
                yield numbers, _fill(server, plan, numbers)
        return
    connections.close_all()
    with ProcessPoolExecutor(
        processes, mp_context=get_context("fork"), initializer=_begin, initargs=(plan, address)
    ) as pool:
        yield from zip(batches, pool.map(_fill_here, batches), strict=True)


def _address() -> dict[str, Any]:
    """Give how the application itself connects, so that nothing is written that it could not write."""
    connection.ensure_connection()
    wanted = connection.get_connection_params()
    return {name: wanted[name] for name in ("dbname", "user", "password", "host", "port") if wanted.get(name)}


_HERE: dict[str, Any] = {}
"""What a process of its own works with."""


def _begin(plan: Plan, address: dict[str, Any]) -> None:
    _HERE.update(plan=plan, server=psycopg.connect(**address))


def _fill_here(numbers: range) -> Happened:
    return _fill(_HERE["server"], _HERE["plan"], numbers)


def _fill(server: psycopg.Connection[Any], plan: Plan, numbers: Sequence[int]) -> Happened:
    """Live some lives and bring them in."""
    lives = [live(plan=plan, number=number, programmes=programmes()) for number in numbers]
    load(server=server, sheets=[one.sheet for one in lives])
    happened: Happened = Tally()
    for one in lives:
        happened.update(one.happened)
    return happened
