"""Signing in, failing to, signing out and changing a password each leave a line in the trail."""

import pytest
from django.test import Client

from accounts.models import Kind, Role, User
from audit.models import Entry
from tests.builders import an_actor, an_organisation, user_of

pytestmark = pytest.mark.django_db

PASSWORD = "a sentence nobody guesses"


@pytest.fixture
def person() -> User:
    user = user_of(an_actor(Role.PHARMACIST, an_organisation(Kind.PHARMACY)))
    user.set_password(PASSWORD)
    user.save()
    return user


def _sign_in(client: Client, person: User, password: str = PASSWORD) -> None:
    client.post("/account/login/", {"login": person.email, "password": password})


def _lines() -> list[tuple[str, str, str]]:
    entries = Entry.objects.filter(act="accounts.sign_in").order_by("at")
    return [(one.reason, one.outcome, one.object_id) for one in entries]


def test_a_sign_in_and_a_sign_out_are_written_down(client: Client, person: User) -> None:
    _sign_in(client, person)
    client.post("/account/logout/")
    assert _lines() == [("signed in", "done", str(person.pk)), ("signed out", "done", str(person.pk))]


def test_a_failed_sign_in_is_written_down_without_the_address_typed(client: Client, person: User) -> None:
    _sign_in(client, person, password="wrong, as it happens")
    assert _lines() == [("sign-in failed", "refused", "")]
    assert person.email not in str(Entry.objects.filter(act="accounts.sign_in").values())


def test_a_changed_password_is_written_down(client: Client, person: User) -> None:
    _sign_in(client, person)
    new = "another sentence nobody guesses"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert ("password changed", "done", str(person.pk)) in _lines()
