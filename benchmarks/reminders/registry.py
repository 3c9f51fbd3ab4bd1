"""Registries of any size in which few are due: copies of one woman whose visit is due in seven days."""

import datetime as dt
import sys
import time
from dataclasses import dataclass
from typing import Final

from psycopg import sql

from accounts.actor import SCHEDULER
from benchmarks.growth import as_superuser, grow, id_of_copy, in_haste, look_again
from patients.models import Enrolment
from reminders.models import Plan
from reminders.operations import plan
from tests.builders import now
from tests.reminders.scenes import DAY, a_patient_in_treatment
from tests.reminders.test_killed import where_it_is_day

SUPPLIED_AGO: Final = 20
"""Days: her visit is due in seven, and the first step of the ladder is today's."""

STEP: Final = 100_000
"""So many patients are copied in one transaction."""

DATES = sql.SQL("""
    INSERT INTO reminders_duedate (id, enrolment_id, occasion, due_on, sequence, called_off, changed_at)
    SELECT gen_random_uuid(), {enrolment}, occasion, due_on, sequence, called_off, changed_at
    FROM reminders_duedate, generate_series({first}, {last}) n WHERE enrolment_id = {pattern}
""")
PLANS = sql.SQL("""
    INSERT INTO reminders_plan (enrolment_id, version, looked_on, next_on, failed)
    SELECT {enrolment}, version, looked_on, next_on + n % 27, failed
    FROM reminders_plan, generate_series({first}, {last}) n WHERE enrolment_id = {pattern}
""")
DUE = sql.SQL("""
    UPDATE reminders_plan SET next_on = %s
    WHERE enrolment_id IN (SELECT {enrolment} FROM generate_series({first}, {last}) n)
""")
CHANGED = sql.SQL("""
    INSERT INTO patients_changedrecord (patient_id) SELECT {patient} FROM generate_series({first}, {last}) n
""")


@dataclass
class Registry:
    """How many patients there are, all looked at already, and from which number on none was due yet."""

    pattern: Enrolment
    at: dt.datetime
    size: int = 0
    fresh: int = 0

    def grow_to(self, size: int) -> None:
        """Copy the pattern until there are so many patients; each is looked at again on some day of the next weeks."""
        with in_haste():
            for first in range(self.size, size, STEP):
                self._copy(range(first, min(first + STEP, size)))
        look_again()
        self.size = size

    def let_happen(self, *, due: int, changed: int) -> None:
        """Let today be the day of so many, and so many others' records change; none of them was told before."""
        those = range(self.fresh, self.fresh + due)
        others = range(those.stop, those.stop + changed)
        self.fresh = others.stop
        with as_superuser() as server:
            server.execute(self._for(DUE, those), [self.at.date()])
            server.execute(self._for(CHANGED, others))

    def _copy(self, numbers: range) -> None:
        began = time.monotonic()
        grow(pattern=self.pattern, numbers=numbers, scanned=False)
        with as_superuser() as server:
            server.execute("SET LOCAL session_replication_role = replica")
            for insert in (DATES, PLANS):
                server.execute(self._for(insert, numbers))
        seconds = time.monotonic() - began
        print(f"<!-- {numbers.stop:,} copied, the last in {seconds:.0f} s -->", file=sys.stderr, flush=True)

    def _for(self, statement: sql.SQL, numbers: range) -> sql.Composed:
        number = sql.SQL("n")
        return statement.format(
            enrolment=id_of_copy(sql.Literal(self.pattern.id), number),
            patient=id_of_copy(sql.Literal(self.pattern.patient_id), number),
            pattern=sql.Literal(self.pattern.id), first=sql.Literal(numbers.start), last=sql.Literal(numbers.stop - 1),
        )  # fmt: skip


def a_registry() -> Registry:
    """Make the woman who is copied, and look at her on the day before her first step; her own day is put off."""
    at = now()
    scene = a_patient_in_treatment(at=at - SUPPLIED_AGO * DAY, time_zone=where_it_is_day(at))
    plan(by=SCHEDULER, at=at - DAY)
    Plan.objects.update(next_on=at.date() + DAY)
    return Registry(scene.enrolment, at)
