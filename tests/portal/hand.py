"""A patient with her telephone in her hand, for tests through HTTP; forms are read from the page as a browser does."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.test import Client

from foundation.checksymbols import format_number
from patients.models import Card
from tests.prescribers.desk import Answer, boxes

BORN = dt.date(1981, 3, 14)
"""When everybody was born whom the builders make up."""
DOOR = "/card/"


class Hand:
    """One browser; from its own network where the test says so."""

    def __init__(self, *, network: str = "192.0.2.1", client: Client | None = None) -> None:
        """Take a telephone that was never here."""
        self.client = client or Client(raise_request_exception=False)
        self.network = network

    def opens(self, path: str, **headers: Any) -> Answer:
        """Open a page and stay where it leads."""
        return Answer(self.client.get(DOOR + path, follow=True, REMOTE_ADDR=self.network, **headers))

    def tries(self, number: str, born: dt.date | str | None = BORN) -> Answer:
        """Try the door, and follow where it leads."""
        answer = self.client.post(
            DOOR, {"number": number, **boxes("birth_date", born)}, follow=True, REMOTE_ADDR=self.network
        )
        return Answer(answer)

    def shows(self, card: Card) -> Answer:
        """Open the page of a card; it must open."""
        answer = self.tries(format_number(card.number))
        assert answer.heading == "My page", answer.text
        return answer

    def presses(self, path: str, page: str = "mine/", **typed: Any) -> Answer:
        """Open a page, fill in its form and send it."""
        return self.sends(path, self.opens(page).hidden | typed)

    def sends(self, path: str, data: dict[str, Any]) -> Answer:
        """Send exactly this, and follow where it leads."""
        return Answer(self.client.post(DOOR + path, data, follow=True, REMOTE_ADDR=self.network))

    @property
    def token(self) -> str:
        """Give what her browser holds."""
        held = self.client.cookies.get(settings.PORTAL_COOKIE_NAME)
        return held.value if held else ""
