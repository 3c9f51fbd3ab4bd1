"""`make bench`: the counter and the worklist against servers of their own, in one run of a few minutes.

With the word ``worklist``, the worklist alone. With ``reminders``, one day planned and sent among 10,000 and 100,000
patients, or among so many as are named after it; with ``reminders million``, among a million too, which takes much
longer and some twenty gigabytes. Each line is printed as it is measured.
With ``registry``, an authority's window and a check in simulated registries of 10,000 and 100,000 patients, or of the
sizes named after it.
"""

import os
import sys
import time

from benchmarks.own_servers import own_servers, served
from launch.refusal import Refusal
from launch.supervisor import Supervisor


def main() -> int:
    """Start the servers, fill the registry, measure, and take everything away again."""
    began = time.monotonic()
    try:
        with own_servers() as supervisor:
            os.environ["LOG_LEVEL"] = "WARNING"  # of this process; the web server logs as the demo's does
            _prepare()
            if "reminders" in sys.argv[1:]:
                _measure_reminders()
            elif "registry" in sys.argv[1:]:
                _measure_registry(supervisor)
            else:
                _measure_pages(supervisor)
    except Refusal as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    print(f"\n{time.monotonic() - began:.0f} s in all. Shared machines differ from run to run: compare ratios only.")
    return 0


def _measure_reminders() -> None:
    from benchmarks.reminders.measure import measure

    measure(sys.argv[1:])


def _measure_pages(supervisor: Supervisor) -> None:
    from benchmarks.counter.measure import cost_of_a_check
    from benchmarks.counter.measure import measure as measure_counter
    from benchmarks.population import grow_to_many, populate
    from benchmarks.worklist.measure import measure as measure_worklist

    population, whole = populate(), "worklist" not in sys.argv[1:]
    with served(supervisor) as web:
        before = cost_of_a_check(web, population, population.few) if whole else 0
        copies = grow_to_many(population)
        if whole:
            after = cost_of_a_check(web, population, copies)
            print(f"\nOne check costs {before:.1f} bare views among 200 patients and {after:.1f} among 20,000:")
            print(f"{after / before:.2f} times as much.")
            measure_counter(web, population, copies)
        measure_worklist(web, population)


def _measure_registry(supervisor: Supervisor) -> None:
    from benchmarks.registry.measure import SIZES, measure

    sizes = tuple(int(one) for one in sys.argv[1:] if one.isdecimal())
    with served(supervisor) as web:
        measure(web, sizes or SIZES)


def _prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("prepare_database", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
