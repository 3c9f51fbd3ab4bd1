"""Logging in as people do: with a password, and with a passkey under the registry's content policy."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.builders import a_centre, a_prescriber, user_of

PASSWORD = "a long sentence nobody guesses"


@pytest.fixture
def address(transactional_db: None) -> str:
    """Give the address of a prescriber who may log in."""
    user = user_of(a_prescriber(centre=a_centre()))
    user.set_password(PASSWORD)
    user.save()
    return str(user.email)


def with_a_key_in_the_browser(page: Page) -> None:
    """Give the browser an authenticator that says yes by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_in(page: Page, server: LiveServer, address: str) -> None:
    page.goto(f"{server.url}/account/login/")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def test_a_password_opens_the_door_and_one_button_closes_it(page: Page, live_server: LiveServer, address: str) -> None:
    log_in(page, live_server, address)
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{live_server.url}/account/password/change/")
    expect(page).to_have_url(re.compile("/account/login/"))


def test_a_passkey_is_made_and_then_opens_the_door_alone(page: Page, live_server: LiveServer, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    with_a_key_in_the_browser(page)
    log_in(page, live_server, address)

    page.goto(f"{live_server.url}/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("Desk computer")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Add Security Key")

    page.get_by_role("button", name="Log out").click()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    assert [line for line in complaints if "Content Security Policy" in line] == []
