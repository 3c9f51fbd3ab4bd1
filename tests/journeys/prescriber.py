"""A prescriber, or her delegate, at the desk's pages in a real browser, by mouse or by keyboard alone.

Every page she sees is looked at: nothing runs off its side, and (where scripts run) axe finds nothing.
With ``SCREENSHOTS`` naming a folder, each page is kept there as a picture.
"""

import datetime as dt
import itertools
import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from accounts.actor import Actor
from tests.builders import PASSWORD, user_of
from tests.conftest import PATIENCE
from tests.journeys.accessible import require_accessible

MOST_TABS = 120


class AtTheDesk:
    """One person at one browser."""

    def __init__(self, page: Page, address: str, *, scripts: bool = True, keyboard: bool = False) -> None:
        """Sit down; nobody is logged in yet."""
        self.page, self.address = page, address
        self.scripts, self.keyboard = scripts, keyboard
        self._pictures = itertools.count(1)
        page.set_default_timeout(PATIENCE)

    # --- what a person does ---------------------------------------------------------------------------

    def logs_in(self, actor: Actor) -> None:
        self.page.goto(f"{self.address}/account/login/")
        self.types("Email", user_of(actor).email)
        self.types("Password", PASSWORD)
        self.presses("Log in")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Patients")

    def sees_heading(self, words: str) -> None:
        expect(self._headings.filter(has_text=words)).to_be_visible()
        self.looks()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def does_not_see(self, words: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(words)

    def sees_task(self, label: str, state: str) -> None:
        row = self.page.locator(".tasks > li").filter(
            has=self.page.locator(".task-name").get_by_text(label, exact=True)
        )
        expect(row.locator(".task-state")).to_contain_text(state)

    def types(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        if self.keyboard:
            self._tab_to(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(words)
        else:
            field.fill(words)

    def types_date(self, legend: str, day: dt.date) -> None:
        boxes = self.page.get_by_role("group", name=legend, exact=True)
        for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            box = boxes.get_by_label(label, exact=True)
            if self.keyboard:
                self._tab_to(box)
                self.page.keyboard.press("Control+a")
                self.page.keyboard.type(str(part))
            else:
                box.fill(str(part))

    def chooses(self, legend: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=legend)
        exact = group.get_by_role("radio", name=answer, exact=True)
        radio = exact.first if exact.count() else group.get_by_role("radio", name=answer).first
        if self.keyboard:
            self._walk_to_radio(radio)
        else:
            radio.check()
        expect(radio).to_be_checked()

    def ticks(self, label: str) -> None:
        self._tick(self.page.get_by_role("checkbox", name=label).first)

    def ticks_in(self, legend: str, answer: str) -> None:
        self._tick(self.page.get_by_role("group", name=legend, exact=True).get_by_role("checkbox", name=answer).first)

    def ticks_everything(self) -> None:
        boxes = self.page.get_by_role("checkbox")
        for number in range(boxes.count()):
            self._tick(boxes.nth(number))

    def presses(self, button: str) -> None:
        self._go(self.page.get_by_role("button", name=button).first)

    def follows(self, link: str) -> None:
        self._go(self.page.locator("main, nav, .patient").get_by_role("link", name=link).first)

    # --- how she looks and moves ------------------------------------------------------------------------

    def looks_at_the_width(self) -> int:
        """Check the page as it stands without axe: its width, which is answered, its one heading, its title."""
        self.page.wait_for_load_state()  # its headings can be read before its style sheet hides one of them
        expect(self._headings).to_have_count(1)
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, self.page.url
        assert self.page.title()
        return width

    def looks(self) -> None:
        """Check the page as it stands: its width, its title, axe."""
        width = self.looks_at_the_width()
        if self.scripts:
            require_accessible(self.page)
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            name = "".join(sign if sign.isalnum() else "-" for sign in self.page.title().split(" – ")[0])[:40]
            path = Path(folder) / f"{width}-{next(self._pictures):02d}-{name}.png"
            self.page.screenshot(path=path, full_page=True)

    @property
    def _headings(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def _tick(self, box: Locator) -> None:
        if self.keyboard:
            self._tab_to(box)
            self.page.keyboard.press("Space")
        else:
            box.check()
        expect(box).to_be_checked()

    def _go(self, control: Locator) -> None:
        if self.keyboard:
            self._tab_to(control)
            self.page.keyboard.press("Enter")
        else:
            control.click()
        self.page.wait_for_load_state()

    def _tab_to(self, control: Locator) -> None:
        """Press Tab until the control has the focus; one that cannot be reached so fails here."""
        control.wait_for()
        element = control.element_handle()  # found once: to find it by role and name costs more than the key itself
        for _press in range(MOST_TABS):
            if element.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {control}")

    def _walk_to_radio(self, radio: Locator) -> None:
        """Tab into the group, then walk with the arrows."""
        in_group = "(element) => document.activeElement.name === element.name"
        element = radio.element_handle()
        for _press in range(MOST_TABS):
            if element.evaluate(in_group):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _press in range(MOST_TABS):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reach {radio}")
