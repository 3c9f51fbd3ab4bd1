"""The database killed under load, and once more with commits that are acknowledged before they are written.

`make kills` does it twenty times. It has servers of its own, in a folder of its own: nobody else's database is killed.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.launch


def test_nothing_acknowledged_is_lost_when_the_database_is_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "1"],
        cwd=ROOT,
        env=os.environ | {"STATE_FOLDER": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{told.stdout}")
    assert told.returncode == 0, told.stdout + told.stderr[-3000:]
