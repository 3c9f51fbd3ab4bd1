"""The ways in which the safety desk says no."""

from accounts.refusals import Refusal


class NotAValidReport(Refusal):
    """One of the four elements of a valid case is missing, or two answers contradict each other."""

    status = 422


class AlreadyReported(Refusal):
    """The same event was reported before, by the same place."""

    status = 409


class Contradiction(Refusal):
    """Two facts of a pregnancy cannot both be right; both are shown."""

    status = 422


class NotLostYet(Refusal):
    """Somebody must ask more often, in more ways or for longer before a pregnancy is called lost."""

    status = 422


class NobodyToAsk(Refusal):
    """Nobody here reported what a case is about."""

    status = 422


class AlreadyAnswered(Refusal):
    """A question was answered meanwhile."""

    status = 409


class NotSendable(Refusal):
    """A case cannot be passed on as it stands."""

    status = 422


class NotReadable(Refusal):
    """A file is no message, no answer of ours, or was read before."""

    status = 422


class AlreadyOpened(Refusal):
    """A case was opened for the same matter meanwhile."""


class NotTheLast(Refusal):
    """The case was written anew, or nullified, since the page was opened."""

    status = 409


class ReviewedByItsAuthor(Refusal):
    """Nobody reviews what she or he wrote, and what nobody wrote yet is not reviewed."""

    status = 422
