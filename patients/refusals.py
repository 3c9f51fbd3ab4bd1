"""The ways in which the record itself says no."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.refusals import Guess, Refusal


class FutureDate(Refusal):
    """A fact is dated after today; the record holds what happened."""

    status = 422


class WrongOrder(Refusal):
    """Something is said to have ended before it began, or to have happened before a birth."""

    status = 422


class WithoutLastDay(Refusal):
    """A method that runs out is said to protect for ever."""

    status = 422


class WithoutReason(Refusal):
    """What is changed, stopped or closed must say why."""

    status = 422


class UnknownWord(Refusal):
    """An answer is none of those there are."""

    status = 422


class NotForThisPatient(Refusal):
    """The act does not go with this patient's category or state."""

    status = 422


class NotAMan(NotForThisPatient):
    """What is about a man's partner was asked of a woman's record."""

    def __init__(self) -> None:
        super().__init__(_("This is for the partner of a man. For a woman, stop her own supply on her page."))


class NobodyCertified(Refusal):
    """A delegate does something for a certified prescriber, and nobody of the centre is certified."""

    status = 403


class NothingToChange(Refusal):
    """The thing to change is already changed, ended or replaced."""


class ToldBefore(Refusal):
    """She told the same of the same event before; what she told then is shown."""

    status = 409


class NotJustified(Refusal):
    """Nothing that the rulebook takes shows that she cannot become pregnant."""

    status = 422


class SecondPrescriberWanted(NotForThisPatient):
    """What one prescriber may only propose was asked for as a fact."""

    status = 409


class ProposalOutdated(NothingToChange):
    """The record moved on since a lower category was proposed."""


class CardDoesNotFit(Guess):
    """No valid card has this number together with this date of birth."""

    status = 422


class TooManyTries(Refusal):
    """More cards were tried that do not fit than anybody mistypes."""

    status = 429


class CodeDoesNotFit(Refusal):
    """A code that was sent to a telephone is not the one typed, or is no longer good."""

    status = 422


class CoverRefused(Refusal):
    """Somebody cannot stand in for somebody else."""

    status = 422


class UnsoundIdentity(Refusal):
    """A name, number or address cannot be one; ``field`` says which."""

    status = 422

    def __init__(self, message: Any, *, field: str) -> None:
        super().__init__(message)
        self.field = field
