"""Every way to a dispensing, found by the code itself: what writes the row, and what leads there from outside."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.core.management import get_commands

from accounts.operation import OPERATIONS
from ppp_registry.celery import app
from tests.accounts.address_book import addresses, system_addresses
from tests.architecture.reach import everything, leading_to, mentioned, source_of
from tests.architecture.sources import ROOMS

ROW = "patients.models.verdict.Dispensing"
MAKING = {"create", "bulk_create", "get_or_create", "update_or_create", "abulk_create", "acreate", "save"}
IN_SQL = re.compile(r"(insert\s+into|copy|merge\s+into)\s+\W*patients_dispensing\b", re.IGNORECASE)


@cache
def writers() -> frozenset[str]:
    """Name the functions that make the row of a dispensing: through its model, or in SQL of their own."""
    return frozenset(one for one in everything() if one != ROW and (_makes_the_row(one) or _writes_sql(one)))


def _makes_the_row(full: str) -> bool:
    """Say whether a function calls the model, or one of its manager's verbs that make a row."""
    named = {id(where) for meant, where in mentioned(full) if meant == ROW}
    if not named:
        return False
    for one in ast.walk(source_of(full)):
        if not isinstance(one, ast.Call):
            continue
        called = one.func
        if id(called) in named:
            return True
        if isinstance(called, ast.Attribute) and called.attr in MAKING and _begins_with(called, named):
            return True
    return False


def _begins_with(called: ast.expr, named: set[int]) -> bool:
    return any(id(one) in named for one in ast.walk(called))


def _writes_sql(full: str) -> bool:
    return any(
        isinstance(one, ast.Constant) and isinstance(one.value, str) and IN_SQL.search(one.value)
        for one in ast.walk(source_of(full))
    )


def operations_leading_there() -> set[str]:
    """Name the operations from which a dispensing can be made without any other operation between."""
    return leading_to(writers(), but_through=OPERATIONS) & set(OPERATIONS)


def past_every_operation() -> set[str]:
    """Name what leads to a dispensing from outside of every operation; the writers' own helpers are not outside."""
    reached = leading_to(writers(), but_through=OPERATIONS) - set(OPERATIONS) - writers()
    return {one for one in reached if not one.rpartition(".")[2].startswith("_")} | reached & set(entrances().values())


@cache
def entrances() -> dict[str, str]:
    """Give everything that can be called from outside, with the function that answers: pages, calls, tasks, commands.

    :raises LookupError: when the function behind one is none that the source shows.
    """
    found: dict[str, str] = {}
    for kind, name, work in (*_pages(), *_tasks(), *_commands()):
        full = f"{work.__module__}.{work.__qualname__}"
        if full not in everything():
            raise LookupError(f"{kind} {name} is answered by {full}, which tests/ways/found.py cannot look into.")
        found[f"{kind} {name}"] = full
    return found


def _pages() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for address in addresses():
        if address.is_ours:
            yield "page", address.name, address.view
    for address in system_addresses():
        yield "call", address.name, address.view


def _tasks() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    app.loader.import_default_modules()
    for name, task in app.tasks.items():
        if not name.startswith("celery."):
            yield "task", name, task.run


def _commands() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for name, owner in get_commands().items():
        if isinstance(owner, str) and owner.partition(".")[0] in ROOMS:
            module = __import__(f"{owner}.management.commands.{name}", fromlist=["Command"])
            yield "command", name, module.Command


def ways() -> set[str]:
    """Name every way to a dispensing: the operations that make one, and the entrances that lead to those."""
    leading = leading_to(writers())
    return {f"operation {one}" for one in operations_leading_there()} | {
        name for name, answered_by in entrances().items() if answered_by in leading
    }
