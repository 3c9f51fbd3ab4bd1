"""Asks axe about a page, once for each page that is built alike: other names and numbers do not change its answer."""

import re

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WORDS = re.compile(r">[^<>]*[^<>\s][^<>]*<")
BLANK = re.compile(r">\s+<")
SECRET = re.compile(r'\b(nonce|value|content|d|integrity|data-[\w-]+)="[^"]*"')
IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+|PPP[\w-]+", re.IGNORECASE)

_clean: set[tuple[int, str]] = set()


def shape_of(page: str) -> str:
    """Give what a page is built of: elements, classes, roles and labels, without what stands in them this time."""
    shape = WORDS.sub(">words<", page)
    return IDENTITY.sub("0", SECRET.sub(r'\1=""', BLANK.sub("><", shape)))


def axe(page: Page) -> AxeResults:
    """Ask axe about a page as it is now; its half a megabyte of script is sent to each document once."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(Axe().axe_script)
    return AxeResults(page.evaluate("axe.run({resultTypes: ['violations']})"))


def require_accessible(page: Page) -> None:
    """Fail with axe's report where it finds something; a page of a shape that it found clean is not asked about again.

    :raises AssertionError: with the report.
    """
    width = page.viewport_size["width"] if page.viewport_size else 0
    key = (width, shape_of(page.content()))
    if key in _clean:
        return
    results = axe(page)
    assert results.violations_count == 0, results.generate_report()
    _clean.add(key)
