"""Reads settings from the environment, typed; NAME_FILE names a file that holds the value of NAME."""

from pathlib import Path

from environs import FileAwareEnv

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = FileAwareEnv(strip_whitespace=True)

STATE_FOLDER = env.path("STATE_FOLDER", default=BASE_DIR / "var").resolve()
"""Where the project's own servers keep their data and say where they listen."""


def read_running_servers(file: Path) -> None:
    """Take the addresses of the project's own servers from the file that their launcher wrote.

    Whatever the environment says already, stays.
    """
    if file.is_file():
        env.read_env(str(file), recurse=False)
