"""Templates hold nothing that the content policy forbids, and no page needs a script."""

import re

import pytest

from tests.architecture.sources import files, text

TEMPLATES = [path for path in files() if path.suffix == ".html"]

FORBIDDEN = {
    "an inline style": re.compile(r"<[^>{%]*\sstyle\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>{%]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"""["']\s*javascript:""", re.IGNORECASE),
    "code for htmx": re.compile(r"\shx-on|\bhx-vars|[\"']js:"),
    "an address of another site to load from": re.compile(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']https?:"),
    "text that is not escaped": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    assert TEMPLATES
    found = [f"{path}: {match.group()}" for path in TEMPLATES for match in FORBIDDEN[what].finditer(text(path))]
    assert found == []
