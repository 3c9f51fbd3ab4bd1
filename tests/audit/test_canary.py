"""A patient with a name like no other walks through every page: her name stays on the pages that need it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.core import mail, serializers
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.actor import SCHEDULER
from accounts.acts import carries
from accounts.declare import PUBLIC
from accounts.models import Role, Submission
from audit.models import Entry
from outbox.models import Message
from reminders.operations import send_batch
from tests.accounts.address_book import House, a_house, addresses
from tests.accounts.test_policy import in_every_role
from tests.audit.test_trail import CANARY, TELLTALE
from tests.builders import a_woman_ready_for_dispensing, an_identity

pytestmark = pytest.mark.django_db

NAMES = ("zzqx", "xqzz", "birdy")
WITHOUT_NAMES = (Role.AUTHORITY, Role.SAFETY_OFFICER, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)


@pytest.fixture
def house() -> House:
    """Furnish a house with the canary in it."""
    return a_house(a_woman_ready_for_dispensing(identity=an_identity(**CANARY)))


@dataclass(frozen=True, slots=True)
class Answered:
    """What an address of the registry's own answered, and since when the trail may have a line about it."""

    role: str
    name: str
    url: str
    method: str
    response: Any
    since: dt.datetime

    @property
    def shows_her(self) -> bool:
        return bool(_told(self.response.content.decode(errors="replace"), NAMES))


def _answers(house: House, role: str, client: Client) -> Iterator[Answered]:
    """Open every address of the registry's own, and send it too where the role is not turned away at the door."""
    asks: dict[str, Callable[[str], Any]] = {
        "GET": client.get,
        "POST": partial(client.post, data={"name": "", "q": "x"}),
    }
    for address in (one for one in addresses() if one.is_ours):
        url = address.at(house.example(address))
        let_in = address.act == PUBLIC or carries(role, address.act or "undeclared")
        for method, ask in asks.items() if let_in else [("GET", client.get)]:
            since = timezone.now()
            yield Answered(role, address.name, url, method, ask(url), since)


def _told(text: str, words: tuple[str, ...] = TELLTALE) -> list[str]:
    return [word for word in words if word in text.lower()]


def _looked_at(patient: UUID, since: Any) -> bool:
    return Entry.objects.filter(at__gte=since, subjects__contains=[patient]).exists()


def test_her_name_is_shown_to_who_treats_her_with_a_line_each_and_is_in_no_log_trail_message_session_cache_or_mail(
    house: House, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[Answered] = []
    silent: list[Answered] = []
    for role, client in in_every_role(house).items():
        for one in _answers(house, role, client):
            assert _told(one.url + one.response.headers.get("Location", "")) == []
            if one.shows_her:
                shown.append(one)
                silent += [] if _looked_at(house.scene.patient_id, one.since) else [one]
        assert _told(str(dict(client.session.items()))) == []
    assert len(shown) > 40
    assert [(one.role, one.url) for one in shown if one.role in WITHOUT_NAMES] == []
    assert [(one.role, one.method, one.name) for one in silent] == []
    send_batch(by=SCHEDULER, at=timezone.now(), limit=100)
    assert mail.outbox
    for letter in mail.outbox:
        assert _told(f"{letter.subject}{letter.body}{letter.to}") == []
    for model in (Entry, Message, Submission):
        assert _told(serializers.serialize("json", model._default_manager.all())) == []
    out, err = capfd.readouterr()
    assert "route" in out + err + caplog.text
    assert _told(out + err + caplog.text) == []
    assert [key for key in _cached() if _told(str(key) + str(cache.get(key)))] == []


def _cached() -> list[str]:
    """List what the tests' own cache holds, by its bare keys."""
    server: Any = cache
    found = server._cache.get_client().keys(server.make_key("*"))
    return [key.decode().split(":", 2)[2] for key in found]


def test_a_card_that_is_not_known_shows_nobody(house: House) -> None:
    client = in_every_role(house)[Role.PHARMACIST]
    answer = client.post("/counter/", {"number": "0000-0000-0000"}, follow=True)
    assert _told(answer.content.decode(), NAMES) == []
