"""What reports refuse, each with what to do next."""

from accounts.refusals import Refusal


class NotToBeReleased(Refusal):
    """A report that is not made, is released already, or was approved by this very person."""

    status = 409


class TooManyWaiting(Refusal):
    """More reports asked for than are made at a time."""

    status = 409


class NotToBePublished(Refusal):
    """A report that is not released, or shares days with one that was published before."""

    status = 409


class RulesNotPossible(Refusal):
    """A change of the rules cannot be proposed, or not be agreed to, as it stands."""

    status = 422


class NotProposedTwice(RulesNotPossible):
    """It waits already, was answered, or waits for somebody else."""

    status = 409


class HowManyWanted(RulesNotPossible):
    """How many treatments would be refused was not read, or is another number by now."""
