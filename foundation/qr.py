"""Square codes as inline SVG: classes and presentation attributes only, so that the CSP has nothing to say."""

import io

import segno
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

CARD_PATH = "card/"
"""Where a patient's own page lives: what the square code of every card leads a telephone to."""

_QUIET_ZONE = 4
"""Modules of white round a square code (ISO/IEC 18004)."""


def card_text(number: str) -> str:
    """Say what the square code of a card holds: the address of the patient's page, and the number behind a #.

    A browser keeps what stands behind a # to itself, so that the number is in no server's log; a scanner at a counter
    reads it from there. Nothing is said about the person.
    """
    return f"{settings.SITE_URL.rstrip('/')}/{CARD_PATH}#{number}"


def draw_svg(text: str) -> str:
    """Draw the code as an SVG document without a size of its own, error correction at least M."""
    drawing = io.BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=True)
    code.save(drawing, kind="svg", border=_QUIET_ZONE, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return drawing.getvalue().decode("ascii").strip()


def code_svg(text: str, *, label: str) -> SafeString:
    """Draw any code for a page, with the words that stand for it where it cannot be seen."""
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, SafeString(draw_svg(text)))


def card_svg(number: str, *, label: str) -> SafeString:
    """Draw a card's code for a page, with the words that stand for it where it cannot be seen."""
    return code_svg(card_text(number), label=label)
