"""Scans for tests: a drawn signature, a photographed page, a scanned document."""

import io

from PIL import Image, ImageDraw
from pypdf import PdfWriter

from foundation.scans import CleanScan, read_scan


def a_picture(form: str = "PNG", size: tuple[int, int] = (120, 40), *, blank: bool = False) -> bytes:
    """Draw a stroke on white, in a format of one's choice."""
    picture = Image.new("RGB", size, "white")
    if not blank:
        ImageDraw.Draw(picture).line([(10, 30), (60, 10), (110, 30)], fill="black", width=3)
    written = io.BytesIO()
    picture.save(written, form)
    return written.getvalue()


def a_document(pages: int = 1) -> bytes:
    """Write a PDF of empty pages."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def a_scan() -> CleanScan:
    """Give a scan as it is kept."""
    return read_scan(a_picture())
