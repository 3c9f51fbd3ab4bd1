"""Which programme is laid over which: a country's own over the one that it extends, and where they differ."""

import datetime as dt
import tomllib
from dataclasses import dataclass

from programmes.rules_in_words import Difference, differences
from rulebook import Programme, Programmes


@dataclass(frozen=True, slots=True)
class Overlay:
    """A programme that extends another, as it is in force, and where it differs from that other."""

    own: Programme
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Family:
    """A programme as it is in force, and those laid over it."""

    base: Programme
    overlays: list[Overlay]


def bases(shelf: Programmes) -> dict[str, str]:
    """Give, of every programme whose newest file extends another, the id of that other."""
    found: dict[str, str] = {}
    for file in sorted(shelf.files, key=lambda one: (one.folder, one.name)):
        base = tomllib.loads(file.content.decode()).get("extends")
        if base is None:
            found.pop(file.folder, None)
        else:
            found[file.folder] = base
    return found


def families(*, shelf: Programmes, on: dt.date) -> list[Family]:
    """Give every programme that others are laid over on a day, in the order of the alphabet."""
    over = bases(shelf)
    in_force = {one: version for one in shelf.ids if (version := shelf.in_force(one, on)) is not None}
    return [
        Family(
            in_force[base],
            [
                Overlay(in_force[own], differences(in_force[base], in_force[own]))
                for own in sorted(over)
                if over[own] == base and own in in_force
            ],
        )
        for base in sorted(set(over.values()) & set(in_force))
    ]
