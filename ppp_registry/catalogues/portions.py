"""What is still to be translated, as a file to fill in, and the way back into the catalogue."""

import json
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message

from ppp_registry.catalogues.books import Key, texts
from ppp_registry.catalogues.faults import missing


class UnknownText(LookupError):
    """A portion translates what is no text of the registry; the message shows it."""


def portion(catalog: Catalog, wanted: Catalog) -> list[dict[str, Any]]:
    """List what is missing, each with the files it stands in, in their order, and room for its translation."""
    asked_for = texts(wanted)
    lines = [_line(key, asked_for[key], catalog.num_plurals) for key in missing(catalog, wanted)]
    return sorted(lines, key=lambda line: (line["in"], line["text"]))


def filled(catalog: Catalog, wanted: Catalog, path: Path) -> int:
    """Take the translations of a portion into the catalogue, and count them.

    :raises UnknownText: when a line belongs to no text.
    """
    asked_for, taken = texts(wanted), 0
    for line in json.loads(path.read_text()):
        key: Key = (line.get("context"), line["text"], line.get("plural"))
        if key not in asked_for:
            raise UnknownText(f"{path}: no text is {key!r}")
        given = line.get("translation")
        if given and (isinstance(given, str) or all(given)):
            _put(catalog, asked_for[key], given if isinstance(given, str) else tuple(given))
            taken += 1
    return taken


def _put(catalog: Catalog, message: Message, translation: str | tuple[str, ...]) -> None:
    """Give a text its translation, in the place of an earlier one: adding a text again would keep that."""
    held = catalog.get(message.id[0] if isinstance(message.id, list | tuple) else message.id, message.context)
    if held is None:
        catalog.add(message.id, translation, context=message.context)
    else:
        held.string = translation


def _line(key: Key, message: Message, number_of_forms: int) -> dict[str, Any]:
    context, text, plural = key
    line: dict[str, Any] = {"in": " ".join(sorted({name for name, _line in message.locations})), "text": text}
    if context is not None:
        line["context"] = context
    if plural is not None:
        line["plural"] = plural
    return line | {"translation": "" if plural is None else [""] * number_of_forms}
