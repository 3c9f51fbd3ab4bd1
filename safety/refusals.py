"""The ways in which the safety desk says no."""

from accounts.refusals import Refusal


class NotAValidReport(Refusal):
    """One of the four elements of a valid case is missing, or two answers contradict each other."""

    status = 422


class AlreadyReported(Refusal):
    """The same event was reported before, by the same place."""

    status = 409
