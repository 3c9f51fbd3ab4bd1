"""The printed rulebook says what the tables say."""

from tests.rulebook.print_rulebook import DOCUMENT, print_all


def test_the_printed_rulebook_is_fresh() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == print_all(), (
        "docs/rulebook.md is stale: run .venv/bin/python -m tests.rulebook.print_rulebook"
    )
