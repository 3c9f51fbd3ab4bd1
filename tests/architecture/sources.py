"""The project's own files, as its architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ROOMS = (
    "foundation",
    "rulebook",
    "audit",
    "outbox",
    "accounts",
    "programmes",
    "patients",
    "prescribers",
    "pharmacies",
    "safety",
    "obligations",
    "onboarding",
    "reminders",
    "reports",
    "portal",
    "demo",
    "ppp_registry",
)

NOT_OURS = {"mutants", "node_modules", "vendor", "staticfiles", "var"}


@cache
def files() -> tuple[Path, ...]:
    """List what git keeps or would keep; a file that somebody has just removed is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (Path(name) for name in sorted(set(listed.split("\0"))) if name)
    return tuple(path for path in paths if (ROOT / path).is_file() and not NOT_OURS & set(path.parts))


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Parse every Python file of ours, or of some folders; migrations are Django's."""
    for path in files():
        wanted = not folders or path.parts[0] in folders
        if wanted and path.suffix == ".py" and "migrations" not in path.parts:
            yield path, _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def text(path: Path) -> str:
    """Read a file of the project."""
    return (ROOT / path).read_text(errors="replace")
