"""Finds the browser that the browser tests drive, and installs Debian's where that is allowed."""

import os
import shutil
import subprocess

from launch.places import VENV
from launch.say import say

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium-headless-shell", "libatomic1")
"""The browser, and a library that Playwright's own driver needs and a bare Debian lacks."""

MISSING = f"""
==============================================================================
 THE BROWSER TESTS WERE NOT RUN: there is no Chromium on this machine,
 or a library that its driver needs is missing.
 This one command installs both; then run `make test` again:

     sudo apt-get install {" ".join(PACKAGES)}

 (or set CHROMIUM to the path of one)
==============================================================================
"""


def find() -> str | None:
    """Answer the path of a Chromium that can be driven, the one named by CHROMIUM first."""
    if not _driver_runs():
        return None
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_or_install() -> str | None:
    """Find one; as root on Debian, install what is missing."""
    if (found := find()) or os.getuid() != 0 or shutil.which("apt-get") is None:
        return found
    say(f"Installing {' and '.join(PACKAGES)} for the browser tests")
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        outcome = subprocess.run(
            ["apt-get", *step],
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if outcome.returncode:
            say(f"`apt-get {' '.join(step)}` failed:\n{outcome.stdout}")
    return find()


def _driver_runs() -> bool:
    drivers = VENV.glob("lib/python*/site-packages/playwright/driver/node")
    return any(
        subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0 for node in drivers
    )
