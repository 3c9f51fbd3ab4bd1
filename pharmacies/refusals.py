"""The ways in which the counter itself says no to a pharmacist."""

import datetime as dt
from typing import Any

from accounts.refusals import Refusal


class AnswerEnded(Refusal):
    """The answer may not be acted on any more: the card is to be scanned again."""


class TooManyUnknownCards(Refusal):
    """More numbers were tried that no card has than a pharmacy mistypes; ``until`` is when it may go on."""

    status = 429

    def __init__(self, message: Any, *, until: dt.datetime) -> None:
        super().__init__(message)
        self.until = until
