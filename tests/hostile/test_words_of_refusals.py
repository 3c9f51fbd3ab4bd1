"""Every refusal says what to do, or who can: no message leaves a tired person with a bare no."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from patients.reasons import WORDS, FixedBy
from tests.architecture.sources import modules

ROOMS = (
    "accounts",
    "programmes",
    "patients",
    "prescribers",
    "pharmacies",
    "safety",
    "obligations",
    "onboarding",
    "reports",
    "portal",
    "demo",
)

TO_DO = """
add answer ask authorise call change check choose close collect compare complete confirm counsel declare delete
do draw end enrol enter give go hand import issue leave let lift look mend open part plan propose read record
refuse renew save say scan search see send set shorten sign stop take talk telephone test tick try type upload
use wait write
"""
INSTRUCTION = re.compile(
    rf"(?:^|[.:;,]\s+|\b(?:first|then|or|and|also)\s+)(?:{'|'.join(TO_DO.split())})\b", re.IGNORECASE
)
WHO = re.compile(r"\b(?:second prescriber|another administrator|prescriber of|who proposed|can give)\b", re.IGNORECASE)
"""A sentence that begins with a verb tells the reader; one that names somebody tells whom to turn to."""

NOT_VISIBLE = "NotVisible"
"""Its page (404) says where to begin and whom to call, and the message itself is never shown: it must not differ."""


@cache
def _kinds() -> frozenset[str]:
    """Name every class of refusals, in whichever room it is defined."""
    found = {"Refusal"}
    while True:
        more = {
            node.name
            for _path, tree in modules(*ROOMS)
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and {_name(base) for base in node.bases} & found
        }
        if more <= found:
            return frozenset(found)
        found |= more


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _messages() -> Iterator[tuple[str, str]]:
    """Give each message that is written where a refusal is raised, with its place."""
    for path, tree in modules(*ROOMS):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in _kinds() - {NOT_VISIBLE}:
                for call in ast.walk(node):
                    if isinstance(call, ast.Call) and _name(call.func) in {"_", "gettext", "ngettext"}:
                        yield f"{path}:{node.lineno}", _literal(call.args[0])


def _literal(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_every_message_of_a_refusal_says_what_to_do_or_who_can() -> None:
    messages = [(place, words) for place, words in _messages() if words]
    assert len(messages) > 60
    bare = [f"{place}: {words}" for place, words in messages if not (INSTRUCTION.search(words) or WHO.search(words))]
    assert bare == []


BARE = ["This is closed already.", "Not allowed.", "There is no such thing.", "Nothing to set."]


@pytest.mark.parametrize("bare", BARE)
def test_a_bare_no_would_be_noticed(bare: str) -> None:
    """The control."""
    assert not INSTRUCTION.search(bare)
    assert not WHO.search(bare)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_reason_of_a_verdict_names_who_puts_it_right_and_how(code: str) -> None:
    said = WORDS[code]
    remedy = str(said.remedy)
    names_somebody = re.search(r"\bprescriber\b|\boffice\b|\btwo people\b", remedy, re.IGNORECASE)
    assert INSTRUCTION.search(remedy) or names_somebody, remedy
    assert str(FixedBy(said.fixed_by).label)
    if said.fixed_by == FixedBy.OFFICE:
        assert "programme office" in remedy


def test_every_page_of_an_error_says_what_became_of_the_form_and_whom_to_call() -> None:
    from django.template.loader import render_to_string

    for number in ("400", "403", "403_csrf", "404", "405", "409", "413", "500", "503"):
        page = render_to_string(f"{number}.html", {"counter_url": "/counter/"})
        assert "help telephone" in page, number
        assert 'href="/' in page, number
        assert "Nothing was stored" in page or number in {"404", "500", "503"}, number
