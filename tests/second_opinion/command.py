"""The batch interface as another system meets it: a command, lines in, lines out, a status."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def ask(command: str, lines: list[bytes], *options: str) -> tuple[list[dict[str, Any]], int]:
    """Put lines to `decide` or `due`; whatever comes, it answers each with one object and says nothing else."""
    done = subprocess.run(
        [sys.executable, "manage.py", command, *options],
        input=b"\n".join(lines) + b"\n",
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == b""
    answers = [json.loads(text) for text in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    return answers, done.returncode
