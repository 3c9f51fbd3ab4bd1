"""How the launcher speaks to the person at the terminal: at once, also when a file listens."""


def say(text: str) -> None:
    """Print a line."""
    print(text, flush=True)
