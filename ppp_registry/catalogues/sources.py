"""Every text that a person may read, gathered from modules, templates and programme files."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

from rulebook.reasons import ADVICE, REASONS

ROOT: Final = Path(__file__).resolve().parents[2]
PLACES: Final = (
    "accounts",
    "audit",
    "demo",
    "fhir",
    "foundation",
    "obligations",
    "onboarding",
    "outbox",
    "patients",
    "pharmacies",
    "portal",
    "ppp_registry",
    "prescribers",
    "programmes",
    "reminders",
    "reports",
    "safety",
    "templates",
)
KEYWORDS: Final = dict(DEFAULT_KEYWORDS) | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TOLD_IN_DATA: Final = frozenset({"title", "unrecorded_conditions"})
"""Keys of programme files whose texts are shown to people, and translated where they are shown."""

Found = tuple[str | tuple[str, ...], str | None]


def gathered(root: Path = ROOT) -> Catalog:
    """Gather every text, with the files it stands in."""
    catalog = Catalog(charset="utf-8")
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        for text, context in _texts(path):
            catalog.add(text, locations=[(name, 1)], context=context)
    for source in [one.source for one in REASONS.values()] + [one.source for one in ADVICE.values()]:
        catalog.add(source, locations=[("rulebook/reasons.py", 1)])
    return catalog


def _files(root: Path) -> Iterator[Path]:
    for place in PLACES:
        for path in sorted((root / place).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".toml"} and "migrations" not in path.parts:
                yield path


def _texts(path: Path) -> Iterator[Found]:
    if path.suffix == ".toml":
        yield from ((text, None) for text in _told(tomllib.loads(path.read_text())))
    elif path.suffix == ".py":
        yield from _called(path.read_text())
    elif "templates" in path.parts:
        yield from _called(_as_python(path.read_text(), path))


def _as_python(template: str, path: Path) -> str:
    """Turn a template into calls of gettext, one beside the other, with no line set in."""
    return "\n".join(line.lstrip() for line in templatize(template, origin=str(path)).splitlines())


def _called(source: str) -> Iterator[Found]:
    for _line, text, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        if text and text[0]:
            yield text, context


def _told(data: Any, *, shown: bool = False) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _told(value, shown=key in TOLD_IN_DATA)
    elif isinstance(data, list):
        for value in data:
            yield from _told(value, shown=shown)
    elif shown and isinstance(data, str):
        yield data
