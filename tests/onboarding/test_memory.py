"""A long list is read and staged in constant memory, and each wrong row of it is named (IMPORT_ROWS=50000 for all)."""

import gc
import io
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from onboarding.columns import COLUMNS
from onboarding.models import Kind, StagedRow
from onboarding.queries import counted
from onboarding.reading import read_lines
from tests.builders import a_programme
from tests.onboarding.lists import PLACES, a_manager, changed, csv_of, many, row_xml, sheet_of, staged, xlsx_of

ROWS = int(os.environ.get("IMPORT_ROWS", "1200"))
BOUND = 800_000
"""Bytes above what was there before; 1,200 rows held at once take more."""


def peak(work: Callable[[], Any]) -> int:
    """Give how many bytes were in use at most while something was done, above those before."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class Tidied(io.FileIO):
    """A file that has garbage collected as it is read, so that what is counted is what is held."""

    lines = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.lines += 1
        if self.lines % 200 == 0:
            gc.collect()
        return super().readline(size)


def as_csv(count: int) -> BinaryIO:
    return csv_of(*many(count))


def as_workbook(count: int) -> BinaryIO:
    rows = (row_xml(number, cells) for number, cells in enumerate([list(PLACES), *many(count)], start=1))
    return changed(xlsx_of(), xl__worksheets__sheet1_dot_xml=sheet_of(rows))


@pytest.mark.parametrize("make", [as_csv, as_workbook])
def test_reading_holds_no_list_in_memory(make: Callable[[int], BinaryIO]) -> None:
    file = make(ROWS)
    columns = COLUMNS[Kind.PLACES]
    wanted: dict[str, Any] = {"wanted": columns, "needed": ["name"]}
    assert peak(lambda: sum(1 for _line in read_lines(file, **wanted))) < BOUND / 4
    file.seek(0)
    assert peak(lambda: list(read_lines(file, **wanted))) > BOUND  # the control: held at once it does not fit


@pytest.mark.django_db
def test_staging_holds_no_list_in_memory_and_names_every_wrong_row(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("onboarding.operations.BATCH", 50)
    a_programme()
    path = tmp_path / "list"
    path.write_bytes(as_csv(ROWS).read())
    by = a_manager()
    staged(csv_of(*many(9)), by=by)  # what is loaded once is loaded
    found: list[Any] = []
    with Tidied(path) as file:
        used = peak(lambda: found.append(staged(file, by=by)))
    assert used < BOUND
    [one] = found
    wrong = StagedRow.objects.filter(of=one).exclude(faults=[]).values_list("line", flat=True)
    assert sorted(wrong) == [number + 1 for number in range(7, ROWS + 1, 7)]
    assert counted(one).new == ROWS - len(wrong)
