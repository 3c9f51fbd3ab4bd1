"""A list as a stream of lines with their cells by column, whatever kind of file it came in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from onboarding.cells import Row
from onboarding.csv_file import csv_rows
from onboarding.refusals import NotReadable
from onboarding.xlsx_file import xlsx_rows

MOST_ROWS: Final = 60_000
LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""How an old workbook begins, and one with a password."""
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: its number in the file, its cells by column, how many stand beyond the last column."""

    number: int
    cells: dict[str, str]
    too_many: int


def read_lines(file: BinaryIO, *, wanted: Collection[str], needed: Collection[str]) -> Iterator[Line]:
    """Read a list with a line of heads.

    :param wanted: the columns it may have; ``needed``, those that it must have.
    :raises NotReadable: when it is refused whole; the message names row or column, and what to do.
    """
    rows = _rows(file)
    heads = _heads(next(rows, (0, [])), wanted, needed)
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise NotReadable(
                _("This list has more than %(most)s rows. Part it, and upload one part after the other.")
                % {"most": MOST_ROWS}
            )
        beyond = sum(bool(cell.strip()) for cell in cells[len(heads) :])
        padded = cells + [""] * (len(heads) - len(cells))
        yield Line(number, dict(zip(heads, padded, strict=False)), beyond)


def _rows(file: BinaryIO) -> Iterator[Row]:
    begin = file.read(4)
    file.seek(0)
    if begin.startswith(UTF_16):
        raise NotReadable(_("Line %(line)s is not in UTF-8. Save the list as “CSV UTF-8” and try again.") % {"line": 1})
    if begin == LOCKED:
        raise NotReadable(
            _("This is no workbook that can be read. Save it as XLSX without a password, or as CSV in UTF-8.")
        )
    return xlsx_rows(file) if begin.startswith(b"PK") else csv_rows(file)


def _heads(first: Row, wanted: Collection[str], needed: Collection[str]) -> list[str]:
    _number, cells = first
    heads = [cell.strip().lower().replace(" ", "_") for cell in cells]
    while heads and not heads[-1]:
        heads.pop()
    if len(heads) == 1 and len(needed) > 1:
        raise NotReadable(
            _("The first line is one column alone. Part the columns by comma or semicolon: %(columns)s.")
            % {"columns": ", ".join(wanted)}
        )
    if missing := [name for name in needed if name not in heads]:
        raise NotReadable(
            _("The first line lacks the columns %(columns)s. Add them and try again.") % {"columns": ", ".join(missing)}
        )
    if unknown := [name or "–" for name in heads if name not in wanted]:
        raise NotReadable(
            _("The first line has columns that no such list has: %(columns)s. Delete them, or write them as asked.")
            % {"columns": ", ".join(unknown)[:200]}
        )
    if len(set(heads)) < len(heads):
        raise NotReadable(_("The first line has a column twice. Delete one of the two and try again."))
    return heads
