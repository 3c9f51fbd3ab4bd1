"""Documents that show something."""

import io

from pypdf import PdfWriter

from obligations.evidence import Document, read_document


def pdf_bytes(*, password: str = "") -> bytes:
    """Write a PDF of one empty page, locked where a password is given."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def a_pdf() -> Document:
    """Give a document as the form reads it."""
    return read_document(pdf_bytes())
