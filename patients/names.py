"""Names folded for search: without case, accents or the ways of writing the same letter."""

import unicodedata

LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
     "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "İ": "i", "þ": "th", "ð": "d"}
)  # fmt: skip


def fold(text: str) -> str:
    """Give the form of a word that search compares: compatible, caseless, without accents."""
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def tokens(*names: str) -> set[str]:
    """Give the folded words of all names; hyphens and apostrophes divide words and join them too."""
    found: set[str] = set()
    for name in names:
        for word in name.split():
            found.add(fold(word))
            found.update(fold(part) for part in word.replace("'", "-").replace("’", "-").split("-"))
    return {token[:80] for token in found if token}
