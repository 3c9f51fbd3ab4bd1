"""The administrator's list of people and roles."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Kind, Membership, Role, User
from accounts.operations import end_role
from tests.builders import LONG_AGO, a_centre, a_place_for, a_user, an_actor, an_organisation, now, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    """Log an administrator in."""
    client.force_login(user_of(an_actor(Role.ADMINISTRATOR, an_organisation(Kind.COMPANY))))
    return client


def test_everybody_stands_there_with_role_place_and_days(administrator: Client) -> None:
    an_actor(Role.DELEGATE, a_centre(name="Sint-Elders"), name="Nora Someone")
    page = administrator.get("/people/").content.decode()
    assert all(words in page for words in ("Nora Someone", "delegate", "Sint-Elders", "1 Jan 2015"))


def test_many_people_are_shown_page_by_page_with_the_same_queries(
    administrator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n:04}") for n in range(150))
    place = a_centre()
    Membership.objects.bulk_create(
        Membership(user=one, organisation=place, role=Role.DELEGATE, valid_from=LONG_AGO) for one in people
    )
    with django_assert_num_queries(5):  # session, user, roles; how many there are, and a page of them
        first = administrator.get("/people/").content.decode()
    assert first.count("<tr role=") == 1 + 100
    assert "1 to 100 of 151" in first


def test_a_role_that_ended_is_gone_from_the_list_and_from_its_holder(administrator: Client) -> None:
    nora = an_actor(Role.DELEGATE, a_centre(), name="Nora Someone")
    end_role(
        by=an_actor(Role.ADMINISTRATOR, an_organisation(Kind.COMPANY)),
        at=now(),
        membership=Membership.objects.get(user_id=nora.person_id),
        valid_until=now().date() - dt.timedelta(days=1),
    )
    assert "Nora Someone" not in administrator.get("/people/").content.decode()
    hers = Client()
    hers.force_login(user_of(nora))
    assert "You have no role here yet" in hers.get("/", follow=True).content.decode()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_may_open_the_list(client: Client, role: str) -> None:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    assert client.get("/people/").status_code == 403


def test_who_works_in_two_places_chooses_and_is_taken_to_the_first_page_of_that_role(client: Client) -> None:
    user = a_user(name="Two Hats")
    for place, role in ((a_centre(), Role.DELEGATE), (an_organisation(Kind.AUTHORITY), Role.AUTHORITY)):
        Membership.objects.create(user=user, organisation=place, role=role, valid_from=LONG_AGO)
    client.force_login(user)
    assert "Choose the role you work in now" in client.get("/", follow=True).content.decode()
    chosen = Membership.objects.get(user=user, role=Role.AUTHORITY)
    answer = client.post("/context/", {"membership": str(chosen.id)}, follow=True)
    assert answer.request["PATH_INFO"] == "/figures/"


def test_a_role_of_somebody_else_cannot_be_chosen(client: Client) -> None:
    other = an_actor(Role.ADMINISTRATOR, an_organisation(Kind.COMPANY))
    client.force_login(user_of(an_actor(Role.DELEGATE, a_centre())))
    assert client.post("/context/", {"membership": str(other.membership_id)}).status_code == 404
    assert client.get("/people/").status_code == 403


@pytest.mark.parametrize("path", ["/help/", "/accessibility/"])
def test_the_pages_that_help_are_open_to_everybody_and_give_the_telephone(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'href="tel:' in answer.content.decode().split("<main")[1]
