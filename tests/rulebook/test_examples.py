"""The examples of the specification, every one of them, and the programme files that come with the registry."""

import json
from pathlib import Path
from typing import Any

import pytest

from programmes.library import load
from rulebook import due, judge, parse_due_question, parse_question

EXAMPLES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "examples.jsonl").read_text(encoding="utf-8").splitlines()
]
SHIPPED = load()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["history"]["case"]))
def test_an_example_is_judged_as_the_specification_says(example: dict[str, Any]) -> None:
    answer = judge(parse_question(example["history"]), SHIPPED).as_dict()
    assert json.loads(json.dumps(answer)) == example["verdict"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["history"]["case"]))
def test_an_example_falls_due_as_the_specification_says(example: dict[str, Any]) -> None:
    rows = due(parse_due_question(example["history"]), SHIPPED)
    assert [row.as_dict() for row in rows] == example["due"]


def test_there_are_as_many_examples_as_were_given() -> None:
    assert len(EXAMPLES) == 161
