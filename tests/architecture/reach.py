"""Which functions lead to which: every name that the source of a function mentions, followed through the imports.

A net with meshes on the narrow side: whatever a function names, it is taken to call. What is chosen from a table by a
text is found through the table, which is a name too.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.architecture.sources import ROOMS, modules


@dataclass(slots=True)
class Module:
    """What one file defines, and what its imports are called there."""

    defined: dict[str, ast.AST] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)


@cache
def _modules() -> dict[str, Module]:
    """Read every room."""
    found: dict[str, Module] = {}
    for path, tree in modules(*ROOMS):
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        found[name] = module = Module()
        for one in ast.walk(tree):
            module.imported |= dict(_imports(one))
        for one in tree.body:
            module.defined |= dict.fromkeys(_names(one), one)
    return found


def _imports(one: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(one, ast.ImportFrom) and one.module:
        yield from ((alias.asname or alias.name, f"{one.module}.{alias.name}") for alias in one.names)
    elif isinstance(one, ast.Import):
        yield from ((alias.asname or alias.name.partition(".")[0], alias.name) for alias in one.names)


def _names(one: ast.stmt) -> list[str]:
    if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [one.name]
    targets = one.targets if isinstance(one, ast.Assign) else [one.target] if isinstance(one, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _resolved(module: str, name: str) -> str | None:
    """Give the full name of what a name means in a module, or None when it is none of ours."""
    known = _modules().get(module)
    if known is None:
        return None
    if name in known.defined:
        return f"{module}.{name}"
    if name not in known.imported:
        return f"{module}.{name}" if f"{module}.{name}" in _modules() else None
    full = known.imported[name]
    if full in _modules():
        return full
    return _resolved(*full.rpartition(".")[::2])


@cache
def mentioned(full: str) -> tuple[tuple[str, ast.AST], ...]:
    """List what a function, class or table names of ours, with the place where it does."""
    module = full.rpartition(".")[0]
    meant = ((_meant(module, one), one) for one in ast.walk(source_of(full)))
    return tuple((name, one) for name, one in meant if name is not None)


def _meant(module: str, one: ast.AST) -> str | None:
    if isinstance(one, ast.Name):
        return _resolved(module, one.id)
    if isinstance(one, ast.Attribute):
        owner = _meant(module, one.value)
        return _resolved(owner, one.attr) if owner in _modules() else None
    return None


@cache
def everything() -> frozenset[str]:
    """Name every function, class and table of ours."""
    return frozenset(f"{module}.{name}" for module, known in _modules().items() for name in known.defined)


@cache
def _namers() -> dict[str, frozenset[str]]:
    """Give for each what names it."""
    found: dict[str, set[str]] = {}
    for one in everything():
        for other, _where in mentioned(one):
            found.setdefault(other, set()).add(one)
    return {name: frozenset(those) for name, those in found.items()}


def leading_to(those: Iterable[str], *, but_through: Iterable[str] = ()) -> set[str]:
    """Name all from which one of those can be reached, they too, without passing through some."""
    found: set[str] = set()
    waiting, stops = list(those), set(but_through)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [] if one in stops else _namers().get(one, frozenset())
    return found


def source_of(full: str) -> ast.AST:
    """Give the source of a function, class or table."""
    module, _dot, name = full.rpartition(".")
    return _modules()[module].defined[name]
