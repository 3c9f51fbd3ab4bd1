"""What the provider tells of a text message: kept once, and what did not arrive goes by the next way."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.actor import SCHEDULER
from audit.models import Entry, Outcome
from outbox.models import Message
from patients.models import Patient
from patients.operations import send_contact_code
from reminders.gateways import gateway
from reminders.models import FollowUp, Receipt
from reminders.operations import plan
from tests.builders import Scene, user_of
from tests.reminders.provider import Provider, a_provider
from tests.reminders.scenes import ADDRESS, DAY, LAST_DAY, MOBILE, a_patient_in_treatment, is_supplied, plan_and_send

pytestmark = pytest.mark.django_db

MORNING = LAST_DAY - 7 * DAY
SECRET = "s" * 40


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """Let text messages leave through the double of the provider, which is asked to tell what became of them."""
    gateway.cache_clear()
    with a_provider() as served:
        settings.SMS_GATEWAY, settings.SMS_RECEIPTS_SECRET = "reminders.gateways.smsapi.Smsapi", SECRET
        settings.SMSAPI_URL, settings.SMSAPI_TOKEN = served.url, "secret"
        yield served
    gateway.cache_clear()


@pytest.fixture
def both_ways(provider: Provider, time_machine_at_noon: None) -> Scene:
    scene = a_patient_in_treatment(mobile=MOBILE, email=ADDRESS, reminder="sms")
    plan_and_send(MORNING)
    return scene


@pytest.fixture
def time_machine_at_noon() -> Iterator[None]:
    """Let the provider tell an hour after the message went out."""
    with time_machine.travel(MORNING + DAY / 24, tick=False):
        yield


def _tells(provider: Provider, word: str, *, method: str = "get") -> tuple[int, str]:
    """Let the double tell of everything that it has taken, at the address that it was given."""
    address, told = provider.receipt(word)
    answer = getattr(Client(), method)(urlsplit(address).path, told)
    return answer.status_code, answer.content.decode()


def _mails() -> int:
    return len([one for one in mail.outbox if one.to == [ADDRESS]])


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_arrived_is_kept_as_delivered(method: str, both_ways: Scene, provider: Provider) -> None:
    assert _tells(provider, "DELIVERED", method=method) == (200, "OK")
    row = Receipt.objects.get()
    assert (row.outcome, row.word, row.message.kind) == ("delivered", "DELIVERED", "reminder")
    plan_and_send(MORNING + DAY / 12)
    assert (_mails(), FollowUp.objects.count()) == (0, 0)


@pytest.mark.parametrize("word", ["UNDELIVERED", "EXPIRED", "FAILED", "REJECTED", "NOT_FOUND", "405", "STOP"])
def test_what_did_not_arrive_goes_by_the_next_way_and_once(word: str, both_ways: Scene, provider: Provider) -> None:
    for _told_twice in range(2):
        assert _tells(provider, word) == (200, "OK")
    plan_and_send(MORNING + DAY / 12)
    assert (_mails(), FollowUp.objects.count()) == (1, 0)
    assert Receipt.objects.get().outcome == "undelivered"


def test_where_no_way_is_left_somebody_is_to_telephone(provider: Provider, time_machine_at_noon: None) -> None:
    a_patient_in_treatment()
    plan_and_send(MORNING)
    _tells(provider, "UNDELIVERED")
    assert [(one.why, one.occasion) for one in FollowUp.objects.all()] == [("telephone", "visit")]


def test_a_number_that_did_not_answer_once_is_written_to_the_next_time(both_ways: Scene, provider: Provider) -> None:
    _tells(provider, "EXPIRED")
    plan_and_send(LAST_DAY - 2 * DAY)
    assert len(provider.sent) == 2


def test_who_came_meanwhile_is_not_written_to_again(both_ways: Scene, provider: Provider) -> None:
    is_supplied(both_ways, at=MORNING)
    _tells(provider, "UNDELIVERED")
    plan_and_send(MORNING + DAY / 12)
    assert (_mails(), FollowUp.objects.count()) == (0, 0)


@pytest.mark.parametrize("word", ["SENT", "QUEUE", "ACCEPTED", "UNKNOWN", "403", "", "delivered?", "\x00"])
def test_what_is_not_the_end_says_nothing(word: str, both_ways: Scene, provider: Provider) -> None:
    assert _tells(provider, word) == (200, "OK")
    assert Receipt.objects.get().outcome == ""


def test_the_first_word_stands(both_ways: Scene, provider: Provider) -> None:
    _tells(provider, "DELIVERED")
    _tells(provider, "UNDELIVERED")
    assert Receipt.objects.get().outcome == "delivered"
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"idx": "0b5c9b8e-6a52-4f0e-9d3c-0f4a8d7d1c11", "status_name": "UNDELIVERED"},
        {"idx": "not a key", "status_name": "UNDELIVERED"},
        {"idx": ",,,", "status_name": "UNDELIVERED,UNDELIVERED"},
        {"idx": "x," * 10_000, "status_name": "UNDELIVERED," * 10_000},
        {"idx": "\x00", "status": "405", "to": MOBILE},
    ],
    ids=["nothing", "unknown", "no-key", "commas", "many", "nul"],
)
def test_an_unknown_key_is_answered_like_a_known_one(told: dict[str, str], both_ways: Scene) -> None:
    answer = Client().post(f"/receipts/{SECRET}/", told)
    assert (answer.status_code, answer.content) == (200, b"OK")
    assert Receipt.objects.get().outcome == ""


@pytest.mark.parametrize("secret", ["s" * 39, "x", "%00", "é", "s" * 5000])
def test_at_another_address_there_is_no_such_page(secret: str, both_ways: Scene, provider: Provider) -> None:
    _address, told = provider.receipt("UNDELIVERED")
    assert Client().get(f"/receipts/{secret}/", told).status_code == 404
    assert Receipt.objects.get().outcome == ""


def test_without_a_secret_nobody_is_asked_and_nobody_is_heard(provider: Provider, settings: Settings) -> None:
    settings.SMS_RECEIPTS_SECRET = ""
    a_patient_in_treatment()
    plan_and_send(MORNING)
    [sent] = provider.sent.values()
    assert "notify_url" not in sent
    assert not Receipt.objects.exists()
    assert Client().get("/receipts//").status_code == 404


def test_several_are_told_in_one_call(both_ways: Scene, provider: Provider) -> None:
    other = a_patient_in_treatment()
    plan_and_send(MORNING)
    assert len(provider.sent) == 2
    _tells(provider, "DELIVERED")
    assert set(Receipt.objects.values_list("outcome", flat=True)) == {"delivered"}
    assert Message.objects.filter(recipient_id=other.patient_id, kind="reminder").count() == 1


def test_a_record_that_cannot_be_judged_holds_up_no_other(
    both_ways: Scene, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider is told to ask again, and what could be kept is kept."""
    a_patient_in_treatment(at=LAST_DAY - 27 * DAY)
    plan_and_send(MORNING)
    broken = Receipt.objects.filter(message__recipient_id=both_ways.patient_id).get()

    def cannot(*, reminders: list[object], at: object) -> dict[object, object]:
        if str(getattr(reminders[0], "id", "")) == str(broken.message.about_id):
            raise LookupError("a row that nobody can read")
        return {}

    monkeypatch.setattr("reminders.operations.receipts.cases_of", cannot)
    assert _tells(provider, "UNDELIVERED")[0] == 503
    assert sorted(Receipt.objects.values_list("outcome", flat=True)) == ["", "undelivered"]


