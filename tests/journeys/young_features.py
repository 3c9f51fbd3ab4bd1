"""What Chrome learnt after version 109, the last for Windows 7 and 8, which pharmacies still have; by version.

Found by its words, without a parser: a word that only looks like one is written in another way.
"""

import re
from typing import Final

_CSS: Final = {
    "initial-letter": 110, "color-mix(": 111, "oklch(": 111, "oklab(": 111, "lch(": 111, "lab(": 111, "rlh": 111,
    "view-transition-name": 111, "linear(": 113, "image-set(": 113, ":popover-open": 114, "text-wrap": 114,
    "animation-timeline": 115, "subgrid": 117, "@starting-style": 117, "transition-behavior": 117, "@scope": 118,
    "prefers-reduced-transparency": 118, ":user-valid": 119, ":user-invalid": 119, "(scripting": 120, ":dir(": 120,
    "mask-image": 120, "scrollbar-width": 121, "scrollbar-color": 121, "light-dark(": 123, "field-sizing": 123,
    "anchor-name": 125, "position-anchor": 125, ":state(": 125, "round(": 125, "interpolate-size": 129,
    "calc-size(": 129, "text-box-trim": 133, "reading-flow": 137, "if(": 137,
}  # fmt: skip
_JS: Final = {
    ".toSorted(": 110, ".toReversed(": 110, ".toSpliced(": 110, ".isWellFormed(": 111, "startViewTransition": 111,
    ".showPopover(": 114, ".hidePopover(": 114, ".togglePopover(": 114, "AbortSignal.any": 116,
    "Object.groupBy": 117, "Map.groupBy": 117, "Promise.withResolvers": 119, "URL.canParse": 120,
    "Array.fromAsync": 121, ".isSubsetOf(": 122, ".isSupersetOf(": 122, ".symmetricDifference(": 122,
    "Iterator.from": 122, "setHTMLUnsafe": 124, "URL.parse": 126, "Promise.try": 128, ".requestClose(": 134,
    "RegExp.escape": 136,
}  # fmt: skip
_HTML: Final = {
    r"<[a-z][^>]*\spopover[\s=>]": "popover, 114", r"\spopovertarget=": "popovertarget, 114",
    r"<search[\s>]": "<search, 118", r"<details[^>]*\sname=": "details name, 120",
    r"\sclosedby=": "closedby, 134", r"\scommandfor=": "commandfor, 135",
}  # fmt: skip
_GROUPING: Final = re.compile(r"@(?:media|supports|layer|container|keyframes|font-face|page)\b[^{]*$")
_WORD_BEFORE: Final = r"(?<![\w-])"


def young(text: str, *, kind: str) -> list[str]:
    """List what a file of a kind (its ending) asks of a browser that Chrome 109 does not have."""
    if kind == ".html":
        return [said for pattern, said in _HTML.items() if re.search(pattern, text, re.IGNORECASE)]
    plain = re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)
    words = _CSS if kind == ".css" else _JS
    found = [f"{word}, {version}" for word, version in words.items() if _has(plain, word)]
    return found + (["nesting, 112"] if kind == ".css" and _is_nested(plain) else [])


def _has(text: str, word: str) -> bool:
    """Find a word that is not the end of a longer one."""
    before = _WORD_BEFORE if word[0].isalnum() else ""
    return re.search(before + re.escape(word), text) is not None


def _is_nested(text: str) -> bool:
    """Say whether a rule stands inside of another that is no grouping one."""
    open_rules: list[bool] = []
    start = 0
    for place, sign in enumerate(text):
        if sign == "{":
            grouping = _GROUPING.search(text[start:place].strip()) is not None
            if open_rules and not open_rules[-1]:
                return True
            open_rules.append(grouping)
        elif sign == "}" and open_rules:
            open_rules.pop()
        if sign in "{};":
            start = place + 1
    return False
