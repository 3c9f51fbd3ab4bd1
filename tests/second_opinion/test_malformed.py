"""A malformed line gets an error and the run goes on: every kind that the specification names, and hostile bytes."""

import json
from typing import Any

import pytest

from tests.second_opinion.command import ask
from tests.second_opinion.malformed_lines import GOOD, hostile, malformed

KINDS = dict(malformed())
GOOD_LINE = json.dumps(GOOD).encode()


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    """Every kind of malformed line, each with a good one after it, in one run."""
    found, status = ask("decide", [line for bad in KINDS.values() for line in (bad, GOOD_LINE)])
    assert status == 1
    assert all("dispense" in answer for answer in found[1::2]), "a good line went unanswered"
    return dict(zip(KINDS, found[::2], strict=True))


def test_each_malformed_line_gets_an_error_and_no_verdict(answers: dict[str, dict[str, Any]]) -> None:
    assert len(KINDS) > 800
    for kind, answer in answers.items():
        assert set(answer) == {"case", "error"}, kind
        assert answer["error"], kind


def test_the_error_names_the_field(answers: dict[str, dict[str, Any]]) -> None:
    named = {kind: kind.split(" = ")[0].split(".")[-1] for kind in KINDS if " = " in kind}
    assert [kind for kind, field in named.items() if field not in answers[kind]["error"]] == []
    assert [kind for kind in KINDS if "unknown key" in kind and "colour" not in answers[kind]["error"]] == []
    assert [kind for kind in KINDS if "repeated key" in kind and "once" not in answers[kind]["error"]] == []


def test_the_case_is_answered_where_it_can_be_read(answers: dict[str, dict[str, Any]]) -> None:
    unreadable = {kind for kind, answer in answers.items() if answer["case"] is None and json_object(KINDS[kind])}
    assert {kind for kind in KINDS if kind.startswith("case = ")} | {"no case", "line has a repeated key"} <= unreadable
    assert all("case" in kind or kind.startswith(("b'{", "line has")) for kind in unreadable), unreadable


def test_one_malformed_line_alone_sets_the_status_and_none_leaves_it() -> None:
    assert ask("decide", [GOOD_LINE, GOOD_LINE])[1] == 0
    assert ask("decide", [GOOD_LINE, b"{}", GOOD_LINE])[1] == 1
    assert ask("due", [GOOD_LINE, GOOD_LINE])[1] == 0
    assert ask("due", [GOOD_LINE, b"", GOOD_LINE])[1] == 1


def test_due_takes_a_line_without_a_prescription_and_refuses_what_decide_refuses() -> None:
    bare = {key: value for key, value in GOOD.items() if key not in ("prescription", "capsules")}
    taken = {"no prescription", "no capsules", "prescription = None", "capsules = None", "no version on that day"}
    found, status = ask("due", [json.dumps(bare).encode(), *KINDS.values()])
    assert status == 1
    assert "due" in found[0]
    assert {kind for kind, answer in zip(KINDS, found[1:], strict=True) if "due" in answer} == taken


@pytest.mark.parametrize("command", ["decide", "due"])
def test_no_bytes_bring_a_traceback_or_a_missing_answer(command: str) -> None:
    found, status = ask(command, list(hostile(command, 3000)))
    assert status == 1
    assert all("error" in answer or "dispense" in answer or "due" in answer for answer in found)


def json_object(line: bytes) -> bool:
    """Tell whether a line can be read as one object at all."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
