"""Every page of the URL map, opened by somebody who may: axe finds nothing, and nothing runs off the side."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.acts import ACTS
from accounts.declare import PUBLIC
from accounts.models import Kind, Role, User
from tests.accounts.address_book import Address, House, a_house, addresses
from tests.builders import an_actor, an_organisation, user_of

pytestmark = pytest.mark.django_db(transaction=True)

SEES_NO_PAGE = frozenset({"health", "accounts:home", "prescribers:print_card"})
"""Answers that are no page: a watchman's line, a redirect, a PDF."""

BOOK = [one for one in addresses() if one.is_ours and one.name not in SEES_NO_PAGE]


def _who_may(address: Address, house: House) -> User | None:
    """Give somebody whose role carries the act, at the house where the address leads; None for a public page."""
    if address.act in (None, PUBLIC):
        return None
    roles = ACTS[str(address.act)].roles
    for role, actor in house.role.items():
        if role in roles:
            return user_of(actor)
    return user_of(an_actor(next(role for role in Role.values if role in roles), an_organisation(Kind.COMPANY)))


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_fit_to_be_read(browser: Browser, live_server: LiveServer, width: int) -> None:
    house, seen, wrong = a_house(), 0, []
    for address in BOOK:
        url = live_server.url + address.at(house.example(address))
        context = browser.new_context(viewport=ViewportSize(width=width, height=900), locale="en-GB")
        user = _who_may(address, house)
        if user is not None:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": _session(user), "url": live_server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        answer = page.goto(url)
        if answer is not None and answer.status == 200:
            seen += 1
            results = Axe().run(page)
            if results.violations_count:
                wrong.append(f"{address.name}: {results.generate_report()}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address.name}: runs off the side")
        context.close()
    assert wrong == []
    assert seen >= 40, f"only {seen} pages were seen"
