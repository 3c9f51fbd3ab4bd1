"""The made-up language in which test_every_page.py walks: what it keeps of a text, and what it notices on a page."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.pseudo import cut_off, not_translated, pseudo, texts_of

NARROW = 320


@pytest.mark.django_db
def test_a_text_that_bypasses_the_catalogues_or_is_cut_off_is_noticed(browser: Browser) -> None:
    """The control: a page that does both."""
    page = browser.new_page(viewport={"width": NARROW, "height": 400})
    page.set_content(
        f"<p>{pseudo('Good')}</p><p>Bare</p><img alt='Picture'>"
        f"<p style='overflow:hidden;white-space:nowrap;width:9em'>{pseudo('x ' * 30)}</p>"
    )
    assert texts_of(page) == {"bare", "picture"}
    assert not_translated({"it": texts_of(page)}) == ["it: not translated: ['bare', 'picture']"]
    assert [one.split(":")[0] for one in cut_off(page)] == ["cut off"]
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
