"""The registry does not start on a database role that could change the trail."""

import pytest
from django.core.checks import Error
from django.db import connection, connections
from pytest_django import DjangoDbBlocker, Settings

from ppp_registry.checks import UnsafeStart, check_before_serving, check_database_role
from ppp_registry.grants import append_only_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_owner(monkeypatch: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the application connect with the role that owns the tables."""
    owner = connections["owner"].settings_dict
    monkeypatch.setitem(connection.settings_dict, "USER", owner["USER"])
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", owner["PASSWORD"])


def test_the_tests_own_role_is_safe() -> None:
    assert check_database_role(databases=["default"]) == []


def test_other_checks_do_not_touch_the_database() -> None:
    assert check_database_role(databases=None) == []


@pytest.mark.django_db(transaction=True)
def test_an_owner_is_refused_by_name_with_the_remedy(as_owner: None) -> None:
    connection.close()
    found = check_database_role(databases=["default"])
    connection.close()
    assert {message.id for message in found} == {"registry.E001", "registry.E002"}
    assert all(isinstance(message, Error) for message in found)
    assert "the role owns tables" in found[0].msg
    assert append_only_tables()[0] in found[1].msg
    assert "DATABASE_OWNER_URL" in str(found[0].hint)


@pytest.mark.django_db(transaction=True)
def test_a_server_does_not_start_as_owner(as_owner: None) -> None:
    connection.close()
    with pytest.raises(UnsafeStart, match="DATABASE_URL: the role owns tables"):
        check_before_serving()


@pytest.mark.django_db(transaction=True)
def test_the_demo_warns_and_starts(as_owner: None, settings: Settings) -> None:
    settings.REFUSE_UNSAFE_DATABASE_ROLE = False
    connection.close()
    found = check_database_role(databases=["default"])
    assert found
    assert not any(message.is_serious() for message in found)
    check_before_serving()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    (found,) = check_database_role(databases=["default"])
    assert found.id == "registry.E003"
    assert "the database does not answer" in found.msg
