"""The ways in which an act is refused, each with the answer the web gives."""

from typing import Any


class Refusal(Exception):
    """An anticipated no. ``message`` is shown to the person and says what to do next."""

    status = 409
    in_trail = False
    """Whether an operation wrote it down already."""

    def __init__(self, message: Any, *, code: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code or type(self).__name__


class NotPermitted(Refusal):
    """The role does not carry the act."""

    status = 403


class Guess(Refusal):
    """What was asked for may be made up: who does it again and again guesses (accounts.guessing)."""


class NotVisible(Guess):
    """There is no such thing within this person's sight; whether it exists is not said."""

    status = 404


class NotSigned(Refusal):
    """The act is signed, and the second step of who signs was not shown with it."""

    status = 422


class Stale(Refusal):
    """The record changed since the form was opened."""


class AlreadyUsed(Refusal):
    """The form's nonce was used before, for something else."""
