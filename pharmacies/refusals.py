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


class NotCounselled(Refusal):
    """The pharmacist did not say that the patient was counselled."""

    status = 422


class PacksDoNotFit(Refusal):
    """The packs and the number of capsules do not go together."""

    status = 422


class PackNotScanned(Refusal):
    """A pack was refused and none was scanned that passes; ``field`` is the answer that is missing or wrong."""

    status = 422

    def __init__(self, message: Any, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class OverrideNotPossible(Refusal):
    """The reasons may not be overruled here, or not for so much."""

    status = 422


class LateEntryNotPossible(Refusal):
    """What is entered late cannot have happened so, or is recorded already; ``field`` says which answer is wrong."""

    status = 422

    def __init__(self, message: Any, *, field: str) -> None:
        super().__init__(message)
        self.field = field
