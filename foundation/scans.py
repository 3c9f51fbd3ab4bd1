"""Scans that people upload: known by their content, never by their name, and written anew before they are kept."""

import hashlib
import io
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

LARGEST: Final = 5_000_000
"""Bytes that an upload may have, and that are kept of it."""

MOST_PAGES: Final = 20
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 2_400
"""Pixels: an A4 page at 200 dots an inch, enough to read."""

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIX: Final = {PDF: "pdf", JPEG: "jpg", PNG: "png"}

_LEFT_OUT: Final = ("/AA", "/Annots", "/A", "/PieceInfo", "/Metadata", "/Thumb", "/B", "/AF")
"""What a page may carry besides what is seen: actions, notes, files."""


@dataclass(frozen=True, slots=True)
class CleanScan:
    """A scan as it is kept: nothing of the upload but what is seen."""

    kind: str
    sha256: str
    content: bytes = field(repr=False)


def read_scan(data: bytes) -> CleanScan:
    """Read a PDF, JPEG or PNG and write it anew, so that nothing rides along with it.

    :raises ValidationError: when it is none of these, is cut off or too large, or has something before or behind it.
    """
    if not data:
        raise ValidationError(_("This file is empty. Choose the scan again."), code="empty")
    if len(data) > LARGEST:
        raise ValidationError(_("This file is larger than 5 MB. Scan it in grey or with fewer dots."), code="large")
    if data.startswith(b"%PDF-"):
        return _kept(PDF, _rewritten_pdf(data))
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xaeB`\x82"):
        return _kept(PNG, _rewritten_image(data, "PNG"))
    if data.startswith(b"\xff\xd8\xff") and data.rstrip(b"\0").endswith(b"\xff\xd9"):
        return _kept(JPEG, _rewritten_image(data, "JPEG"))
    raise _unreadable()


def is_blank(scan: CleanScan) -> bool:
    """Say whether a picture shows nothing: one colour all over."""
    with Image.open(io.BytesIO(scan.content)) as picture:
        return picture.convert("RGBA").getcolors(maxcolors=1) is not None


def _kept(kind: str, content: bytes) -> CleanScan:
    if len(content) > LARGEST:
        raise ValidationError(_("This scan is larger than 5 MB. Scan it in grey or with fewer dots."), code="large")
    return CleanScan(kind, hashlib.sha256(content).hexdigest(), content)


def _rewritten_image(data: bytes, form: str) -> bytes:
    """Decode every pixel and write them anew: comments, places and whatever else the file held stay away."""
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
                raise _unreadable()
            picture.load()
            seen = ImageOps.exif_transpose(picture).convert("RGBA" if form == "PNG" else "RGB")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        raise _unreadable() from None
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(seen.mode, seen.size)
    clean.paste(seen)
    written = io.BytesIO()
    clean.save(written, form, optimize=True, quality=80)
    return written.getvalue()


def _rewritten_pdf(data: bytes) -> bytes:
    """Keep the pages alone: no scripts, attachments, links or forms, and nothing before or behind the document."""
    if not data.rstrip().endswith(b"%%EOF"):
        raise _unreadable()
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted or not 1 <= len(reader.pages) <= MOST_PAGES:
            raise _unreadable()
        writer = PdfWriter()
        for page in reader.pages:
            for key in _LEFT_OUT:
                page.pop(NameObject(key), None)
            writer.add_page(page)
        writer.add_metadata({"/Producer": "registry"})
        written = io.BytesIO()
        writer.write(written)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise _unreadable() from None
    return written.getvalue()


def _unreadable() -> ValidationError:
    return ValidationError(
        _("This is not a PDF, JPEG or PNG that can be read whole. Scan the page again and choose that file."),
        code="unreadable",
    )
