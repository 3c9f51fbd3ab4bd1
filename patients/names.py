"""Names folded for search: without case, accents or the ways of writing the same letter."""

import unicodedata

LONGEST = 80

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart; their capitals are folded to these first."""

DIVIDERS = dict.fromkeys(map(ord, "-‐‑‒–'’‘ʼ`´"), " ")


def fold(text: str) -> str:
    """Give the form of a word that search compares: compatible, caseless, without accents."""
    caseless = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", caseless).translate(LETTERS)
    return "".join(sign for sign in plain if sign.isalnum())


def tokens(*names: str) -> set[str]:
    """Give the folded words of all names; hyphens and apostrophes divide words and join them too."""
    found = {token for name in names for word in name.split() for token in (joined(word), *parts(word))}
    return found - {""}


def joined(word: str) -> str:
    """Fold a word as one, whatever divides it."""
    return fold(word)[:LONGEST]


def parts(word: str) -> list[str]:
    """Fold the parts of a word that hyphens and apostrophes divide."""
    return [token for part in word.translate(DIVIDERS).split() if (token := fold(part)[:LONGEST])]
