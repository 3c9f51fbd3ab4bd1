"""The page that lays the rules of the countries side by side."""

import pytest
from django.test import Client

from accounts.models import Role
from tests.builders import a_place_for, an_actor, user_of

pytestmark = pytest.mark.django_db

READERS = {Role.AUTHORITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}


def _page(client: Client, role: str) -> str:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    return client.get("/programmes/countries/").content.decode()


@pytest.mark.parametrize("role", sorted(READERS))
def test_each_reader_sees_where_the_countries_differ(client: Client, role: str) -> None:
    page = _page(client, role)
    assert "Pomalidomide, Switzerland" in page
    assert "Both tubes tied (tubal sterilisation)" in page
    assert "within 6 days" in page
    assert page.count("1 rule<") == 6  # France, Ireland, Italy, the Netherlands, Poland, Spain: the clock alone


def test_the_override_of_one_country_is_inherited_by_none(client: Client) -> None:
    assert _page(client, Role.AUTHORITY).count(">Belgium<") == 1


@pytest.mark.parametrize("role", sorted(set(Role) - READERS))
def test_nobody_else_may_open_it(client: Client, role: str) -> None:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    assert client.get("/programmes/countries/").status_code == 403
