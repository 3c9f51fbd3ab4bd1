"""A CSV read line by line, never whole: in UTF-8, with comma, semicolon or tabulator."""

import csv
from collections.abc import Iterator
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from onboarding.cells import Row
from onboarding.refusals import NotReadable

LONGEST_LINE: Final = 100_000
"""Bytes of a line; the longest row that can be right has two thousand."""
SEPARATORS: Final = (",", ";", "\t")
BOM: Final = b"\xef\xbb\xbf"


def csv_rows(file: BinaryIO) -> Iterator[Row]:
    """Read rows, the heads among them; empty ones are left out.

    :raises NotReadable: naming the line and what to do.
    """
    lines = _Lines(file)
    head = next(lines, "")
    separator = max(SEPARATORS, key=head.count)
    lines.put_back(head)
    number = 1
    try:
        for cells in csv.reader(lines, delimiter=separator, strict=True):
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = lines.number + 1
    except csv.Error:
        raise NotReadable(
            _("The row that begins in line %(line)s cannot be read: a quotation mark is not closed, or stands alone. "
              "Mend it, or save the list as CSV in UTF-8 again.") % {"line": number}
        ) from None  # fmt: skip


class _Lines:
    """The lines of a file, each of a bounded length and in UTF-8."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.number, self.kept = file, 0, ""

    def put_back(self, line: str) -> None:
        """Give a line once more."""
        self.kept, self.number = line, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.kept:
            line, self.kept, self.number = self.kept, "", 1
            return line
        read = self.file.readline(LONGEST_LINE + 1)
        if not read:
            raise StopIteration
        self.number += 1
        if len(read) > LONGEST_LINE:
            raise NotReadable(
                _("Line %(line)s is too long for a row. Save the list as CSV in UTF-8 again.") % {"line": self.number}
            )
        try:
            text = read.removeprefix(BOM if self.number == 1 else b"").decode()
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise NotReadable(
                _("Line %(line)s is not in UTF-8. Save the list as “CSV UTF-8” and try again.") % {"line": self.number}
            )
        return text
