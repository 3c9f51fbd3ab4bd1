"""The watchers are watched: red when something is late or silent, figures for who knows the token, a person retries."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.actor import SCHEDULER
from accounts.models import Organisation, Role
from outbox.models import Message, Recipient, State
from outbox.operations import put
from reminders.models import Heartbeat
from reminders.operations import beat, plan, tell_who_watches
from reminders.tasks import plan_due, send_due
from tests.builders import a_place_for, a_user, an_actor, now, user_of

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
HEALTH, METRICS, WATCH = "/reminders/health/", "/reminders/metrics/", "/reminders/watch/"


def _both_tasks_ran(at: dt.datetime) -> None:
    plan(by=SCHEDULER, at=at)
    beat(at=at)


def _put(due_at: dt.datetime) -> Message:
    user = a_user()
    put(
        key=f"role_given:{user.id}", kind="role_given", recipient=Recipient.USER, recipient_id=user.id,
        about_id=user.id, at=due_at,
    )  # fmt: skip
    return Message.objects.get()


def _health() -> tuple[int, list[str]]:
    answer = Client().get(HEALTH)
    return answer.status_code, answer.json().get("faults", [])


def test_it_is_green_while_both_tasks_run_and_nothing_waits() -> None:
    _both_tasks_ran(now())
    _put(now() - 4 * MINUTE)
    assert _health() == (200, [])


def test_it_is_red_once_the_oldest_due_message_waits_for_more_than_five_minutes() -> None:
    _both_tasks_ran(now())
    _put(now() - 6 * MINUTE)
    assert _health() == (503, ["messages are late"])


def test_it_is_red_when_a_task_is_silent_and_before_it_was_ever_heard_of() -> None:
    assert _health() == (503, ["send is silent", "plan is silent"])
    _both_tasks_ran(now())
    Heartbeat.objects.filter(name="send").update(at=now() - 6 * MINUTE)
    assert _health() == (503, ["send is silent"])


def test_the_tasks_of_the_clock_keep_it_green() -> None:
    plan_due()
    send_due()
    assert _health() == (200, [])


@pytest.mark.parametrize("seconds", [-1, 1, -90, 90])
def test_it_is_red_while_the_clocks_differ_and_no_web_server_is_taken_away_for_it(seconds: int) -> None:
    with time_machine.travel(now() + dt.timedelta(seconds=seconds)):
        _both_tasks_ran(now())
        status, faults = _health()
        told = Client().get("/health/")
    apart = [f"the clocks of this server and of its database are {abs(seconds)} seconds apart"]
    assert (status, faults) == ((503, apart) if abs(seconds) > 2 else (200, []))
    assert told.status_code == 200
    assert abs(told.json()["seconds_apart"] - abs(seconds)) < 1


def test_late_reminders_close_no_counter() -> None:
    _put(now() - 60 * MINUTE)
    assert Client().get("/health/").status_code == 200


def test_the_figures_are_for_whoever_bears_the_token_and_to_everybody_else_there_is_no_such_page(
    settings: Settings,
) -> None:
    unknown = Client().get("/reminders/no-such-page/").content
    for token in ("", "secret"):
        settings.METRICS_TOKEN = token
        for given in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer guess"}):
            answer = Client().get(METRICS, headers=given)
            assert answer.status_code == 404
            assert len(answer.content) == len(unknown)
    _both_tasks_ran(now())
    _put(now() - 6 * MINUTE)
    told = Client().get(METRICS, headers={"Authorization": "Bearer secret"}).content.decode()
    assert "outbox_late 1.0" in told
    assert "calendar_healthy 0.0" in told
    assert "clocks_seconds_apart 0.0" in told
    assert 'calendar_silence_seconds{task="send"}' in told


def test_the_command_says_the_same_and_fails_where_a_person_must_look(capsys: pytest.CaptureFixture[str]) -> None:
    _both_tasks_ran(now())
    call_command("watch_reminders")
    assert "Due now: 0" in capsys.readouterr().out
    _put(now() - 6 * MINUTE)
    with pytest.raises(CommandError, match="messages are late"):
        call_command("watch_reminders")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER])
def test_a_person_sees_what_was_laid_aside_and_sends_it_again(role: str) -> None:
    message = _put(now())
    Message.objects.update(state=State.PARKED, finished_at=now(), attempts=5, last_error="ConnectionRefusedError")
    client = Client()
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    assert "ConnectionRefusedError" in client.get(WATCH).content.decode()
    page = client.get(f"{WATCH}{message.id}/")
    form = page.context["form"]
    answer = client.post(f"{WATCH}{message.id}/", {"nonce": form["nonce"].value()})
    assert (answer.status_code, answer["Location"]) == (302, WATCH)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)
    assert client.get(f"{WATCH}{message.id}/").status_code == 404


def test_who_may_send_it_again_is_told_within_the_minute_and_once_a_day_while_it_waits() -> None:
    at = now()
    reader = user_of(an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER)))
    stranger = user_of(an_actor(Role.AUTHORITY, a_place_for(Role.AUTHORITY)))
    send_due()
    assert mail.outbox == []
    Message.objects.filter(id=_put(at).id).update(state=State.PARKED, finished_at=at)
    for _task in range(3):
        send_due()
    assert [one.to for one in mail.outbox] == [[reader.email]]
    assert WATCH in mail.outbox[0].body
    assert stranger.email not in mail.outbox[0].to
    tell_who_watches(at=at + 24 * 60 * MINUTE)
    assert Message.objects.filter(kind="laid_aside").count() == 2


def test_once_it_was_sent_again_nobody_is_told() -> None:
    at = now()
    an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    laid_aside = _put(at)
    Message.objects.filter(id=laid_aside.id).update(state=State.PARKED, finished_at=at)
    tell_who_watches(at=at)
    Message.objects.filter(id=laid_aside.id).update(state=State.SENT)
    send_due()
    told = Message.objects.get(kind="laid_aside")
    assert (told.state, told.last_error, mail.outbox) == (
        State.DROPPED, "nothing waits for a person any more", [],
    )  # fmt: skip


@pytest.mark.parametrize(("zone", "clock"), [("Europe/Brussels", "13:40"), ("Europe/Lisbon", "12:40")])
def test_a_moment_is_told_by_the_clock_of_the_readers_place(zone: str, clock: str) -> None:
    message = _put(now())
    noon = dt.datetime(2026, 1, 9, 12, 40, tzinfo=dt.UTC)
    Message.objects.update(state=State.PARKED, finished_at=noon, attempts=5, last_error="ConnectionRefusedError")
    client, place = Client(), a_place_for(Role.ADMINISTRATOR)
    Organisation.objects.filter(id=place.id).update(time_zone=zone)
    client.force_login(user_of(an_actor(Role.ADMINISTRATOR, place)))
    for path in (WATCH, f"{WATCH}{message.id}/"):
        assert f"9 Jan 2026, {clock}" in client.get(path).content.decode(), path
