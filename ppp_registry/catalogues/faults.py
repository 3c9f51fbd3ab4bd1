"""What may be wrong with a translation: missing, no longer asked for, or not fit to take the source's place."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from babel.messages.catalog import Catalog, Message

from ppp_registry.catalogues.books import Key, forms, texts

PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}")
TAG: Final = re.compile(r"</?[a-zA-Z][^>]*>")
NUMBER: Final = re.compile(r"\d+")
ENDS: Final = ".:?!…"


def missing(catalog: Catalog, wanted: Catalog) -> list[Key]:
    """List the texts that have no translation, or one that nobody has looked through."""
    known = texts(catalog)
    return [key for key in texts(wanted) if not _is_done(known.get(key))]


def obsolete(catalog: Catalog, wanted: Catalog) -> list[Key]:
    """List the translations of texts that are no longer there."""
    asked_for = texts(wanted)
    return [key for key in texts(catalog) if key not in asked_for] + [
        (None, str(message.id), None) for message in catalog.obsolete.values()
    ]


def broken(catalog: Catalog) -> list[str]:
    """List the translations that would not stand in the source's place, each with what is wrong."""
    return [
        f"{fault}: {singular!r} → {forms(message)}"
        for (_context, singular, plural), message in texts(catalog).items()
        if any(forms(message))
        for fault in _faults(message, singular, plural, catalog.num_plurals)
    ]


def _is_done(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(forms(message))


def _faults(message: Message, singular: str, plural: str | None, number_of_forms: int) -> Iterator[str]:
    given = forms(message)
    if plural is not None and len(given) != number_of_forms:
        yield f"{len(given)} plural forms where the language has {number_of_forms}"
    if plural is not None and not all(given):
        yield "a plural form is empty"
    allowed = [singular] if plural is None else [singular, plural]
    for form in filter(None, given):
        yield from (what for what, measure in MEASURES.items() if measure(form) not in map(measure, allowed))


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _tags(text: str) -> list[str]:
    return sorted(TAG.findall(text))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _numbers(text: str) -> list[str]:
    return sorted(NUMBER.findall(PLACEHOLDER.sub("", TAG.sub("", text))))


def _end(text: str) -> str:
    last = text.rstrip()[-1:]
    return last if last in ENDS else ""


MEASURES: Final[dict[str, Callable[[str], object]]] = {
    "other placeholders": _placeholders,
    "other tags": _tags,
    "other white space at an end": _edges,
    "other numbers": _numbers,
    "ends with another sign": _end,
}
"""What must be the same in a translation as in the singular or the plural of its source."""
