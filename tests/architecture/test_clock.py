"""The clock is read at the edge only: views, tasks, commands and middleware; below, the moment is an argument."""

import ast
from pathlib import Path

from tests.architecture.sources import ROOMS, modules

EDGE = {"views", "tasks", "management", "middleware", "sign_ins"}

READINGS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("date", "today"),
    ("datetime", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("time", "time"),
}
"""The last two names of a call, such as ``dt.date.today()``."""


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _reads_the_clock(node: ast.AST) -> bool:
    """See ``timezone.now()`` and also ``default=timezone.now``."""
    return isinstance(node, ast.Attribute) and (_name(node.value), node.attr) in READINGS


def _is_edge(path: Path) -> bool:
    stems = {Path(part).stem for part in path.parts}
    return bool(EDGE & (stems | {stem.rpartition("_")[2] for stem in stems}))


def test_nothing_below_the_edge_reads_the_clock() -> None:
    readings = [
        f"{path}:{node.lineno}"
        for path, tree in modules(*ROOMS)
        if not _is_edge(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _reads_the_clock(node)
    ]
    assert readings == []


def test_the_test_sees_every_way_to_read_it() -> None:
    ways = "timezone.now(); dt.date.today(); datetime.now(UTC); Field(default=timezone.now); dt.datetime.now()"
    assert sum(_reads_the_clock(node) for node in ast.walk(ast.parse(ways))) == 5
