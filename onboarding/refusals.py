"""What the room refuses, each with what to do next."""

from accounts.refusals import Refusal


class NotReadable(Refusal):
    """A file that is refused whole: it is no list of the wanted form."""

    status = 422


class NotAsItWas(Refusal):
    """An import that is over, or that something still stands against."""
