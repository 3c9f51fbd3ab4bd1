"""A prescriber at her pages, for tests through HTTP: forms are read from the page and sent as a browser would."""

import datetime as dt
import html
import re
from typing import Any

from django.test import Client

from accounts.actor import Actor
from accounts.models import Organisation
from patients.models import Enrolment
from tests.builders import a_delegate, user_of

WORKLIST = "/patients/"


def address(enrolment: Enrolment, *parts: object) -> str:
    """Give the address of a page about an enrolment."""
    return "/".join(["/patients", str(enrolment.id), *map(str, parts), ""])


def boxes(name: str, day: dt.date | str | None) -> dict[str, str]:
    """Fill the three boxes of a date; a text goes into the first as it is."""
    if day is None:
        return {f"{name}_day": "", f"{name}_month": "", f"{name}_year": ""}
    if isinstance(day, str):
        return {f"{name}_day": day, f"{name}_month": "", f"{name}_year": ""}
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def centre_of(actor: Actor) -> Organisation:
    """Give the centre that somebody acts for."""
    assert actor.organisation_id is not None
    return Organisation.objects.get(id=actor.organisation_id)


def a_delegate_of(doctor: Actor) -> Actor:
    """Make a delegate at a prescriber's centre."""
    return a_delegate(centre=centre_of(doctor))


class Answer:
    """A page as it was answered."""

    def __init__(self, response: Any) -> None:
        """Read the response."""
        self.response = response
        self.status = int(response.status_code)
        self.source: str = response.content.decode(errors="replace")
        self.address: str = response.request["PATH_INFO"]

    @property
    def text(self) -> str:
        """Give the words of the page, without marks and with single spaces."""
        main = self.source.split("</head>", 1)[-1]
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())

    @property
    def heading(self) -> str:
        """Give the one heading of the first level."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.source, re.DOTALL)
        return html.unescape(re.sub(r"<[^>]*>", "", found.group(1))).strip() if found else ""

    @property
    def hidden(self) -> dict[str, str]:
        """Give what the form carries unseen: nonce, whose record it is about, in which version, what was shown."""
        found = {}
        for tag in re.findall(r"<input[^>]*>", self.source):
            name, value = re.search(r'name="(nonce|about|version|shown)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and value:
                found[name.group(1)] = value.group(1)
        return found

    def value(self, name: str) -> str:
        """Give what stands in a field."""
        tag = next(tag for tag in re.findall(r"<input[^>]*>", self.source) if f'name="{name}"' in tag)
        found = re.search(r'value="([^"]*)"', tag)
        return html.unescape(found.group(1)) if found else ""


class Desk:
    """Somebody who is logged in."""

    def __init__(self, actor: Actor) -> None:
        """Log in."""
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user_of(actor))

    def opens(self, path: str) -> Answer:
        """Open a page."""
        return Answer(self.client.get(path))

    def sends(self, path: str, data: dict[str, Any], *, page: str = "") -> Answer:
        """Open the form, fill it, send it, and follow where it leads."""
        return self.sends_again(path, self.opens(page or path).hidden | data)

    def sends_again(self, path: str, data: dict[str, Any]) -> Answer:
        """Send exactly this."""
        return Answer(self.client.post(path, data, follow=True))
