"""A page that axe found clean is not asked about again, and one with a fault always is."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.accessible import require_accessible, shape_of

PAGE = """<!doctype html><html lang="en"><head><title>{name}</title></head><body><main><h1>{name}</h1>
<form><label for="f{number}">Day</label><input id="f{number}" value="{number}">{more}</form></main></body></html>"""

FAULT = '<input type="text" class="search">'


def test_names_and_numbers_do_not_change_a_pages_shape_and_controls_labels_and_classes_do() -> None:
    one = PAGE.format(name="Anna", number=7, more="")
    assert shape_of(one) == shape_of(PAGE.format(name="Marie 4", number=12, more=""))
    others = [
        one.replace("</label>", "</label><p></p>"),
        one.replace(">Day<", "><"),
        one.replace("<h1>", '<h1 class="x">'),
    ]
    assert len({shape_of(one), *map(shape_of, others)}) == 1 + len(others)


def test_a_fault_is_found_on_a_page_that_was_clean_before(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAGE.format(name="Anna", number=7, more=""))
    require_accessible(page)
    page.set_content(PAGE.format(name="Anna", number=7, more=FAULT))
    for _turn in range(2):
        with pytest.raises(AssertionError, match="label"):
            require_accessible(page)
    page.close()
