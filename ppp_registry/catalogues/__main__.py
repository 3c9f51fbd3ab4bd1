"""`python -m ppp_registry.catalogues update | compile | check | missing LANGUAGE | fill LANGUAGE FILE…`."""

import argparse
import json
import sys
from pathlib import Path

from ppp_registry.catalogues import books, faults, portions
from ppp_registry.catalogues.sources import gathered
from ppp_registry.languages import COMPLETE, TRANSLATED


def update() -> None:
    """Give every catalogue exactly the texts of the sources."""
    wanted = gathered()
    for language in TRANSLATED:
        fresh = books.brought_up_to_date(books.opened(language), wanted)
        books.keep(fresh, language)
        _say(f"{language}: {len(faults.missing(fresh, wanted))} of {len(books.texts(wanted))} are missing")


def check() -> int:
    """List every fault, and answer how many there are: of a language that is not complete, only what is broken."""
    wanted, found = gathered(), []
    for language in TRANSLATED:
        catalog = books.opened(language)
        found += [f"{language}: {fault}" for fault in faults.broken(catalog)]
        if language in COMPLETE:
            found += [f"{language}: missing: {key[1]!r}" for key in faults.missing(catalog, wanted)]
            found += [f"{language}: no longer asked for: {key[1]!r}" for key in faults.obsolete(catalog, wanted)]
    for fault in found:
        _say(fault)
    return len(found)


def missing(language: str) -> None:
    """Print what is missing in a language as a portion to fill in."""
    lines = portions.portion(books.opened(language), gathered())
    _say("[\n" + ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n]")


def fill(language: str, files: list[Path]) -> None:
    """Take filled portions into a language's catalogue."""
    wanted = gathered()
    catalog = books.brought_up_to_date(books.opened(language), wanted)
    for file in files:
        _say(f"{file}: {portions.filled(catalog, wanted, file)} translations taken")
    books.keep(catalog, language)
    _say(f"{language}: {len(faults.missing(catalog, wanted))} of {len(books.texts(wanted))} are missing")


def main(arguments: list[str]) -> int:
    """Run one command and answer its exit status."""
    parser = argparse.ArgumentParser(prog="catalogues", description=__doc__)
    parser.add_argument("command", choices=["update", "compile", "check", "missing", "fill"])
    parser.add_argument("language", nargs="?", choices=TRANSLATED)
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args(arguments)
    if asked.command in {"missing", "fill"} and asked.language is None:
        parser.error("name a language")
    if asked.command == "check":
        return min(check(), 1)
    if asked.command == "update":
        update()
    elif asked.command == "compile":
        books.compile_stale()
    elif asked.command == "missing":
        missing(asked.language)
    else:
        fill(asked.language, asked.files)
    return 0


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
