"""How long a practised person takes: the keystroke-level model of Card, Moran and Newell (1980), by its operators.

A count of what was done in the browser is turned into seconds; nothing here is measured with people.
"""

from dataclasses import dataclass
from typing import Final

THINK: Final = 1.35
"""M: to come to a decision or find the next thing, once for each question."""

POINT: Final = 1.1
"""P: to bring the pointer to a target."""

CLICK: Final = 0.2
"""B: to press and let go of a button of the mouse."""

KEY: Final = 0.28
"""K: one key, for an average typist."""

ANSWER: Final = 0.5
"""R: to wait for the next page."""


@dataclass(slots=True)
class Strokes:
    """What somebody did."""

    clicks: int = 0
    keys: int = 0
    questions: int = 0
    pages: int = 0
    read: float = 0.0
    """Seconds of reading, where a page is to be checked and not only answered."""

    @property
    def seconds(self) -> float:
        """Give the estimate."""
        return (
            self.questions * THINK + self.clicks * (POINT + CLICK) + self.keys * KEY + self.pages * ANSWER + self.read
        )

    def said(self, name: str) -> str:
        """Write the estimate as a row of a table."""
        return (
            f"| {name} | {self.clicks} | {self.keys} | {self.questions} | {self.pages} | {self.read:.0f} s "
            f"| **{self.seconds:.0f} s** |"
        )
