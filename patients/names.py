"""Names folded for search, written in Latin letters, and compared by sound and look."""

import re
import unicodedata

from anyascii import anyascii
from rapidfuzz.distance import OSA

LONGEST = 80

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart; their capitals are folded to these first."""

DIVIDERS = dict.fromkeys(map(ord, "-‐‑‒–'’‘ʼ`´"), " ")

LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινυρ",
    "ABESIJKMHOPCTYXaesijopcyxdhqwABEZHIKMNOPTYXoivup",
)
"""Cyrillic and Greek letters that look like Latin ones: a keyboard left in the other alphabet makes such names."""

GREEK_ACCENT = re.compile("([\u0370-\u03ff]\u0308?)\u0301")
"""An accent on a Greek letter, which may have a diaeresis too."""

GREEK_PAIRS = (("ου", "ou"), ("γγ", "ng"), ("γξ", "nx"), ("γχ", "nch"))
"""Two Greek letters that passports write otherwise than one by one."""

SOUNDS = (
    ("sch", "s"), ("ch", "k"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("dt", "t"), ("tz", "s"), ("ae", "e"),
    ("oe", "o"), ("ue", "u"), ("ou", "u"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("y", "i"), ("j", "i"),
    ("ks", "x"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"), ("h", ""),
)  # fmt: skip
"""Spellings that the languages of Europe do not tell apart by ear, replaced in this order."""

SLIP_FROM, TWO_SLIPS_FROM = 4, 8
"""How long a word must be for one wrong letter to be a slip, and for two."""


def fold(text: str) -> str:
    """Give the form of a word that search compares: compatible, caseless, without accents."""
    caseless = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", caseless).translate(LETTERS)
    return "".join(sign for sign in plain if sign.isalnum())


def tokens(*names: str) -> set[str]:
    """Give the folded words of all names; hyphens and apostrophes divide words and join them too."""
    found = {token for name in names for word in name.split() for token in (joined(word), *parts(word))}
    return found - {""}


def search_tokens(*names: str) -> set[str]:
    """Give the words by which somebody is found: as written, in Latin letters, and as the letters look."""
    found = tokens(*names)
    for name in names:
        if not is_latin(name):
            found |= tokens(latin_proposal(name), name.translate(LOOK_ALIKES))
    return found


def joined(word: str) -> str:
    """Fold a word as one, whatever divides it."""
    return fold(word)[:LONGEST]


def parts(word: str) -> list[str]:
    """Fold the parts of a word that hyphens and apostrophes divide."""
    return [token for part in word.translate(DIVIDERS).split() if (token := fold(part)[:LONGEST])]


def is_latin(name: str) -> bool:
    """Say whether a name is written in Latin letters, whatever their accents."""
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in _letters(name))


def mixes_alphabets(name: str) -> bool:
    """Say whether Latin letters stand beside Cyrillic or Greek ones, as after a keyboard left in the other alphabet."""
    return len({unicodedata.name(sign, "").partition(" ")[0] for sign in _letters(name)}) > 1


def latin_proposal(name: str) -> str:
    """Propose how a name is written in Latin letters; the passport may write it otherwise."""
    written = unicodedata.normalize("NFD", name)
    plain = unicodedata.normalize("NFC", "".join(sign for sign in written if sign != "\u0301"))
    for greek, latin in GREEK_PAIRS:
        plain = plain.replace(greek, latin).replace(greek.capitalize(), latin.capitalize())
        plain = plain.replace(greek.upper(), latin.upper())
    return " ".join(latin for word in plain.split() if (latin := anyascii(word).strip("`'\"")))


def sound(word: str) -> str:
    """Give how a folded word sounds, roughly: Meyer and Maier, Schmidt and Schmitt are one."""
    heard = word
    for written, spoken in SOUNDS:
        heard = heard.replace(written, spoken)
    return "".join(sign for place, sign in enumerate(heard) if place == 0 or sign != heard[place - 1])


def are_alike(one: str, other: str) -> bool:
    """Say whether two names may be one person's: every word of the shorter has one like it in the longer.

    The order of the words, case, accents and the alphabet make no difference; a slip of the pen or of the ear
    makes little; a numeral tells people apart.
    """
    return any(_words_are_alike(mine, theirs) for mine in _forms(one) for theirs in _forms(other) if mine and theirs)


def _forms(name: str) -> list[list[str]]:
    """Write a name in the ways it may be compared, each as its words."""
    ways = [name] if is_latin(name) else [name, latin_proposal(name), name.translate(LOOK_ALIKES)]
    return [[part for word in way.split() for part in parts(word)] for way in ways]


def _words_are_alike(mine: list[str], theirs: list[str]) -> bool:
    if fold("".join(mine)) == fold("".join(theirs)):
        return True
    fewer, more = sorted((mine, theirs), key=len)
    left = list(more)
    for word in sorted(fewer, key=len, reverse=True):
        fitting = next((one for one in left if one == word), None) or next(
            (one for one in left if _one_word_alike(word, one)), None
        )
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _one_word_alike(one: str, other: str) -> bool:
    if _digits(one) != _digits(other):
        return False
    heard, also_heard = sound(one), sound(other)
    if heard == also_heard:
        return True
    shorter = min(len(one), len(other))
    slips = 2 if shorter >= TWO_SLIPS_FROM else int(shorter >= SLIP_FROM)
    return bool(slips) and OSA.distance(one, other, score_cutoff=slips) <= slips


def _digits(word: str) -> str:
    return "".join(sign for sign in word if sign.isdigit())


OF_NO_ALPHABET = ("FEMININE", "MASCULINE", "MODIFIER")
"""The first words in the names of signs that count as letters and go with every alphabet: Mª, and ʼ as in Oʼzbek."""


def _letters(name: str) -> list[str]:
    return [sign for sign in name if sign.isalpha() and not unicodedata.name(sign, "").startswith(OF_NO_ALPHABET)]


def in_capitals(name: str) -> str:
    """Write a name in capitals as its script does: Greek capitals bear no accent, Latin and Cyrillic ones do."""
    signs = unicodedata.normalize("NFD", name.upper())
    return unicodedata.normalize("NFC", GREEK_ACCENT.sub(r"\1", signs))
