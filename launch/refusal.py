"""Why the launcher cannot go on, in words that say what to do."""


class Refusal(Exception):
    """Something is missing or in the way; the message names it and the remedy."""
