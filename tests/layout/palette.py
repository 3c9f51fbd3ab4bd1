"""Measures of colour: contrast as WCAG defines it, distance as an eye without red or green cones sees it."""

import re
from pathlib import Path

STYLE = Path("static/css")

# Viénot, Brettel & Mollon 1999, on linear RGB: what is left without the long or the middle cones.
BLIND = {
    "protan": ((0.10889, 0.89111, 0.0), (0.10889, 0.89111, 0.0), (0.00447, -0.00447, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}

RGB = tuple[float, float, float]


def tokens(*, dark: bool = False) -> dict[str, str]:
    """Read the colours of the style sheet by their names; the dark ones over the light."""
    sheet = (STYLE / "ledger.css").read_text()
    light, _, rest = sheet.partition("@media screen and (prefers-color-scheme: dark)")
    found = dict(_declared(light))
    return {**found, **dict(_declared(rest.split("}")[0]))} if dark else found


def contrast(first: str, second: str) -> float:
    """Give the contrast ratio of two colours."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def distance(first: str, second: str, *, eye: str) -> float:
    """Give the distance of two colours (CIE76) for an eye that lacks a kind of cone."""
    one, two = (_lab(_without_cones(_linear(colour), eye)) for colour in (first, second))
    return float(sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5)


def _declared(text: str) -> list[tuple[str, str]]:
    return re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", text)


def _linear(colour: str) -> RGB:
    digits = colour.lstrip("#")
    digits = "".join(sign * 2 for sign in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _without_cones(colour: RGB, eye: str) -> RGB:
    rows = BLIND[eye]
    red, green, blue = (
        min(1.0, max(0.0, sum(share * part for share, part in zip(row, colour, strict=True)))) for row in rows
    )
    return red, green, blue


def _lab(colour: RGB) -> RGB:
    red, green, blue = colour
    white = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