def test_a_code_that_did_not_arrive_is_kept_as_that_and_asked_for_anew(
    provider: Provider, time_machine_at_noon: None
) -> None:
    scene = a_patient_in_treatment(confirmed=False)
    her = Patient.objects.get(id=scene.patient_id)
    send_contact_code(by=scene.prescriber, at=MORNING, patient=her, channel="sms")
    plan_and_send(MORNING)
    _tells(provider, "UNDELIVERED")
    receipt = Receipt.objects.get(message__kind="contact_code")
    assert receipt.outcome == "undelivered"
    assert not Message.objects.filter(kind="contact_code").exclude(id=receipt.message_id).exists()


def test_those_who_treat_her_and_those_who_watch_read_it_and_the_trail_names_nobody(
    both_ways: Scene, provider: Provider
) -> None:
    _tells(provider, "UNDELIVERED")
    client = Client()
    client.force_login(user_of(both_ways.prescriber))
    page = client.get(f"/reminders/patient/{both_ways.enrolment.id}/").content.decode()
    assert "not delivered" in page
    assert "Pregnancy suspected: stop now" in page, "as on every page on which somebody may just hear of it"
    plan(by=SCHEDULER, at=MORNING)
    line = Entry.objects.filter(act="outbox.send", outcome=Outcome.DONE).latest("at")
    assert (line.role, line.subjects) == ("system", [])
