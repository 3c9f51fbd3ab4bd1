"""The languages of the registry: those it is written for, and those whose catalogue is complete."""

from typing import Final

SOURCE: Final = "en-gb"
KNOWN: Final = (
    (SOURCE, "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
)
"""Each with the name that its readers give it."""

COMPLETE: Final = frozenset({SOURCE, "de", "fr", "es", "it", "nl", "pl"})
"""A language stands here once every text has its translation; from then on a missing one fails `make lint`."""

TRANSLATED: Final = tuple(code for code, _name in KNOWN if code != SOURCE)


def offered(*, unfinished: bool) -> list[tuple[str, str]]:
    """List the languages that people may choose: the complete ones, or all for those who translate."""
    return [(code, name) for code, name in KNOWN if unfinished or code in COMPLETE]
