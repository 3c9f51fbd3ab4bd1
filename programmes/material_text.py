"""How a material is written: a head in TOML, and sections of paragraphs and lists.

::

    +++
    title = "Guide for health professionals"
    sample = true
    safety_relevant = false
    +++

    # harm: What the medicine can do

    One paragraph, over as many lines as it needs.

    - a list
    - of sentences

There is nothing else: no pictures, no links, no emphasis. What cannot be written like this is no material of the
registry's, and every fault is named by its line.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

FENCE: Final = "+++"
MOST_BYTES: Final = 200_000
MOST_TITLE: Final = 200
_HEADING: Final = re.compile(r"# ([a-z][a-z0-9-]{0,39}): (\S.*)")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_KEYS: Final = {"title": str, "sample": bool, "safety_relevant": bool}


class NotAMaterial(ValueError):
    """The bytes are not a material; ``line`` counts from 1, 0 where the whole is meant."""

    def __init__(self, line: int, expected: str) -> None:
        """Keep where it is wrong, and what was expected there."""
        named = _("Line %(line)s: %(expected)s") % {"line": line, "expected": expected}
        super().__init__(named if line else expected)
        self.line, self.expected = line, expected


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the points of a list."""

    is_list: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part with an id that stays the same from version to version."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class MaterialText:
    """What a material says."""

    title: str
    is_sample: bool
    safety_relevant: bool
    sections: tuple[Section, ...]


def read_material(body: bytes) -> MaterialText:
    """Read the bytes of a material.

    :raises NotAMaterial: naming the line and what was expected there.
    """
    if len(body) > MOST_BYTES:
        raise NotAMaterial(0, _("expected at most %(most)s bytes.") % {"most": MOST_BYTES})
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise NotAMaterial(body[: fault.start].count(b"\n") + 1, _("expected text in UTF-8.")) from None
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if _CONTROL.search(line):
            raise NotAMaterial(number, _("expected no tabs and no signs that cannot be seen."))
    head, first = _head(lines)
    sections = tuple(_sections(lines, first))
    if not sections:
        raise NotAMaterial(len(lines), _("expected a section, such as “# harm: What the medicine can do”."))
    return MaterialText(head["title"], head["sample"], head["safety_relevant"], sections)


def _head(lines: list[str]) -> tuple[dict[str, Any], int]:
    """Read the head; also give the index of the first line after it."""
    if lines[0] != FENCE or FENCE not in lines[1:]:
        raise NotAMaterial(1, _("expected a head between two lines of %(fence)s.") % {"fence": FENCE})
    end = lines.index(FENCE, 1)
    try:
        head = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as fault:
        raise NotAMaterial(2, _("expected a head in TOML: %(fault)s.") % {"fault": fault}) from None
    for key, kind in _KEYS.items():
        if type(head.get(key)) is not kind:
            raise NotAMaterial(2, _wanted(key))
    if unknown := sorted(set(head) - set(_KEYS)):
        raise NotAMaterial(2, _("expected no such key: %(key)s.") % {"key": unknown[0]})
    title = head["title"]
    if not title.strip() or len(title) > MOST_TITLE or "\n" in title:
        raise NotAMaterial(2, _("expected a title of one line, at most %(most)s characters.") % {"most": MOST_TITLE})
    return head, end + 1


def _wanted(key: str) -> str:
    if _KEYS[key] is bool:
        return _("expected %(key)s = true or false.") % {"key": key}
    return _("expected %(key)s = a text in quotes.") % {"key": key}


def _sections(lines: list[str], first: int) -> Iterator[Section]:
    """Read one section after the other; the index of a line is its number less one."""
    starts = [at for at in range(first, len(lines)) if lines[at].startswith("#")]
    before = next((at for at in range(first, starts[0] if starts else len(lines)) if lines[at].strip()), None)
    if before is not None:
        raise NotAMaterial(before + 1, _("expected a section, such as “# harm: What the medicine can do”."))
    seen: set[str] = set()
    for start, end in pairwise([*starts, len(lines)]):
        found = _HEADING.fullmatch(lines[start])
        if found is None:
            raise NotAMaterial(
                start + 1, _("expected “# ”, an id in small letters, “: ” and the title of the section.")
            )
        if found[1] in seen:
            raise NotAMaterial(start + 1, _("expected an id that no other section has, not %(id)s.") % {"id": found[1]})
        seen.add(found[1])
        blocks = tuple(_blocks(lines[start + 1 : end]))
        if not blocks:
            raise NotAMaterial(start + 1, _("expected words under this section."))
        yield Section(found[1], found[2].strip(), blocks)


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Part what stands under a heading at its empty lines; a list is what begins with “- ”."""
    part: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            part.append(line)
        elif part:
            yield _block(part)
            part = []


def _block(part: list[str]) -> Block:
    if not part[0].startswith("- "):
        return Block(is_list=False, lines=(" ".join(line.strip() for line in part),))
    points: list[str] = []
    for line in part:
        if line.startswith("- "):
            points.append(line[2:].strip())
        else:
            points[-1] += f" {line.strip()}"
    return Block(is_list=True, lines=tuple(points))
