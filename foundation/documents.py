"""Documents to print: tagged PDF (PDF/UA-1) from a Typst template and data, never from formatted source.

Only the fonts that Typst carries are used, so the same data gives the same bytes on every machine.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

_COMPLAINT = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "documents"


class UnknownDocument(LookupError):
    """No template of that name; the message lists those there are."""


class UndrawableText(ValueError):
    """A text has signs that none of the carried fonts can draw; a tagged PDF must not show boxes instead."""

    def __init__(self, fault: typst.TypstError) -> None:
        """Keep the signs that the setting complained about."""
        super().__init__(str(fault))
        told = getattr(fault, "diagnostic", None) or str(fault)
        self.signs = frozenset("".join(_unescaped(text) for text in _COMPLAINT.findall(str(told))))


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
            raise UndrawableText(fault) from fault
        raise
    if not isinstance(document, bytes):
        raise TypeError("Typst gave more than one file for a PDF")
    return document


def render_spelt(template_name: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set a document whatever its texts hold: a sign that no carried font can draw is spelt by its number, as [U+738B].

    :raises UnknownDocument: when there is no such template.
    """
    try:
        return render_pdf(template_name, data, at=at)
    except UndrawableText as fault:
        numbers = {ord(sign): f"[U+{ord(sign):04X}]" for sign in fault.signs}
        return render_pdf(template_name, _spelt(data, numbers), at=at)


def _spelt(value: Any, numbers: Mapping[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(dict(numbers))
    if isinstance(value, Mapping):
        return {key: _spelt(one, numbers) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_spelt(one, numbers) for one in value]
    return value


def _unescaped(text: str) -> str:
    """Read a text as the setting writes it in a complaint: what cannot be seen stands there by its number."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


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
