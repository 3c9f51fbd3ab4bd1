"""Every page of the URL map, opened by who may, in a made-up language half as long again.

Axe finds nothing, nothing runs off the side or is cut off, no text bypasses the catalogues, and Tab goes all round.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.accessible import axe
from tests.journeys.by_keyboard import only_by_script, tab_through
from tests.journeys.every_page import every_page
from tests.journeys.pseudo import CHOSEN, cut_off, make_catalogue, not_translated, texts_of
from tests.journeys.ways import IN_ALL

pytestmark = pytest.mark.django_db(transaction=True)

NARROW, WIDE = 320, 1280
REFUSED = 422
PARTS = 4
"""The map is walked in parts, so that no processor waits for the other at the end."""
SENT_EMPTY = frozenset(
    {"prescribers:register", "safety:report", "safety:pregnancy_outcome", "safety:partner", "portal:side_effect"}
)
"""Main forms that are sent as they stand too: the page that asks for what lacks must be as fit to be read."""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_fit_to_be_read(
    browser: Browser, live_server: LiveServer, settings: LazySettings, tmp_path: Path, part: int
) -> None:
    make_catalogue(tmp_path)
    settings.LOCALE_PATHS, settings.LANGUAGES = [tmp_path], CHOSEN
    words: dict[str, set[str]] = {}
    wrong = []
    for one in every_page(browser, live_server.url, width=NARROW, language="en-XA", first=part, one_in=PARTS):
        words[one.name] = texts_of(one.page)
        wrong += [f"{one.name}: {that}" for that in cut_off(one.page)]
        wrong += [f"{one.name}: {that}" for that in (*_unfit(one.page, NARROW), *_unfit(one.page, WIDE))]
        wrong += [f"{one.name}: only with scripts: {that}" for that in only_by_script(one.page, one.answer.text())]
        told = tab_through(one.page)
        wrong += [f"{one.name}: {what} by keyboard: {that}" for what, those in told.items() for that in those]
        if one.name in SENT_EMPTY:
            wrong += [f"{one.name}, refused: {that}" for that in _refused(one.page)]
            words[f"{one.name}, refused"] = texts_of(one.page)
    wrong += not_translated(words)
    assert wrong == [], "\n".join(wrong)
    assert len(words) >= 20, f"only {len(words)} pages were seen"


def _unfit(page: Page, width: int) -> Iterator[str]:
    """Say what is wrong with a page in a window of that width.

    Of the wide one axe is asked by the journeys, page by page as people meet them, and here by ``make journeys``.
    """
    page.set_viewport_size(ViewportSize(width=width, height=900))
    if width == NARROW or IN_ALL:
        results = axe(page)
        if results.violations_count:
            yield f"{width} wide: {results.generate_report()}"
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield f"{width} wide: runs off the side"


def _refused(page: Page) -> Iterator[str]:
    """Send a form as it stands, and say what is wrong with the page that comes back."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("main form .buttons button").first.click()
    if sent.value.status != REFUSED:
        yield f"answered {sent.value.status}"
        return
    expect(page.locator(".summary-of-errors")).to_be_visible()
    yield from _unfit(page, NARROW)


TRAP = """<main style="width: 50em"><a href="/">first</a><button tabindex="-1">missed</button>
<style>button:focus { outline: none; box-shadow: none }</style><button>unseen</button></main>"""


def test_a_control_that_tab_misses_or_the_eye_loses_or_a_script_made_is_noticed(browser: Browser) -> None:
    """The controls: a page that does each of the three."""
    page = browser.new_page()
    page.set_content(TRAP)
    assert f"{NARROW} wide: runs off the side" in list(_unfit(page, NARROW))
    told = tab_through(page)
    assert ["missed" in one for one in told["missed"]] == [True]
    assert ["unseen" in one for one in told["unseen"]] == [True]
    assert [one.split("|")[-1] for one in only_by_script(page, "<main><a href='/'>first</a></main>")] == [
        "missed", "unseen",
    ]  # fmt: skip
    page.close()
