"""Measures how many lines a second `manage.py decide` answers on one core, start-up included."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "tests" / "rulebook" / "examples.jsonl"
LINES: Final = 50_000
RUNS: Final = 5


def main() -> None:
    """Answer the specification's examples over and over, and print each run and the best."""
    histories = [json.dumps(json.loads(line)["history"]) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryFile() as asked:
        asked.writelines(f"{line}\n".encode() for line in islice(cycle(histories), LINES))
        for command in ("decide", "due"):
            runs = [_rates(command, asked.fileno()) for _ in range(RUNS)]
            print(f"{command}: {', '.join(f'{wall:,.0f}' for wall, _ in runs)} lines/s, best {max(runs)[0]:,.0f};")
            print(
                f"  by processor time, which other work on the machine slows less: {max(cpu for _, cpu in runs):,.0f}"
            )


def _rates(command: str, asked: int) -> tuple[float, float]:
    """Give the lines per second of the clock and of the processor, over one whole process."""
    os.lseek(asked, 0, os.SEEK_SET)
    began, used = time.perf_counter(), _processor_seconds()
    subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "manage.py", command], stdin=asked, stdout=subprocess.DEVNULL, cwd=ROOT, check=True
    )
    return LINES / (time.perf_counter() - began), LINES / (_processor_seconds() - used)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
