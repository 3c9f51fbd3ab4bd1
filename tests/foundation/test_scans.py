"""Uploads of scans, hostile and honest: known by their content, written anew, refused where anything rides along."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from foundation.scans import JPEG, LARGEST, LONGEST_SIDE, PDF, PNG, is_blank, read_scan
from tests.foundation.pictures import a_document, a_picture, a_scan

# The string by which virus scanners are tried, in two halves so that none stops at this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"

HOSTILE = {
    "row 67: nothing": b"",
    "row 67: HTML": b"<!doctype html><script>alert(1)</script>",
    "row 67: a program": b"MZ\x90\x00\x03" + b"\0" * 64,
    "row 67: SVG with a script": SVG,
    "row 67: EICAR": EICAR,
    "HTML that begins as a PDF": b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF",
    "a PDF with an archive behind it": a_document() + b"PK\x05\x06" + b"\0" * 18,
    "a PDF with something before it": b"<html>" + a_document(),
    "a PDF that is cut off": a_document()[:300],
    "a PDF of too many pages": a_document(21),
    "a picture with a script behind it": a_picture() + b"<script>alert(1)</script>",
    "a photograph with an archive behind it": a_picture("JPEG") + b"PK\x03\x04",
    "a picture that is cut off": a_picture()[:60] + b"IEND\xaeB`\x82",
    "SVG that begins as a picture": b"\x89PNG\r\n\x1a\n" + SVG + b"IEND\xaeB`\x82",
    "an animated picture": a_picture("GIF"),
    "more than 5 MB": a_document() + b" " * LARGEST,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_upload_is_refused(what: str) -> None:
    with pytest.raises(ValidationError):
        read_scan(HOSTILE[what])


@pytest.mark.parametrize(("form", "kind"), [("PNG", PNG), ("JPEG", JPEG)])
def test_a_picture_is_drawn_anew_without_what_the_camera_wrote_into_it(form: str, kind: str) -> None:
    taken = Image.open(io.BytesIO(a_picture(form)))
    exif = Image.Exif()
    exif[0x010E] = "Ward 7, bed 3"
    written = io.BytesIO()
    taken.save(written, form, exif=exif)
    assert b"Ward 7" in written.getvalue()
    scan = read_scan(written.getvalue())
    assert scan.kind == kind
    assert b"Ward 7" not in scan.content
    assert Image.open(io.BytesIO(scan.content)).size == (120, 40)


def test_a_picture_of_many_dots_is_made_small_enough_to_keep() -> None:
    scan = read_scan(a_picture("JPEG", (5000, 3000)))
    assert max(Image.open(io.BytesIO(scan.content)).size) == LONGEST_SIDE


def test_of_a_document_its_pages_alone_are_kept() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_document(2))))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(script)})
    writer.add_attachment("report.exe", b"MZ a program")
    writer.add_metadata({"/Author": "Ward 7, bed 3"})
    written = io.BytesIO()
    writer.write(written)
    assert all(word in written.getvalue() for word in (b"/JavaScript", b"MZ a program", b"Ward 7"))
    scan = read_scan(written.getvalue())
    assert scan.kind == PDF
    assert not any(word in scan.content for word in (b"/JavaScript", b"/JS", b"MZ a program", b"Ward 7"))
    assert len(PdfReader(io.BytesIO(scan.content)).pages) == 2


def test_a_drawing_of_nothing_is_told_from_a_signature() -> None:
    assert is_blank(read_scan(a_picture(blank=True)))
    assert not is_blank(a_scan())


def test_the_bytes_of_a_scan_are_in_no_text_about_it() -> None:
    assert "content" not in repr(a_scan())
