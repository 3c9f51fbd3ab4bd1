"""A cell as a file has it: text, or what a spreadsheet makes of it."""


class Number(str):
    """A number of a spreadsheet: a day, where a day is wanted."""

    __slots__ = ()


class Formula(str):
    """A cell that a spreadsheet reckons; what it shows is not what stands in it."""

    __slots__ = ()


Row = tuple[int, list[str]]
"""The number of a row, as a spreadsheet counts from one, and its cells."""
