"""The ways in which the record itself says no."""

from accounts.refusals import Refusal


class FutureDate(Refusal):
    """A fact is dated after today; the record holds what happened."""

    status = 422


class WrongOrder(Refusal):
    """Something is said to have ended before it began."""

    status = 422


class WithoutLastDay(Refusal):
    """A method that runs out is said to protect for ever."""

    status = 422


class NotForThisPatient(Refusal):
    """The act does not go with this patient's category or state."""

    status = 422


class NothingToChange(Refusal):
    """The thing to change is already changed, ended or replaced."""
