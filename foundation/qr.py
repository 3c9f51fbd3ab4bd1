"""Square codes as inline SVG: classes and presentation attributes only, so that the CSP has nothing to say."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.checksymbols import PREFIX

_QUIET_ZONE = 4
"""Modules of white round a square code (ISO/IEC 18004)."""


def card_text(number: str) -> str:
    """Say what the square code of a card holds: its number behind the prefix, and nothing about the person."""
    return f"{PREFIX}{number}"


def draw_svg(text: str) -> str:
    """Draw the code as an SVG document without a size of its own, error correction at least M."""
    drawing = io.BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=True)
    code.save(drawing, kind="svg", border=_QUIET_ZONE, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return drawing.getvalue().decode("ascii").strip()


def card_svg(number: str, *, label: str) -> SafeString:
    """Draw a card's code for a page, with the words that stand for it where it cannot be seen."""
    return format_html(
        '<span class="qr" role="img" aria-label="{}">{}</span>', label, SafeString(draw_svg(card_text(number)))
    )
