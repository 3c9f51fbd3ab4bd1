"""An administrator at her desk in a real browser, with scripts or without."""

from playwright.sync_api import expect

from accounts.actor import Actor
from tests.builders import PASSWORD, user_of
from tests.journeys.prescriber import AtTheDesk


class AtTheOffice(AtTheDesk):
    """One person at one browser, in whatever role."""

    def logs_in(self, actor: Actor) -> None:
        """Log in and land wherever the role leads."""
        self.page.goto(f"{self.address}/account/login/")
        self.logs_in_here(actor)

    def logs_in_here(self, actor: Actor) -> None:
        """Log in on the page that is open, and come back to where it leads."""
        self.types("Email", user_of(actor).email)
        self.types("Password", PASSWORD)
        self.presses("Log in")
        expect(self.page.get_by_role("button", name="Log out").first).to_be_visible()

    def opens(self, path: str) -> None:
        """Go to a page by its address."""
        self.page.goto(f"{self.address}{path}")
        self.looks()

    def picks(self, label: str, answer: str) -> None:
        """Choose from a list."""
        field = self.page.get_by_label(label, exact=True)
        option = field.locator("option").filter(has_text=answer).first
        field.select_option(value=option.get_attribute("value"))
