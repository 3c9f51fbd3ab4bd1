"""The programme files as plain dictionaries, merged on the day asked about."""

import tomllib
from pathlib import Path
from typing import Any, TypeAlias

Table: TypeAlias = dict[str, Any]
Programmes: TypeAlias = dict[str, dict[int, Table]]


def read(folder: Path) -> Programmes:
    """Read every version of every programme in a folder: id → the day from which it holds → its table."""
    programmes: Programmes = {}
    for path in sorted(folder.glob("*/*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        programmes.setdefault(path.parent.name, {})[table["valid_from"].toordinal()] = table
    return programmes


def on(programmes: Programmes, name: str, day: int) -> Table | None:
    """Return the version of a programme that holds on a day, laid over its base of the same day."""
    versions = programmes.get(name, {})
    begun = [start for start in versions if start <= day]
    if not begun:
        return None
    table = versions[max(begun)]
    if "extends" not in table:
        return table
    return laid_over(on(programmes, table["extends"], day) or {}, table)


def laid_over(base: Table, top: Table) -> Table:
    """Merge tables key by key; whatever is no table is replaced."""
    merged = base | top
    for key in base.keys() & top.keys():
        if isinstance(base[key], dict) and isinstance(top[key], dict):
            merged[key] = laid_over(base[key], top[key])
    return merged
