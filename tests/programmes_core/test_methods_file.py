"""How long methods last is data: a broken file stops the start, and the spans are those of the calendar."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from hypothesis import given
from hypothesis import strategies as st

from patients.methods import lasts_too_long, lasts_until, runs_out
from programmes.checks import check_methods_file
from programmes.lasting import Lasting, lasting, load_lasting
from rulebook import ProgrammeError

DAY = dt.timedelta(days=1)

BROKEN = {
    "no TOML": ("[implant", "expected TOML"),
    "empty": ("", "expected one table"),
    "unknown method": ('[implnat]\nyears = 3\nsource = "s"', "implnat: expected a method"),
    "no span": ('[implant]\nsource = "s"', "expected either years or weeks"),
    "two spans": ('[implant]\nyears = 3\nweeks = 3\nsource = "s"', "expected either years or weeks"),
    "unknown key": ('[implant]\ndays = 3\nsource = "s"', "and nothing else"),
    "no table": ("implant = 3", "expected a table"),
    "nought": ('[implant]\nyears = 0\nsource = "s"', "implant.years: expected a whole number from 1 to 20"),
    "too many": ('[implant]\nweeks = 105\nsource = "s"', "implant.weeks: expected a whole number from 1 to 104"),
    "a word": ('[implant]\nyears = "3"\nsource = "s"', "implant.years: expected a whole number"),
    "yes": ('[implant]\nyears = true\nsource = "s"', "implant.years: expected a whole number"),
    "no source": ("[implant]\nyears = 3", "implant.source: expected where this is written"),
}


@pytest.fixture
def read_anew() -> Iterator[None]:
    lasting.cache_clear()
    yield
    lasting.cache_clear()


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_named_with_its_key(what: str, tmp_path: Path) -> None:
    text, said = BROKEN[what]
    path = tmp_path / "methods.toml"
    path.write_text(text)
    with pytest.raises(ProgrammeError) as broken:
        load_lasting(path)
    assert str(broken.value).startswith("methods.toml: ")
    assert said in str(broken.value)


def test_no_command_starts_on_a_broken_file(read_anew: None, settings: Any, tmp_path: Path) -> None:
    settings.METHODS_FILE = tmp_path / "nowhere.toml"
    assert [error.id for error in check_methods_file()] == ["programmes.E003"]
    with pytest.raises(SystemCheckError, match="nowhere"):
        call_command("check")


def test_the_shipped_file_can_be_read() -> None:
    assert check_methods_file() == []
    assert runs_out("implant")
    assert not runs_out("tubal_sterilisation")


@pytest.mark.parametrize(
    ("method", "begun", "last"),
    [
        ("implant", "2026-01-12", "2029-01-12"),
        ("implant", "2024-02-29", "2027-02-28"),
        ("medroxyprogesterone_depot", "2026-11-24", "2027-02-23"),
    ],
)
def test_the_last_day_is_that_of_the_calendar(method: str, begun: str, last: str) -> None:
    started_on, latest = dt.date.fromisoformat(begun), dt.date.fromisoformat(last)
    assert lasts_until(method=method, started_on=started_on) == latest
    assert not lasts_too_long(method=method, started_on=started_on, valid_until=latest)
    assert lasts_too_long(method=method, started_on=started_on, valid_until=latest + DAY)


def test_what_does_not_run_out_has_no_last_day() -> None:
    assert lasts_until(method="abstinence", started_on=dt.date(2026, 1, 1)) is None


@given(
    begun=st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1)),
    years=st.integers(0, 20),
    weeks=st.integers(0, 104),
)
def test_a_later_beginning_never_ends_sooner(begun: dt.date, years: int, weeks: int) -> None:
    span = Lasting(years=years, weeks=weeks, source="s")
    assert begun <= span.last_day(begun) <= span.last_day(begun + DAY)
