"""The counter on an old computer behind a thin line: what a first visit weighs, and nothing younger than Chrome 109."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.builders import a_woman_ready_for_dispensing, user_of
from tests.journeys.young_features import young

pytestmark = pytest.mark.django_db(transaction=True)

BUDGET = 60_000
"""Bytes over the line, heads included, for the page of the scan and the verdict together."""


def _visit(browser: Browser, live_server: LiveServer) -> tuple[Any, list[float]]:
    """Sit down with an empty cache, logged in; every byte that arrives is counted in the list."""
    scene = a_woman_ready_for_dispensing()
    client = Client()
    client.force_login(user_of(scene.pharmacist))
    context = browser.new_context(viewport=ViewportSize(width=1024, height=768), locale="en-GB")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    arrived: list[float] = []
    line = context.new_cdp_session(page)
    line.on("Network.loadingFinished", lambda event: arrived.append(event["encodedDataLength"]))
    line.send("Network.enable")
    page.goto(f"{live_server.url}/counter/")
    page.keyboard.type(scene.card.number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="YES – dispense", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page, arrived


def test_scan_and_verdict_together_are_light_on_a_first_visit_even_where_nothing_is_compressed(
    browser: Browser, live_server: LiveServer
) -> None:
    page, arrived = _visit(browser, live_server)
    page.context.close()
    assert len(arrived) >= 8, "two pages, four sheets, scripts"
    assert 10_000 < sum(arrived) <= BUDGET


FILES = [*Path("static/css").glob("*.css"), *Path("static/js").glob("*.js")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_sheet_and_no_script_asks_for_more_than_chrome_109_has(path: Path) -> None:
    assert young(path.read_text(), kind=path.suffix) == []


TEMPLATES = sorted(Path("templates").rglob("*.html"))


def test_no_page_asks_for_more_than_chrome_109_has() -> None:
    assert {str(path): found for path in TEMPLATES if (found := young(path.read_text(), kind=".html"))} == {}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (".a { & b { color: red } }", ".css", "nesting"),
        (".a { b { color: red } }", ".css", "nesting"),
        ("@media print { .a { .b { color: red } } }", ".css", "nesting"),
        (".a { color: light-dark(#000, #fff) }", ".css", "light-dark("),
        ("@scope (.a) { b { color: red } }", ".css", "@scope"),
        (".a { text-wrap: balance }", ".css", "text-wrap"),
        ("a:user-invalid { color: red }", ".css", ":user-invalid"),
        (".a { inset: auto; field-sizing: content }", ".css", "field-sizing"),
        ("list.toSorted()", ".js", ".toSorted("),
        ("Object.groupBy(list, one)", ".js", "Object.groupBy"),
        ("new URL.canParse(one)", ".js", "URL.canParse"),
        ("box.showPopover()", ".js", ".showPopover("),
        ("<div popover>", ".html", "popover"),
        ('<details name="a">', ".html", "details name"),
        ("<search>", ".html", "<search"),
    ],
)
def test_what_is_younger_is_noticed(text: str, kind: str, name: str) -> None:
    """The controls."""
    assert any(name in found for found in young(text, kind=kind))


def test_what_old_sheets_have_is_left_alone() -> None:
    plain = "@media print { .a:has(b) { color: red } } @supports (display: grid) { .a { gap: 1rem } }"
    assert young(plain, kind=".css") == []
