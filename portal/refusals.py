"""The ways in which a page stays shut."""

import datetime as dt
from typing import Any

from accounts.refusals import Refusal


class TryLater(Refusal):
    """More wrong tries came with this card or from this place than anybody mistypes."""

    status = 429

    def __init__(self, message: Any, *, until: dt.datetime) -> None:
        super().__init__(message)
        self.until = until
