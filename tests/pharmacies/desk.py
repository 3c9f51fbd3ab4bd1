"""A pharmacist at her screen, for tests through HTTP: pages are read and forms sent as a browser would."""

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from patients.models import Verdict
from tests.builders import Scene, user_of

COUNTER = "/counter/"


class Desk:
    """A pharmacist who is logged in."""

    def __init__(self, pharmacist: Actor) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user_of(pharmacist))

    def check(self, number: str) -> "Page":
        """Type a number and follow to the answer."""
        return Page(self, self.client.post(COUNTER, {"number": number}, follow=True))

    def open(self, name: str, check: Verdict) -> "Page":
        """Open a page about a check."""
        return Page(self, self.client.get(reverse(f"pharmacies:{name}", args=[check.id])))


class Page:
    """A page as it was answered."""

    def __init__(self, desk: Desk, response: Any) -> None:
        self.desk, self.response = desk, response
        self.source: str = response.content.decode()

    @property
    def status(self) -> int:
        """Give the HTTP status."""
        return int(self.response.status_code)

    @property
    def text(self) -> str:
        """Give the words of the page, without marks and with single spaces."""
        main = self.source.split("<main", 1)[-1]
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())

    @property
    def title(self) -> str:
        """Give the heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.source, re.DOTALL)
        return html.unescape(found.group(1)).strip() if found else ""

    def form(self, action: str) -> dict[str, str]:
        """Read the hidden fields of the form that acts so."""
        found = re.search(rf'<form[^>]*action="[^"]*/{action}/".*?</form>', self.source, re.DOTALL)
        assert found, f"no form to {action} on: {self.text}"
        fields = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', found.group(0))
        return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}

    def hidden(self, name: str) -> str:
        """Read a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.source)
        assert found, f"no {name} on: {self.text}"
        return found.group(1)

    def follow(self, end: str) -> "Page":
        """Follow the link whose address ends so."""
        found = re.search(rf'href="([^"]*/{end}/)"', self.source)
        assert found, f"no link to {end} on: {self.text}"
        return Page(self.desk, self.desk.client.get(found.group(1)))

    def fill(self, **fields: Any) -> "Page":
        """Send the form of a page that has one of its own."""
        sent = {"nonce": self.hidden("nonce")} | fields
        return Page(self.desk, self.desk.client.post(self.response.request["PATH_INFO"], sent, follow=True))

    def has_form(self, action: str) -> bool:
        """Say whether there is a form that acts so."""
        return f'/{action}/"' in self.source

    def send(self, action: str, **fields: Any) -> "Page":
        """Send the form that acts so and follow to the next page."""
        found = re.search(rf'action="([^"]*/{action}/)"', self.source)
        assert found
        answer = self.desk.client.post(found.group(1), self.form(action) | fields, follow=True)
        return Page(self.desk, answer)

    def dispense(self, capsules: Any = 21, **fields: Any) -> "Page":
        """Record a dispensing, counselled."""
        return self.send("dispense", capsules=capsules, **{"counselled": "on"} | fields)


def check_at(scene: Scene) -> Page:
    """Show the scene's card at her own pharmacy."""
    return Desk(scene.pharmacist).check(scene.card.number)
