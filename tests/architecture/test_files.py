"""Every file is small, says what it is for, and has a name that means something."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import files, modules, text

LONGEST_FILE = 400
LONGEST_FUNCTION = 40

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "services", "base_utils", "tools"}

ELSEWHERE = re.compile(
    "|".join(
        re.escape(first + second)
        for first, second in (
            ("pypi.", "org"),
            ("python", "hosted"),
            ("registry.", "npmjs"),
            ("deb.", "debian.org"),
            ("/wo", "rk/"),
            ("/fa", "rm/"),
            ("bash_", "jobs"),
            ("/opt/", "wheels"),
        )
    )
)
"""Names of one workplace's machine and of the hosts that packages came from; written so as not to find itself."""


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = [
        str(path)
        for path, tree in modules()
        if ast.get_docstring(tree) is None and (tree.body or path.name != "__init__.py")
    ]
    assert silent == []


def test_no_file_is_too_long_to_read() -> None:
    long = {str(path): lines for path, _tree in modules() if (lines := text(path).count("\n")) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_too_long_to_read() -> None:
    long = [
        f"{path}:{node.lineno} {node.name} has {lines} lines"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in files() if EMPTY_NAMES & {Path(part).stem for part in path.parts}] == []


def test_no_file_names_the_machine_it_was_written_on() -> None:
    found = [
        f"{path}: {match.group()}"
        for path in files()
        if path.suffix not in {".png", ".woff2", ".ico", ".pdf", ".jsonl"}
        for match in ELSEWHERE.finditer(text(path))
    ]
    assert found == []
