"""Documents to print: tagged PDF (PDF/UA-1) from a Typst template and data, never from formatted source.

Only the fonts that Typst carries are used, so the same data gives the same bytes on every machine.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "documents"


class UnknownDocument(LookupError):
    """No template of that name; the message lists those there are."""


class UndrawableText(ValueError):
    """A text has signs that none of the carried fonts can draw; a tagged PDF must not show boxes instead."""


def render_pdf(template_name: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set a document; the moment goes into its date of creation.

    :raises UnknownDocument: when there is no such template.
    :raises UndrawableText: when a text is in a script that the carried fonts lack.
    :raises typst.TypstError: when the data lack what the template asks for.
    """
    template = TEMPLATES / f"{template_name}.typ"
    if not template_name.replace("_", "").isalpha() or not template.is_file():
        known = ", ".join(sorted(path.stem for path in TEMPLATES.glob("*.typ")))
        raise UnknownDocument(f"no document {template_name!r}; there are: {known}")
    try:
        document = _compile(template, data, at)
    except typst.TypstError as fault:
        if "could not be displayed" in str(fault):
            raise UndrawableText(str(fault)) from fault
        raise
    if not isinstance(document, bytes):
        raise TypeError("Typst gave more than one file for a PDF")
    return document


def _compile(template: Path, data: Mapping[str, Any], at: datetime) -> Any:
    return typst.compile(
        str(template),
        root=str(TEMPLATES),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
