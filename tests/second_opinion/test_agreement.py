"""The two implementations of the rulebook agree: on the given examples, and on histories from a seed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from programmes import library
from rulebook import ADVICE, DUE_KINDS, REASONS
from tests.second_opinion import generate, generate_programmes
from tests.second_opinion.command import ask
from tests.second_opinion.comparison import Both, smallest

EXAMPLES = Path(__file__).parent.parent / "rulebook" / "examples.jsonl"
HISTORIES = int(os.environ.get("PPP_AGREEMENT", "10000"))
SEED = os.environ.get("PPP_AGREEMENT_SEED", "agreement")
ROUNDS = 10  # the shipped programmes once, then nine folders made up


@pytest.fixture(scope="module")
def shipped() -> Both:
    return Both.over(library.SHIPPED)


def test_the_second_opinion_gives_every_verdict_and_due_date_of_the_examples(shipped: Both) -> None:
    examples = [json.loads(text) for text in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    assert len(examples) > 100
    for example in examples:
        line = example["history"]
        assert shipped.verdicts(line)[1] == example["verdict"], line["case"]
        assert shipped.due(line)[1] == example["due"], line["case"]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_both_agree_on_random_histories(number: int, tmp_path: Path) -> None:
    folder, seed = library.SHIPPED, f"{SEED}-{number}"
    if number:
        folder = tmp_path
        generate_programmes.write(seed, folder)
    both = Both.over(folder)
    for line in generate.histories(seed, HISTORIES // ROUNDS, both.second):
        disagreement = both.disagreement(line)
        assert disagreement is None, disagreement


def test_the_command_answers_as_the_second_opinion_does_with_a_folder_of_programmes(tmp_path: Path) -> None:
    generate_programmes.write(SEED, tmp_path)
    both = Both.over(tmp_path)
    lines = list(generate.histories(SEED, 500, both.second))
    written = [json.dumps(line).encode() for line in lines]
    verdicts, _ = ask("decide", written, "--programmes", str(tmp_path))
    rows, _ = ask("due", written, "--programmes", str(tmp_path))
    for line, verdict, due in zip(lines, verdicts, rows, strict=True):
        assert ("refused" if "error" in verdict else verdict) == both.verdicts(line)[1]
        assert due.get("due", "refused") == both.due(line)[1]
        assert due["case"] == line["case"]


def test_the_histories_reach_every_code_and_every_kind(shipped: Both) -> None:
    met: set[Any] = set()
    for line in generate.histories(SEED, 4000, shipped.second):
        verdict, rows = shipped.verdicts(line)[1], shipped.due(line)[1]
        if isinstance(verdict, dict):
            met |= {*verdict["reasons"], *verdict["advice"], verdict["label"], ("exempt", verdict["exempt"])}
        if isinstance(rows, list):
            met |= {row["kind"] for row in rows}
    wanted = {*REASONS, *ADVICE, *DUE_KINDS, "on_label", "partner_label", ("exempt", True)}
    assert wanted - met <= {"agreement"}  # no shipped programme asks for a yearly form


def test_a_disagreement_is_cut_down_to_the_records_that_make_it() -> None:
    tests = [{"sampled_on": "2026-03-12", "result": result} for result in ("negative", "positive", "negative")]
    line = {"case": "long", "stops": [], "tests": tests, "treatment": {"disease": "multiple_myeloma"}}
    small = smallest(line, lambda less: any(test["result"] == "positive" for test in less["tests"]))
    assert small == {"tests": [{"result": "positive"}]}
