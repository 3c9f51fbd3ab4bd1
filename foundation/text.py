"""Text as people type and paste it, made safe to keep, compare and show."""

import unicodedata

MARKS_PER_LETTER = 4
"""Vietnamese needs two, Hebrew and Sanskrit up to four; more is noise that climbs over its neighbours."""

_JOINERS = "\u200c\u200d"
_JOINED_SCRIPTS = frozenset(
    {
        "ARABIC",
        "BENGALI",
        "DEVANAGARI",
        "GUJARATI",
        "GURMUKHI",
        "KANNADA",
        "KHMER",
        "MALAYALAM",
        "MONGOLIAN",
        "MYANMAR",
        "ORIYA",
        "SINHALA",
        "SYRIAC",
        "TAMIL",
        "TELUGU",
    }
)
# Letters by their class, but with nothing to see: a name made of them would look empty.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_NAME_SIGNS = frozenset(" '’‘ʼ´`.,·-‐‑–/()")


def normalise(text: str, *, keep_lines: bool = False) -> str:
    """Compose to NFC, drop what cannot be seen or turns the text round, and trim the spaces."""
    kept: list[str] = []
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        if keep_lines and sign == "\n":
            kept.append(sign)
        elif sign in _JOINERS:
            if kept and _script(kept[-1]) in _JOINED_SCRIPTS:
                kept.append(sign)
        elif sign.isspace() or unicodedata.category(sign) in {"Zl", "Zp"}:
            kept.append(" ")
        elif not _is_unseen(sign):
            kept.append(sign)
    lines = "".join(kept).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def folded(name: str) -> str:
    """Give a name as it is compared with another spelling of itself: without case, marks and what is no letter."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


def has_piled_marks(text: str) -> bool:
    """Tell whether a letter carries more marks than any script needs, or a mark stands without a letter."""
    marks, base = 0, False
    for sign in unicodedata.normalize("NFD", text):
        if not unicodedata.category(sign).startswith("M"):
            marks, base = 0, not sign.isspace()
        elif not base or (marks := marks + 1) > MARKS_PER_LETTER:
            return True
    return False


def foreign_signs(name: str) -> list[str]:
    """List the signs of a name that no register of people writes: emoji, symbols, unassigned places."""
    found = [sign for sign in name if not _belongs_in_a_name(sign)]
    return list(dict.fromkeys(found))


def has_a_letter(text: str) -> bool:
    """Tell whether there is a letter at all."""
    return any(sign.isalpha() for sign in text)


def _belongs_in_a_name(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind[0] in "LM" or kind == "Nd" or sign in _NAME_SIGNS or sign in _JOINERS


def _is_unseen(sign: str) -> bool:
    """Control, format and tag characters, variation selectors, lone surrogates, blank letters."""
    return (
        unicodedata.category(sign) in {"Cc", "Cf", "Cs"}
        or sign in _INVISIBLE
        or "\ufe00" <= sign <= "\ufe0f"
        or "\U000e0000" <= sign <= "\U000e0fff"
    )


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]
