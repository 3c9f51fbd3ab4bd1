"""Installs what the project needs, pinned and hashed, into the project's own folders."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from launch.places import PYTHON, ROOT, TOOLS, VENV
from launch.refusal import Refusal
from launch.say import say

RUNNING = ("requirements.txt", "requirements-embedded.txt")
DEVELOPING = (*RUNNING, "requirements-dev.txt")
INSTALLER = "requirements-installer.txt"

NO_PIP = (
    "This Python has no pip, which fetches everything else.\n"
    "On Debian: apt-get install python3-pip. Or name another Python: make demo PYTHON=/path/to/python3.11"
)


def children_environment() -> dict[str, str]:
    """Copy the environment without what would mislead or slow a child.

    Without compiled files every process compiles the whole framework again, which takes seconds.
    """
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def to_run() -> None:
    """Install what the registry runs on."""
    _install(RUNNING)
    _compile_catalogues()


def everything() -> None:
    """Install that and what tests and linters need."""
    _install(DEVELOPING)
    _compile_catalogues()


def _install(files: tuple[str, ...]) -> None:
    """Install the files' packages unless exactly these are there already."""
    wanted = _fingerprint(files)
    marker = VENV / f"installed-{len(files)}"
    if PYTHON.exists() and marker.exists() and marker.read_text() == wanted:
        return
    uv = _installer()
    if not PYTHON.exists():
        _run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], "made a virtual environment")
    listed = [part for file in files for part in ("-r", ROOT / file)]
    say(f"Installing the packages of {', '.join(files)}")
    _run([uv, "pip", "install", "--quiet", "--require-hashes", "--python", PYTHON, *listed], "installed the packages")
    marker.write_text(wanted)


def _compile_catalogues() -> None:
    """Compile the translations that are newer than what was compiled of them; git keeps the readable form alone."""
    _run([PYTHON, "-m", "ppp_registry.catalogues", "compile"], "compiled the translations")


def _fingerprint(files: tuple[str, ...]) -> str:
    contents = b"".join((ROOT / file).read_bytes() for file in files)
    return hashlib.sha256(contents + sys.version.encode()).hexdigest()


def _installer() -> Path:
    """Fetch uv with pip into a folder of its own; it installs twenty times faster and needs no ensurepip."""
    uv = TOOLS / "bin" / "uv"
    marker = TOOLS / "installed"
    wanted = _fingerprint((INSTALLER,))
    if uv.exists() and marker.exists() and marker.read_text() == wanted:
        return uv
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        raise Refusal(NO_PIP)
    say("Fetching the installer")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    _run([*pip, "--upgrade", "--target", TOOLS, "-r", ROOT / INSTALLER], "fetched uv")
    marker.write_text(wanted)
    return uv


def _run(command: list[str | Path], done: str) -> None:
    # A hospital's proxy signs with a certificate of its own: uv is to trust whom the machine and pip trust.
    trust = {"UV_SYSTEM_CERTS": "true"}
    if "PIP_CERT" in os.environ and "SSL_CERT_FILE" not in os.environ:
        trust["SSL_CERT_FILE"] = os.environ["PIP_CERT"]
    environment = children_environment() | trust | {"PIP_ROOT_USER_ACTION": "ignore", "UV_LINK_MODE": "copy"}
    outcome = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False)
    if outcome.returncode:
        raise Refusal(
            f"The step that should have {done} failed; its own message stands above.\n"
            "Is the package index reachable? A second try takes up where this one ended."
        )
