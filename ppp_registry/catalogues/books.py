"""A language's catalogue as a file: read, brought up to date, written so that differences stay small, compiled."""

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ppp_registry.catalogues.sources import ROOT
from ppp_registry.languages import TRANSLATED

FOLDER: Final = ROOT / "locale"
Key = tuple[str | None, str, str | None]
"""What tells texts apart: the context, the text, and its plural."""


def path_of(language: str, suffix: str = "po") -> Path:
    """Name the file of a language's catalogue."""
    return FOLDER / language / "LC_MESSAGES" / f"django.{suffix}"


def opened(language: str) -> Catalog:
    """Read a language's catalogue; an empty one where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def key_of(message: Message) -> Key:
    """Tell which text a message is the translation of."""
    singular, plural = message.id if isinstance(message.id, list | tuple) else (message.id, None)
    return message.context, str(singular), plural


def texts(catalog: Catalog) -> dict[Key, Message]:
    """Give the messages of a catalogue by what tells them apart, without its head."""
    return {key_of(message): message for message in catalog if message.id}


def forms(message: Message) -> list[str]:
    """Give the translation as a list: one text, or one for each plural form."""
    given = message.string
    return [str(one or "") for one in given] if isinstance(given, list | tuple) else [str(given or "")]


def brought_up_to_date(catalog: Catalog, wanted: Catalog) -> Catalog:
    """Make a catalogue with exactly the texts wanted, and the translations that exist; nothing is guessed."""
    fresh = Catalog(locale=catalog.locale, charset="utf-8")
    known = texts(catalog)
    for key, message in texts(wanted).items():
        held = known.get(key)
        fresh.add(message.id, held.string if held else None, context=message.context)
    return fresh


def keep(catalog: Catalog, language: str) -> None:
    """Write a catalogue: sorted, one line a text, no places and no dates."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_head(catalog, language).encode() + body.getvalue())


def compile_stale(languages: Iterable[str] = TRANSLATED) -> list[str]:
    """Compile the catalogues that are newer than what was compiled of them, each put in place at once."""
    stale = [one for one in languages if _is_stale(one)]
    for language in stale:
        compiled(opened(language), path_of(language, "mo"))
    return stale


def compiled(catalog: Catalog, path: Path) -> None:
    """Compile a catalogue into a file that gettext reads; no reader meets half a file, or half a plural."""
    whole = Catalog(locale=catalog.locale, charset="utf-8")
    for message in texts(catalog).values():
        if all(forms(message)) and not message.fuzzy:
            whole.add(message.id, message.string, context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    with beside.open("wb") as file:
        write_mo(file, whole)
    beside.replace(path)


def _is_stale(language: str) -> bool:
    source, made = path_of(language), path_of(language, "mo")
    return source.exists() and (not made.exists() or made.stat().st_mtime <= source.stat().st_mtime)


def _head(catalog: Catalog, language: str) -> str:
    lines = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"
