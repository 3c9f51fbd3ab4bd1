"""Who lets a pharmacy take part is data by country: a broken file stops the start; nothing written is the stricter."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from programmes.checks import check_registering_file
from programmes.registering import OFFICE, countries, load_registering, registering
from rulebook import ProgrammeError

OTHER = '[other]\ndecides = "office"\nsource = "s"\n'
BROKEN = {
    "no TOML": ("[other", "expected TOML"),
    "empty": ("", "other: expected a table for every country"),
    "a country in words": (f'{OTHER}[Spain]\ndecides = "office"\nsource = "s"', "Spain: expected a country"),
    "a country in small letters": (f'{OTHER}[es]\ndecides = "office"\nsource = "s"', "es: expected a country"),
    "no table": (f"ES = 3\n{OTHER}", "ES: expected a table"),
    "unknown key": (f'{OTHER}[ES]\ndecides = "office"\nsource = "s"\ndays = 3', "and nothing else"),
    "nobody decides": (f'{OTHER}[ES]\nsource = "s"', "ES: expected a table with decides"),
    "somebody else decides": (f'{OTHER}[ES]\ndecides = "anybody"\nsource = "s"', "ES.decides: expected office or"),
    "no source": (f'{OTHER}[ES]\ndecides = "office"\nsource = " "', "ES.source: expected where this is written"),
}


@pytest.fixture
def read_anew() -> Iterator[None]:
    countries.cache_clear()
    yield
    countries.cache_clear()


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_named_with_its_key(what: str, tmp_path: Path) -> None:
    text, said = BROKEN[what]
    path = tmp_path / "registering.toml"
    path.write_text(text)
    with pytest.raises(ProgrammeError) as broken:
        load_registering(path)
    assert str(broken.value).startswith("registering.toml: ")
    assert said in str(broken.value)


def test_no_command_starts_on_a_broken_file(read_anew: None, settings: Any, tmp_path: Path) -> None:
    assert check_registering_file() == []
    countries.cache_clear()
    settings.REGISTERING_FILE = tmp_path / "nowhere.toml"
    assert [error.id for error in check_registering_file()] == ["programmes.E004"]


def test_a_country_of_which_nothing_is_written_asks_the_office() -> None:
    assert registering(country="XX").decides == OFFICE
