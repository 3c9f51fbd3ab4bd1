"""A registry filled with invented patients: refused where anybody is real, made on as many processes as are wanted."""

import datetime as dt
from collections import Counter as Tally
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Final

import psycopg
from django.db import connections, transaction

from demo.models import Simulation
from demo.simulator.ground import lay_ground
from demo.simulator.guards import rest, wake
from demo.simulator.life import live
from demo.simulator.loading import load
from demo.simulator.plan import ABLE_SHARE, Plan, draw_plan
from demo.simulator.tables import COLUMNS, Sheet
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

    All patients go in together, or none: what is interrupted leaves places and people alone, and must be begun anew in
    an empty database.

    :param processes: 1 works in this very process.
    :param said: told how many patients are there, of how many.
    :raises NotSimulated: when the database holds a patient who is of no simulation, or this seed's already.
    :raises GuardBroken: when a row is not as the tables' triggers would have let it in; then nothing is.
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
    with psycopg.connect(**address_of_the_owner()) as server:
        rest(server=server, tables=COLUMNS)
        for numbers, sheet, told in _batches(plan, processes):
            load(server=server, sheet=sheet)
            happened.update(told)
            done += len(numbers)
            said(done, plan.patients)
        wake(server=server, tables=COLUMNS)
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


def _batches(plan: Plan, processes: int) -> Iterator[tuple[range, Sheet, Happened]]:
    """Live all lives, some at a time; in other processes while this one brings them in."""
    batches = [range(first, min(first + BATCH, plan.patients)) for first in range(0, plan.patients, BATCH)]
    if processes == 1:
        for numbers in batches:
            yield numbers, *_lived(plan, numbers)
        return
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        waiting = deque(pool.submit(_lived, plan, numbers) for numbers in batches[: 2 * processes])
        for place, numbers in enumerate(batches):
            sheet, told = waiting.popleft().result()
            ahead = place + 2 * processes
            if ahead < len(batches):
                waiting.append(pool.submit(_lived, plan, batches[ahead]))
            yield numbers, sheet, told


def _lived(plan: Plan, numbers: Sequence[int]) -> tuple[Sheet, Happened]:
    """Live some lives."""
    together, happened = Sheet(), Tally[tuple[str, str]]()
    for number in numbers:
        one = live(plan=plan, number=number, programmes=programmes())
        together.absorb(one.sheet)
        happened.update(one.happened)
    return together, happened


def address_of_the_owner() -> dict[str, Any]:
    """Give how the owner of the tables connects: nobody else may let their triggers rest."""
    described = connections["owner"].settings_dict
    wanted = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: described[key] for name, key in wanted.items() if described.get(key)}
