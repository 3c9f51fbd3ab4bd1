"""Fill an empty database with invented patients: whole lives by the thousand, and a file that says what was planted."""

import datetime as dt
import os
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.simulator.making import NotSimulated, Wanted, simulate
from demo.simulator.truth import write_truth
from reports.keeping import forget


class Command(BaseCommand):
    """The same seed and last day make the same registry."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the size, the length and the seed."""
        parser.add_argument("--patients", type=int, required=True)
        parser.add_argument("--months", type=int, default=12)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=dt.date.fromisoformat, help="the last day; without it, yesterday")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
        parser.add_argument("--truth", type=Path, help="where what was planted is written")

    def handle(self, *args: Any, **options: Any) -> None:
        """Simulate, with a line for every tenth part."""
        if options["patients"] < 1 or not 1 <= options["months"] <= 120 or options["processes"] < 1:
            raise CommandError("Ask for one patient or more, 1 to 120 months, and one process or more.")
        now = timezone.now()
        wanted = Wanted(
            patients=options["patients"],
            months=options["months"],
            seed=options["seed"],
            until=options["until"] or now.date() - dt.timedelta(days=1),
        )
        self._began, self._shown = time.monotonic(), 0
        try:
            truth = simulate(wanted=wanted, now=now, processes=options["processes"], said=self._say)
        except NotSimulated as refusal:
            raise CommandError(str(refusal)) from None
        forget()  # what was kept knows nothing of rows that say they were recorded long ago
        path = options["truth"] or Path("var") / f"simulation-{wanted.seed}.json"
        write_truth(truth=truth, path=path)
        self.stdout.write(f"Simulated. What was planted: {path}")

    def _say(self, done: int, of: int) -> None:
        tenths = 10 * done // of
        if tenths > self._shown:
            self._shown = tenths
            self.stdout.write(f"{done:,} of {of:,} patients, {time.monotonic() - self._began:.0f} s")
            self.stdout.flush()
