"""The two implementations of the rulebook agree: on the given examples, and on histories from a seed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from programmes import library
from tests.second_opinion import generate, generate_programmes
from tests.second_opinion.comparison import Both

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


def test_the_histories_reach_every_code_and_every_kind(shipped: Both) -> None:
    met: set[Any] = set()
    for line in generate.histories(SEED, 4000, shipped.second):
        verdict, rows = shipped.verdicts(line)[1], shipped.due(line)[1]
        assert isinstance(verdict, dict)
        met |= {*verdict["reasons"], *verdict["advice"], verdict["label"], ("exempt", verdict["exempt"])}
        met |= {row["kind"] for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    from rulebook import ADVICE, DUE_KINDS, REASONS

    wanted = {*REASONS, *ADVICE, *DUE_KINDS, "on_label", "partner_label", ("exempt", True)}
    assert wanted - met <= {"agreement"}  # no shipped programme asks for a yearly form
