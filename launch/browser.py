"""Finds the browser that the browser tests drive, and installs Debian's where that is allowed."""

import os
import shutil
import subprocess

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PACKAGE = "chromium-headless-shell"

MISSING = f"""
==============================================================================
 THE BROWSER TESTS WERE NOT RUN: there is no Chromium on this machine.
 This one command installs it; then run `make test` again:

     sudo apt-get install {PACKAGE}

 (or set CHROMIUM to the path of one)
==============================================================================
"""


def find() -> str | None:
    """Answer the path of a Chromium, the one named by CHROMIUM first."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_or_install() -> str | None:
    """Find one; as root on Debian, install it when there is none."""
    if (found := find()) or os.getuid() != 0 or shutil.which("apt-get") is None:
        return found
    print(f"Installing {PACKAGE} for the browser tests", flush=True)
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", PACKAGE]):
        subprocess.run(["apt-get", "--quiet=2", *step], env=quietly, stdin=subprocess.DEVNULL, check=False)
    return find()
