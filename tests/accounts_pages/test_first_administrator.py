"""The first administrator: made by a command, because nobody could appoint her; and only the first."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, Role
from accounts.queries import people_named
from audit.models import Entry

pytestmark = pytest.mark.django_db

OFFICE = ["--organisation=Office", "--country=BE", "--time-zone=Europe/Brussels", "--telephone=+32 2 555 00 00"]


def _appoint(email: str = "first@example.org", **_changes: Any) -> str:
    said = StringIO()
    call_command("first_administrator", email, "First Person", *OFFICE, stdout=said)
    return said.getvalue()


def test_she_has_the_role_and_no_password_and_the_trail_says_who_made_her() -> None:
    assert "first@example.org" in _appoint()
    membership = Membership.objects.get()
    assert (membership.role, membership.user.has_usable_password()) == (Role.ADMINISTRATOR, False)
    line = Entry.objects.get(object_id=str(membership.id))
    assert (line.actor_name, line.act) == ("manage.py first_administrator", "accounts.manage")


def test_a_second_one_is_refused_and_nothing_is_made() -> None:
    _appoint()
    with pytest.raises(CommandError, match="an administrator already"):
        _appoint("second@example.org")
    assert people_named(words="").count() == 1


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="valid email"):
        _appoint("nobody at all")
    assert not people_named(words="").exists()
