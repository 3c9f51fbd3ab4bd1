"""Documents that are printed from the code: a stale one fails, UPDATE_DOCS=1 prints it anew."""

import os
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def check_printed(name: str, text: str) -> None:
    """Compare a document with what the code says today, or write it where the environment asks for that."""
    path = DOCS / name
    if os.environ.get("UPDATE_DOCS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    printed = path.read_text() if path.is_file() else ""
    assert printed == text, f"docs/{name} is stale: run this test with UPDATE_DOCS=1"
