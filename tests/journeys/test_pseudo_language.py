"""Every page in a made-up language: no text bypasses the catalogues, none is cut off when it is half as long again."""

import calendar
import os
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.countries import TIME_ZONES
from demo.cast import PASSWORD
from ppp_registry.languages import KNOWN
from tests.journeys.every_page import every_page
from tests.journeys.pseudo import CODE, WORD, make_catalogue, plain_words, pseudo, words_of_data

NARROW = 320

ONE_IN = int(os.environ.get("PSEUDO_ONE_IN", "4"))
"""Every fourth page is walked with all other tests; `make pseudo` walks every one."""

LANGUAGES = ("Pseudo", *(name for _code, name in KNOWN))
UNITS = {"miu", "utc", "csv", "xlsx"}
SAME_EVERYWHERE = UNITS | set(WORD.findall(" ".join((*LANGUAGES, PASSWORD, *TIME_ZONES)).lower()))
"""Units, kinds of files, and names that no language translates."""

MONTHS = {name.lower() for name in calendar.month_name if name}
"""They come from CLDR, which does not know the made-up language and writes British English."""

FOR_DEVELOPERS = {"gallery"}

SHOWN = """() => {
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const above = walker.currentNode.parentElement;
    if (!above.closest('script, style, [translate=no], textarea')) seen.push(walker.currentNode.data);
  }
  for (const one of document.querySelectorAll('[alt], [aria-label], [placeholder], [title]'))
    for (const name of ['alt', 'aria-label', 'placeholder', 'title']) seen.push(one.getAttribute(name) || '');
  seen.push(document.title);
  return seen.join('\\n');
}"""

CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(one => {
  const style = getComputedStyle(one);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis';
  return hides && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim();
}).map(one => one.tagName + ' ' + one.textContent.trim().slice(0, 60))"""


def _cut_off(page: Page) -> list[str]:
    found = [f"cut off: {one}" for one in page.evaluate(CUT_OFF)]
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        found.append("runs off the side")
    return found


@pytest.mark.django_db(transaction=True)
def test_no_page_has_a_text_of_its_own_or_cuts_one_off(
    browser: Browser, live_server: LiveServer, settings: LazySettings, tmp_path: Path
) -> None:
    make_catalogue(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en-gb", "English"), (CODE, "Pseudo")]
    pages: dict[str, set[str]] = {}
    wrong = []
    for one in every_page(browser, live_server.url, width=NARROW, language="en-XA", one_in=ONE_IN):
        pages[one.name] = plain_words(one.page.evaluate(SHOWN))
        wrong += [f"{one.name}: {fault}" for fault in _cut_off(one.page)]
    known = words_of_data() | SAME_EVERYWHERE | MONTHS
    bare = {name: sorted(words - known) for name, words in pages.items() if name not in FOR_DEVELOPERS}
    wrong += [f"{name}: not translated: {words}" for name, words in bare.items() if words]
    assert wrong == [], "\n".join(wrong)
    assert len(pages) >= 40 // ONE_IN, f"only {len(pages)} pages were seen"


def test_a_text_that_bypasses_the_catalogues_or_is_cut_off_is_noticed(browser: Browser) -> None:
    """The control: a page that does both, and runs off the side."""
    page = browser.new_page(viewport={"width": NARROW, "height": 400})
    page.set_content(
        f"<p>{pseudo('Good')}</p><p>Bare</p><p style='width:50em'>1</p>"
        f"<p style='overflow:hidden;white-space:nowrap;width:9em'>{pseudo('x ' * 30)}</p>"
    )
    assert plain_words(page.evaluate(SHOWN)) == {"bare"}
    assert [one.split(":")[0] for one in _cut_off(page)] == ["cut off", "runs off the side"]
    page.close()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("%(n)s of {all}: ", ["%(n)s", "{all}", ": "]),
        ("<b>Go</b>", ["<b>", "</b>"]),
        ("Line\nline %% %s", ["\n", "%%", "%s"]),
    ],
)
def test_the_made_up_language_keeps_what_is_no_text(text: str, kept: list[str]) -> None:
    assert all(piece in pseudo(text) for piece in kept)
