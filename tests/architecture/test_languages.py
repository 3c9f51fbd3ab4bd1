"""Every text that a person reads goes through gettext: no bare word in a template, no literal label in a module."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests.architecture.sources import files, modules, text

WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = frozenset({"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label"})
"""Attributes of a tag that are shown or read aloud."""

NEEDS_NO_TRANSLATION = frozenset({"UTC", "·"})
FOR_DEVELOPERS = frozenset({"templates/components/gallery.html", "pharmacies/interface/api.py"})

SHOWN = frozenset({
    "caption", "empty", "heading", "help_text", "hint", "label", "legend", "lead", "title", "verbose_name", "words",
})  # fmt: skip
"""Keywords under which texts are handed to forms, presenters and models."""

NOT_FOR_USERS = frozenset({"tests", "benchmarks", "launch", "demo", "ppp_registry"})
"""What stands there is read by those who install and develop the registry."""

TEMPLATES = [path for path in files() if path.suffix in {".html", ".txt"} and "templates" in path.parts]

DATE_WITHOUT_A_GRAMMAR = re.compile(r"""(?:date_format\([^)"']*|\|\s*date:)["'](?!DATE|DATETIME|YEAR|MONTH|H:i)""")
"""A form of a date written out: it is right in one language, and wrong in the next."""


class _Spoken(HTMLParser):
    """Gathers what a page shows or reads aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in {"script", "style"}
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def _bare_words(source: str) -> list[str]:
    """List the texts of a template that stand outside every translation."""
    page = _Spoken()
    page.feed("".join(_outside(source)))
    pieces = [word for piece in page.found for word in piece.split() if word not in NEEDS_NO_TRANSLATION]
    return [word for word in pieces if WORD.search(word)]


def _outside(source: str) -> Iterator[str]:
    inside = False
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if name in {"blocktranslate", "blocktrans", "comment"}:
            inside = True
        elif name in {"endblocktranslate", "endblocktrans", "endcomment"}:
            inside = False
        elif token.token_type == TokenType.TEXT and not inside:
            yield token.contents


def _literal_labels(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        for keyword in node.keywords if isinstance(node, ast.Call) else []:
            value = keyword.value
            if keyword.arg in SHOWN and isinstance(value, ast.JoinedStr | ast.Constant) and _speaks(value):
                yield value.lineno, ast.unparse(value)


def _speaks(value: ast.JoinedStr | ast.Constant) -> bool:
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(WORD.search(one) for one in texts)


def test_no_template_has_a_word_outside_gettext() -> None:
    assert len(TEMPLATES) > 200
    found = {str(path): words for path in TEMPLATES if (words := _bare_words(text(path)))}
    assert {path: words for path, words in found.items() if path not in FOR_DEVELOPERS} == {}


def test_no_form_or_presenter_has_a_literal_label() -> None:
    rooms = [
        (path, tree)
        for path, tree in modules()
        if path.parts[0] not in NOT_FOR_USERS and str(path) not in FOR_DEVELOPERS
    ]
    assert [f"{path}:{line} {words}" for path, tree in rooms for line, words in _literal_labels(tree)] == []


def test_dates_are_written_as_each_language_writes_them() -> None:
    shown = [path for path in files() if path.suffix in {".py", ".html", ".txt"} and path.parts[0] != "tests"]
    assert [f"{path}: {one}" for path in shown for one in DATE_WITHOUT_A_GRAMMAR.findall(text(path))] == []


@pytest.mark.parametrize(
    "bare", ["<p>Hello</p>", '<img alt="A card">', "{% if x %}No{% endif %}", "{{ one }} patients", '<a title="Go on">']
)
def test_a_bare_word_is_found(bare: str) -> None:
    assert _bare_words(bare)


@pytest.mark.parametrize(
    "good",
    ['<p class="lead">{% translate "Hello" %}</p>', "{% blocktranslate %}Hi{% endblocktranslate %}", "{# why #}"],
)
def test_a_translated_one_is_let_through(good: str) -> None:
    assert _bare_words(good) == []


def test_a_literal_label_is_found() -> None:
    tree = ast.parse('A(label="Name"), B(label=_("Name")), C(hint=f"{n} days"), D(title=f"{n}")')
    assert [words for _line, words in _literal_labels(tree)] == ["'Name'", "f'{n} days'"]


def test_the_files_are_those_of_the_templates() -> None:
    assert Path("templates/layouts/base.html") in TEMPLATES
