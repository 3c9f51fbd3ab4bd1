"""How a browser is used on a journey: its width, with scripts or without, by mouse or by keyboard."""

import os
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Way:
    """How the browser is used."""

    name: str
    width: int
    scripts: bool = True
    keyboard: bool = False


WAYS = [
    Way("wide", 1280),
    Way("narrow", 320),
    Way("narrow-without-scripts", 320, scripts=False),
    Way("wide-by-keyboard", 1280, keyboard=True),
    Way("wide-by-keyboard-without-scripts", 1280, scripts=False, keyboard=True),
]
IN_ALL = "EVERY_WAY" in os.environ
"""Set by ``make journeys``: each journey is walked in all the ways, and not in those alone that tell most."""


def in_ways(*names: str) -> pytest.MarkDecorator:
    """Walk a journey in these ways; ``make journeys`` walks it in all of them."""
    chosen = [way for way in WAYS if IN_ALL or way.name in names]
    assert len(chosen) >= len(names), f"one of {names} is no way"
    return pytest.mark.parametrize("way", chosen, ids=lambda way: way.name)


IN_TWO_WAYS = in_ways("wide-by-keyboard", "narrow-without-scripts")
"""Wide and narrow, with scripts and without, by keyboard and by mouse: each once."""
