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
