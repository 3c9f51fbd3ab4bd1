"""The document that shows that an obligation is met: a PDF, kept byte for byte, so that its hash is its own."""

import hashlib
import io
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from foundation.scans import LARGEST, PDF


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was uploaded, with its SHA-256."""

    sha256: str
    content: bytes = field(repr=False)
    kind: str = PDF


HEAD: Final = b"%PDF-"
END: Final = b"%%EOF"


def read_document(data: bytes) -> Document:
    """Take a PDF that can be read whole and is not locked.

    :raises ValidationError: when it is none, is cut off, locked or too large.
    """
    if len(data) > LARGEST:
        raise ValidationError(
            _("This file is larger than 5 MB. Keep it where it lies, and write its SHA-256 here."), code="large"
        )
    if not data.startswith(HEAD) or not data.rstrip().endswith(END) or not _can_be_read(data):
        raise ValidationError(
            _("This is not a PDF that can be read whole. Save the document as PDF, without a password, and try again."),
            code="unreadable",
        )
    return Document(hashlib.sha256(data).hexdigest(), data)


def _can_be_read(data: bytes) -> bool:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        return not reader.is_encrypted and len(reader.pages) > 0
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return False
