"""The language of the pages: one's own choice, kept with the person; before the log-in, the browser's."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import Role, User
from tests.builders import a_place_for, an_actor, user_of

pytestmark = pytest.mark.django_db

TWO = [("en-gb", "English"), ("de", "Deutsch")]


@pytest.fixture(autouse=True)
def _two_languages(settings: LazySettings) -> None:
    settings.LANGUAGES = TWO


@pytest.fixture
def somebody() -> User:
    return user_of(an_actor(Role.PRESCRIBER, a_place_for(Role.PRESCRIBER)))


@pytest.fixture
def someone(client: Client, somebody: User) -> Client:
    client.force_login(somebody)
    return client


def _spoken(answer: Any) -> str:
    spoken: str = answer.content.decode().split('<html lang="')[1].split('"')[0]
    return spoken


def test_before_the_log_in_the_browser_is_asked(client: Client) -> None:
    assert _spoken(client.get("/account/login/", headers={"accept-language": "de-AT,en;q=0.5"})) == "de"
    assert _spoken(client.get("/account/login/", headers={"accept-language": "fi"})) == "en-gb"


def test_the_log_in_page_offers_the_others_by_a_plain_button(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert '<button type="submit" class="as-link" name="language" value="de" lang="de">Deutsch</button>' in page
    answer = client.post("/language/", {"language": "de", "next": "/account/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    assert _spoken(client.get("/account/login/", headers={"accept-language": "en"})) == "de"


def test_a_persons_own_choice_goes_with_her_to_every_machine(someone: Client, somebody: User) -> None:
    someone.post("/language/", {"language": "de", "next": "/you/"})
    another = Client()
    another.force_login(somebody)
    assert _spoken(another.get("/you/", headers={"accept-language": "en"})) == "de"


def test_her_choice_counts_more_than_what_the_machine_was_left_in(someone: Client) -> None:
    someone.cookies["django_language"] = "de"
    assert _spoken(someone.get("/you/", headers={"accept-language": "de"})) == "en-gb"


@pytest.mark.parametrize("wrong", ["", "xx", "fr", "de; drop"])
def test_a_language_that_is_not_offered_changes_nothing(someone: Client, wrong: str) -> None:
    assert someone.post("/language/", {"language": wrong, "next": "/you/"}).status_code == 302
    assert _spoken(someone.get("/you/")) == "en-gb"


def test_it_leads_to_no_other_site(client: Client) -> None:
    assert client.post("/language/", {"language": "de", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_what_is_refused_unread_is_in_the_browsers_language_too(client: Client, settings: LazySettings) -> None:
    settings.MAINTENANCE = True
    assert _spoken(client.get("/", headers={"accept-language": "de"})) == "de"
