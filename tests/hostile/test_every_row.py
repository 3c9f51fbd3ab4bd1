"""The rows of bad input that the registry can meet so far: each has a test that bears its number."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import modules, text

JSON, HTTP, URL, IDS, DATES = range(1, 14), range(14, 21), range(21, 24), range(24, 29), range(29, 39)
NAMES, TEXTS, NUMBER, FORMS, QR = range(39, 46), range(46, 49), [49], [50, 51], range(52, 58)
ROWS = [*JSON, *HTTP, *URL, *IDS, *DATES, *NAMES, *TEXTS, *NUMBER, *FORMS, *QR]
NAMED = re.compile(r"\brow (\d+),|\bdef test_rows?_(\d+)(?:_(to|and)_(\d+))?")
"""In the name of a test, or of one of the bodies and codes that a test is run with."""


def _rows_in(source: str) -> set[int]:
    """Give the numbers that the tests in a source bear."""
    found: set[int] = set()
    for one, first, joint, last in NAMED.findall(source):
        found |= {int(one or first), int(last or first or one)}
        if joint == "to":
            found |= set(range(int(first), int(last)))
    return found


@pytest.fixture(scope="module")
def rows_named() -> set[int]:
    own = Path(__file__).name
    others = (path for path, _tree in modules("tests") if path.name != own)
    return set().union(*(_rows_in(text(path)) for path in others))


@pytest.mark.parametrize("row", ROWS)
def test_each_row_has_a_test_that_bears_its_number(rows_named: set[int], row: int) -> None:
    assert row in rows_named


def test_a_row_is_found_where_it_is_named_and_nowhere_else() -> None:
    """The control: a number that is only spoken of is no test."""
    named = 'def test_row_7_x(): ...\ndef test_rows_52_to_54_y(): ...\n"row 9, twice": 1  # as in row 8'
    assert _rows_in(named) == {7, 9, 52, 53, 54}
