"""What the room refuses, each with what to do next."""

from accounts.refusals import Refusal


class NotAsItWas(Refusal):
    """The obligation is met, no longer asked, or still asked: not what the act needs."""


class NotPossible(Refusal):
    """Evidence, day or owner does not fit."""

    status = 422
