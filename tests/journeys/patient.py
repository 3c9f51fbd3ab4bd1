"""A patient with her telephone: she opens what the square code of her card holds, and does the rest by thumb."""

from playwright.sync_api import expect

from foundation.checksymbols import format_number
from foundation.qr import card_text
from patients.models import Card
from tests.journeys.prescriber import AtTheDesk
from tests.portal.hand import BORN


class WithHerCard(AtTheDesk):
    """One patient at one browser."""

    def scans(self, card: Card) -> None:
        """Open what the code holds, at the address where the registry is served here."""
        path = card_text(card.number).partition("/card/")[2]
        self.page.goto("about:blank")  # as a telephone does: a new page
        self.page.goto(f"{self.address}/card/{path}")
        if self.scripts:
            expect(self.page.get_by_label("Number of your card")).to_have_value(format_number(card.number))
            expect(self.page).to_have_url(f"{self.address}/card/")
        else:
            self.types("Number of your card", format_number(card.number))

    def opens_page_of(self, card: Card) -> None:
        """Scan, and type the date of birth."""
        self.scans(card)
        self.types_date("Your date of birth", BORN)
        self.presses("Open my page")
        self.sees_heading("My page")
