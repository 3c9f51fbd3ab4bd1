"""A patient with a name like no other walks through every page: her name stays on the pages that need it."""

from typing import Any
from uuid import UUID

import pytest
from django.core import mail, serializers
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.actor import SCHEDULER
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


def _pages(house: House, client: Client) -> list[tuple[str, Any]]:
    """Open and send every address of the registry's own, and give what each answered."""
    answers = []
    for address in (one for one in addresses() if one.is_ours):
        url = address.at(house.example(address))
        answers += [(url, client.get(url)), (url, client.post(url, {"name": "", "q": "x"}))]
    return answers


def _told(text: str, words: tuple[str, ...] = TELLTALE) -> list[str]:
    return [word for word in words if word in text.lower()]


def _looked_at(patient: UUID, since: Any) -> bool:
    return Entry.objects.filter(at__gte=since, subjects__contains=[patient]).exists()


def test_her_name_is_shown_to_who_treats_her_and_is_in_no_log_trail_message_session_cache_address_or_mail(
    house: House, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[tuple[str, str]] = []
    for role, client in in_every_role(house).items():
        for url, response in _pages(house, client):
            assert _told(url + response.headers.get("Location", "")) == []
            shown += [(role, url)] * bool(_told(response.content.decode(errors="replace"), NAMES))
        assert _told(str(dict(client.session.items()))) == []
    assert len(shown) > 20
    assert [one for one in shown if one[0] in WITHOUT_NAMES] == []
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


def test_every_page_that_shows_her_name_leaves_a_line_that_names_her(house: House) -> None:
    silent, shown = [], 0
    for role, client in in_every_role(house).items():
        for address in (one for one in addresses() if one.is_ours):
            since, url = timezone.now(), address.at(house.example(address))
            response = client.get(url)
            if _told(response.content.decode(errors="replace"), NAMES):
                shown += 1
                if not _looked_at(house.scene.patient_id, since):
                    silent.append((role, address.name))
    assert shown > 20
    assert silent == []


def test_a_card_that_is_not_known_shows_nobody(house: House) -> None:
    client = in_every_role(house)[Role.PHARMACIST]
    answer = client.post("/counter/", {"number": "0000-0000-0000"}, follow=True)
    assert _told(answer.content.decode(), NAMES) == []
