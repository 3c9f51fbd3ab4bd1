"""What stands in the launcher's way is named, with what to do; what keeps ending is shown."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.launch


def launch(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher to its end."""
    return subprocess.run(
        [sys.executable, "-m", "launch", *arguments],
        cwd=ROOT,
        env=os.environ | {"STATE_FOLDER": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_port_that_is_taken_is_named_with_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        outcome = launch(tmp_path, "demo", PORT=str(port))
    assert outcome.returncode == 1
    assert f"Port {port} is taken by another program. Choose another: PORT={port + 1} make demo" in outcome.stderr


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    assert "Set it to a number between 1 and 65535" in launch(tmp_path, "demo", PORT="http").stderr


def test_an_unknown_command_lists_the_known_ones(tmp_path: Path) -> None:
    outcome = launch(tmp_path, "sing")
    assert outcome.returncode == 2
    assert "demo, demo-fresh, test" in outcome.stderr


def test_a_fresh_start_does_not_empty_a_server_that_is_not_the_projects_own(tmp_path: Path) -> None:
    outcome = launch(tmp_path, "demo-fresh", PORT="18999", DATABASE_URL="postgresql://somebody@/elsewhere")
    assert outcome.returncode == 1
    assert "DATABASE_URL names another" in outcome.stderr


def test_an_owners_address_alone_is_refused(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": "", "DATABASE_OWNER_URL": "postgresql://owner@/ppp"}
    assert "DATABASE_URL is not" in launch(tmp_path, "servers", **environment).stderr


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": "postgresql://x@127.0.0.1:9/postgres", "DATABASE_OWNER_URL": ""}
    said = launch(tmp_path, "servers", **environment).stderr
    assert "The server of DATABASE_URL does not answer" in said
    assert "Traceback" not in said


def test_what_keeps_ending_is_tried_less_often_and_its_last_words_are_shown(tmp_path: Path) -> None:
    script = f"""
import os
from pathlib import Path
from launch.processes import Recipe
from launch.supervisor import Supervisor
def say(text):
    print(text, flush=True)
    if "last lines" in text:
        raise KeyboardInterrupt
supervisor = Supervisor(say=say)
ends = ["sh", "-c", "echo cannot go on; exit 3"]
supervisor.start(Recipe("web", ends, Path({str(tmp_path)!r}) / "log", dict(os.environ)))
try:
    supervisor.watch()
except KeyboardInterrupt:
    supervisor.stop()
"""
    outcome = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert outcome.stdout.count("web ended (status 3).") >= 2
    assert "cannot go on" in outcome.stdout
