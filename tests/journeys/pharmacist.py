"""A pharmacist at the counter in a real browser: she scans, reads and records."""

from playwright.sync_api import expect

from accounts.actor import Actor
from tests.builders import PASSWORD, user_of
from tests.journeys.prescriber import AtTheDesk


class AtTheCounter(AtTheDesk):
    """One pharmacist at one browser."""

    def logs_in(self, actor: Actor) -> None:
        """Log in and land at the counter."""
        self.page.goto(f"{self.address}/account/login/")
        self._enters("login", user_of(actor).email)
        self._enters("password", PASSWORD)
        self.presses("Log in")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Check a card")

    def scans(self, code: str) -> None:
        """Scan: a hand scanner types into what has the focus and ends with Enter."""
        if not self.page.url.endswith("/counter/"):
            self.page.goto(f"{self.address}/counter/")
        expect(self.page.get_by_label("Scan the card or type its number")).to_be_focused()
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def _enters(self, name: str, words: str) -> None:
        field = self.page.locator(f"input[name={name}]")
        if self.keyboard:
            self._tab_to(field)
            self.page.keyboard.type(words)
        else:
            field.fill(words)

    def does_not_see(self, words: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(words)
