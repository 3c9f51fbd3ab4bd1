"""Every component in a real browser: narrow and wide, light and dark, on paper, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

WIDTHS = (320, 1280)


def open_gallery(page: Page, server: LiveServer, query: str = "") -> list[str]:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{server.url}/demo/components/{query}")
    return complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("query", ["", "?errors"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    browser: Browser, live_server: LiveServer, width: int, scheme: str, query: str
) -> None:
    size = ViewportSize(width=width, height=900)
    page = browser.new_page(viewport=size, color_scheme="dark" if scheme == "dark" else "light")
    complaints = open_gallery(page, live_server, query)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert complaints == []
    page.close()


def test_what_can_be_pressed_is_at_least_24_pixels_high_and_buttons_44(page: Page, live_server: LiveServer) -> None:
    open_gallery(page, live_server)
    heights = page.evaluate(
        """() => [...document.querySelectorAll("main .button, main button, main .choice, .desk button")]
            .map((element) => element.getBoundingClientRect().height).filter((height) => height > 0)"""
    )
    assert heights
    assert min(heights) >= 44


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(page: Page, live_server: LiveServer) -> None:
    open_gallery(page, live_server, "?errors")
    assert page.evaluate("document.activeElement.className") == "summary-of-errors"
    page.get_by_role("link", name="“Date of birth” is no real date").click()
    assert page.evaluate("document.activeElement.id") == "id_born_on_0"


def test_on_paper_a_verdict_is_black_in_a_box_and_the_way_round_is_gone(page: Page, live_server: LiveServer) -> None:
    open_gallery(page, live_server)
    page.emulate_media(media="print")
    for kind in ("yes", "no", "wait"):
        look = page.locator(f".verdict-{kind}").first.evaluate(
            """(element) => {
                const look = getComputedStyle(element);
                return [look.color, look.backgroundColor, look.borderTopWidth];
            }"""
        )
        assert look[:2] == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
        assert float(look[2].removesuffix("px")) >= 5
    assert not page.locator(".buttons").first.is_visible()


def test_without_scripts_all_is_there_but_the_print_button(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/demo/components/")
    assert page.get_by_role("button", name="Save and continue").is_visible()
    assert not page.get_by_role("button", name="Print").is_visible()
    context.close()


def test_a_date_is_typed_with_the_keyboard_alone(page: Page, live_server: LiveServer) -> None:
    open_gallery(page, live_server)
    page.get_by_label("Family names").focus()
    page.keyboard.press("Tab")
    for part in ("14", "3", "1981"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    assert page.get_by_label("Year").input_value() == "1981"
    assert page.evaluate("document.activeElement.type") == "radio"
