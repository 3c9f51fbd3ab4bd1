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
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.first_page)

    first_page = "Check a card"
    scanned = 0
    keys = 0

    def scans(self, code: str) -> None:
        """Scan a card: a hand scanner types into what has the focus and ends with Enter."""
        if not self.page.url.endswith("/counter/"):
            self.page.goto(f"{self.address}/counter/")
        self._scans_into("Scan the card or type its number", code)

    def scans_pack(self, code: str) -> None:
        """Scan a pack into the field that waits for it."""
        self._scans_into("Scan each pack", code)

    def strikes(self, key: str) -> None:
        """Strike one key, wherever the focus is."""
        self.keys += 1
        self.page.keyboard.press(key)

    def _scans_into(self, label: str, code: str) -> None:
        self.scanned += 1
        expect(self.page.get_by_label(label)).to_be_focused()
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
