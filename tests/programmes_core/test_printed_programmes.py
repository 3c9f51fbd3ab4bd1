"""docs/programmes/ says what the programme files say (UPDATE_DOCS=1 prints it anew)."""

from collections.abc import Iterator

import pytest

from programmes.library import load
from programmes.overlays import bases
from programmes.rules_in_words import Difference, differences, statements
from rulebook import Programme, Programmes
from tests.printed import DOCS, check_printed

SHELF = load()


@pytest.mark.parametrize("programme_id", SHELF.ids)
def test_the_printed_programme_is_fresh(programme_id: str) -> None:
    check_printed(f"programmes/{programme_id}.md", "\n".join(_lines(SHELF, programme_id)))


def test_no_programme_is_printed_that_is_not_there() -> None:
    assert sorted(path.stem for path in (DOCS / "programmes").glob("*.md")) == list(SHELF.ids)


def _lines(shelf: Programmes, programme_id: str) -> Iterator[str]:
    versions = shelf.versions(programme_id)
    base = bases(shelf).get(programme_id)
    yield f"# {versions[-1].title}\n"
    yield (
        f"Printed from `programmes/files/{programme_id}/`; do not edit. To print it anew: "
        "`UPDATE_DOCS=1 .venv/bin/python -m pytest tests/programmes_core/test_printed_programmes.py`.\n"
    )
    for place, version in reversed(list(enumerate(versions))):
        yield f"## From {version.valid_from.isoformat()}\n"
        yield _note(shelf, version)
        earlier = versions[place - 1] if place else None
        if base is not None:
            yield from _over(shelf, base, version)
        elif earlier is not None:
            yield from _changed(f"Differs from {earlier.valid_from.isoformat()}", earlier, version)
    if base is None:
        yield "## Every rule of the newest version\n"
        yield "| rule | says |"
        yield "| --- | --- |"
        yield from (f"| {one.about} | {one.says} |" for one in statements(versions[-1]))
        yield ""


def _over(shelf: Programmes, base: str, version: Programme) -> Iterator[str]:
    below = shelf.in_force(base, version.valid_from)
    assert below is not None
    yield from _changed(f"Differs from `{base}`", below, version)


def _changed(title: str, before: Programme, after: Programme) -> Iterator[str]:
    yield f"### {title}\n"
    yield "| rule | there | here |"
    yield "| --- | --- | --- |"
    yield from (_row(one) for one in differences(before, after))
    yield ""


def _row(one: Difference) -> str:
    return f"| {one.about} | {one.before} | {one.after} |"


def _note(shelf: Programmes, version: Programme) -> str:
    """Give the words at the head of a file: where each value comes from, and what no key of it can carry."""
    [file] = [one for one in shelf.files if one.path == f"{version.version}.toml"]
    head = file.content.decode().split("\n\nid = ")[0]
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in head.splitlines()) + "\n"
