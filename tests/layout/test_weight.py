"""What the first page of the counter costs a thin line."""

import gzip
import re
from pathlib import Path

from django.test import RequestFactory

from foundation.gallery import gallery

BUDGET = 60_000


def packed(data: bytes) -> int:
    return len(gzip.compress(data, compresslevel=6))


def test_the_gallery_with_every_component_and_all_its_files_stays_within_the_budget_of_the_counter() -> None:
    page = gallery(RequestFactory().get("/"))
    page_text = page.content.decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page_text))
    assert {"css/ledger.css", "css/forms.css", "css/components.css"} <= files
    weight = packed(page.content) + sum(packed((Path("static") / name).read_bytes()) for name in files)
    assert weight < BUDGET / 3


def test_nothing_is_fetched_from_anywhere_else() -> None:
    for sheet in Path("static/css").glob("*.css"):
        assert "url(" not in sheet.read_text()
        assert "@import" not in sheet.read_text()
