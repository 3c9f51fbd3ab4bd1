"""The adapter of the provider, tried against a double on the loopback; and what catches messages for the demo."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from reminders.gateways import NeverReached, NotAccepted
from reminders.gateways.capture import Capture
from reminders.gateways.smsapi import Smsapi
from tests.reminders.provider import Provider, a_provider

TEXT = "Przypomnienie: zadzwoń do 12 grudnia 2026 pod numer z karty."


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """Serve the double, and let the settings name it."""
    with a_provider() as served:
        settings.SMSAPI_URL, settings.SMSAPI_TOKEN, settings.SMS_SENDER = served.url, "secret", "Reminder"
        yield served


def test_a_message_is_handed_over_with_its_key_in_its_own_letters_and_in_one_part(provider: Provider) -> None:
    Smsapi().send(to="+48600100200", text=TEXT, key="key-1")
    [sent] = provider.sent.values()
    assert sent == {
        "to": "48600100200", "message": TEXT, "from": "Reminder", "format": "json", "encoding": "utf-8",
        "idx": "key-1", "check_idx": "1", "max_parts": "1",
    }  # fmt: skip
    assert provider.tokens == {"Bearer secret"}


def test_a_key_that_was_taken_before_is_not_sent_again_and_is_no_failure(provider: Provider) -> None:
    gateway = Smsapi()
    gateway.send(to="+48600100200", text=TEXT, key="key-1")
    gateway.send(to="+48600100200", text=TEXT, key="key-1")
    assert (len(provider.sent), provider.calls["key-1"]) == (1, 2)


@pytest.mark.parametrize(
    "answer",
    [
        {"error": 13, "message": "No correct phone numbers", "invalid_numbers": [{"number": "48600100200"}]},
        {"error": 57, "message": "The number is blacklisted for this user"},
        {"error": 59, "message": "Number is added to OptOut list"},
        {"count": 1, "list": [{"id": "", "number": "48600100200", "error": 13}]},
    ],
)
def test_a_number_that_is_none_or_wants_nothing_is_never_reached(provider: Provider, answer: dict[str, Any]) -> None:
    provider.answers = [(200, json.dumps(answer))]
    with pytest.raises(NeverReached):
        Smsapi().send(to="+48600100200", text=TEXT, key="key-1")


@pytest.mark.parametrize(
    "answer",
    [
        (200, json.dumps({"error": 103, "message": "Not enough credits"})),
        (200, json.dumps({"error": 424242, "message": "Nobody knows this one"})),
        (200, json.dumps({"error": "13", "message": "In letters"})),
        (200, json.dumps({"count": 1, "list": [{"id": "", "error": 103}]})),
        (401, json.dumps({"error": 101, "message": "Authorization failed"})),
        (500, "<html>"),
        (200, "[]"),
        (200, "{}"),
        (200, "null"),
        (302, ""),
        (200, json.dumps({"count": 0, "list": []})),
    ],
)
def test_whatever_else_is_answered_may_be_tried_again(provider: Provider, answer: tuple[int, str]) -> None:
    provider.answers = [answer]
    with pytest.raises(NotAccepted):
        Smsapi().send(to="+48600100200", text=TEXT, key="key-1")


def test_a_provider_that_is_not_there_may_be_tried_again(settings: Settings) -> None:
    settings.SMSAPI_URL = "http://127.0.0.1:9/sms.do"
    with pytest.raises(NotAccepted):
        Smsapi().send(to="+48600100200", text=TEXT, key="key-1")


def test_a_key_that_could_be_read_as_something_else_is_refused_before_anything_is_sent(provider: Provider) -> None:
    with pytest.raises(ValueError, match="letters, digits and hyphens"):
        Smsapi().send(to="+48600100200", text=TEXT, key="key|1")
    assert not provider.calls


def test_the_catcher_keeps_each_key_once(settings: Settings, tmp_path: Path) -> None:
    settings.SMS_FILE_PATH = tmp_path / "sms"
    for text in (TEXT, "another"):
        Capture().send(to="+48600100200", text=text, key="key-1")
    [file] = (tmp_path / "sms").iterdir()
    assert json.loads(file.read_text()) == {"to": "+48600100200", "text": TEXT}
