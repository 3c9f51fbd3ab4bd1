"""The demo's own pages: open to everybody, and only there."""

import re
from pathlib import Path

import pytest
from django.core.mail import send_mail
from django.test import Client
from pytest_django import Settings

from demo.models import Story
from pharmacies.pack_codes import read_pack
from programmes.models import Pack
from reminders.gateways.capture import Capture

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_folder(settings: Settings, tmp_path: Path) -> Path:
    """Catch mail as the demo does."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    settings.SMS_FILE_PATH = tmp_path / "sms"
    return tmp_path


def test_the_mailbox_shows_a_captured_mail_with_its_own_letters(client: Client, mail_folder: Path) -> None:
    send_mail(
        "Grüße an Ελένη", "First line\n\nhttp://localhost/patients/1/", "registry@example.org", ["anna@example.org"]
    )
    page = client.get("/demo/mailbox/").content.decode()
    assert "Grüße an Ελένη" in page
    assert "anna@example.org" in page
    assert 'href="http://localhost/patients/1/"' in page


def test_the_mailbox_lets_no_mail_write_into_the_page(client: Client, mail_folder: Path) -> None:
    send_mail("<script>alert(1)</script>", "<img src=x>", "registry@example.org", ["anna@example.org"])
    page = client.get("/demo/mailbox/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_the_mailbox_shows_a_text_message_beside_the_mails(client: Client, mail_folder: Path) -> None:
    send_mail("A subject", "A body", "registry@example.org", ["anna@example.org"])
    Capture().send(to="+32470123456", text="Przypomnienie: zadzwoń <b>", key="one")
    page = client.get("/demo/mailbox/").content.decode()
    assert "A subject" in page
    assert "+32470123456" in page
    assert "Przypomnienie: zadzwoń &lt;b&gt;" in page


def test_an_empty_mailbox_says_what_to_do(client: Client, mail_folder: Path) -> None:
    assert "No mail yet" in client.get("/demo/mailbox/").content.decode()


@pytest.mark.usefixtures("demo_data")
@pytest.mark.parametrize("path", ["/demo/", "/demo/cards/", "/demo/mailbox/"])
def test_a_stranger_may_open_every_page_of_the_demo(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.usefixtures("demo_data")
def test_the_cards_page_gives_codes_of_packs_that_a_counter_reads_each_time_of_new_boxes(client: Client) -> None:
    first, second = (re.findall(r"\(01\)[0-9A-Z()]+", client.get("/demo/cards/").content.decode()) for _ in range(2))
    read = [read_pack(code) for code in first]
    assert {code.gtin for code in read} == set(Pack.objects.values_list("gtin", flat=True))
    assert all(code.serial for code in read)
    assert not set(first) & set(second)


@pytest.mark.usefixtures("demo_data")
def test_the_cards_page_gives_every_number(client: Client) -> None:
    page = client.get("/demo/cards/").content.decode().replace("-", "")
    assert all(number in page for number in Story.objects.values_list("number", flat=True))
