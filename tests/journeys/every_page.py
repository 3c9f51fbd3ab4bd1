"""The whole URL map, page by page: who may open each, and an example of it that leads to something real."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Error, Page, Response, ViewportSize

from accounts.acts import ACTS
from accounts.declare import PUBLIC
from accounts.models import Role, User
from foundation.qr import CARD_PATH
from portal.operations import open_page
from tests.accounts.address_book import Address, House, a_house, addresses
from tests.builders import a_place_for, an_actor, now, user_of
from tests.portal.hand import BORN

SEES_NO_PAGE = frozenset(
    {"health", "accounts:home", "accounts:time_left", "accounts:passkey", "prescribers:print_card", "safety:terms"}
)
"""Answers that are no page: a watchman's line, a redirect, what scripts ask for, a PDF."""

BOOK = [one for one in addresses() if one.is_ours and one.name not in SEES_NO_PAGE]


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as it was opened, with the answer it came in."""

    name: str
    page: Page
    answer: Response


def every_page(
    browser: Browser, address: str, *, width: int, language: str, first: int = 0, one_in: int = 1
) -> Iterator[Seen]:
    """Open one page after the other, each as a person of its own who has chosen that language.

    The patient's own page is open in every browser; its cookie goes to no other address.
    """
    house = a_house()
    token = open_page(at=now(), number=house.scene.card.number, birth_date=BORN, network="192.0.2.1")
    own_page = {settings.PORTAL_COOKIE_NAME: token, settings.LANGUAGE_COOKIE_NAME: language.lower()}
    hers = [{"name": name, "value": value, "url": f"{address}/{CARD_PATH}"} for name, value in own_page.items()]
    context = browser.new_context(viewport=ViewportSize(width=width, height=900), locale=language)
    for one in BOOK[first::one_in]:
        context.clear_cookies()
        context.add_cookies(hers)  # type: ignore[arg-type]
        if (user := _who_may(one, house)) is not None:
            user.language = language.lower()
            user.save(update_fields=["language"])
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": _session(user), "url": address}
            context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        answer = _opened(page, address + one.at(house.example(one)))
        if answer is not None and answer.status == 200:
            yield Seen(one.name, page, answer)
        page.close()
    context.close()


def _who_may(address: Address, house: House) -> User | None:
    """Give somebody whose role carries the act, at the house where the address leads; None for a public page."""
    if address.act in (None, PUBLIC):
        return None
    roles = ACTS[str(address.act)].roles
    for role, actor in house.role.items():
        if role in roles:
            return user_of(actor)
    role = next(role for role in Role.values if role in roles)
    return user_of(an_actor(role, a_place_for(role)))


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _opened(page: Page, url: str) -> Response | None:
    """Open a page; nothing where the address hands out a file to keep."""
    try:
        return page.goto(url)
    except Error as what:
        if "Download is starting" not in str(what):
            raise
        return None
