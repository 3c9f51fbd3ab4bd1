"""The time at the desk: asked before it is over, words kept when it is, ticks and results never; and one's sessions."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client

from accounts.actor import Actor
from accounts.drafts import draft_at, keep_draft
from accounts.models import Draft, Role, Session
from foundation.drafts import worth_keeping
from patients.models import PregnancyTest, Stop
from tests.builders import (
    PASSWORD,
    Scene,
    a_centre,
    a_pharmacist,
    a_place_for,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
    user_of,
)

pytestmark = pytest.mark.django_db

LATE = dt.timedelta(minutes=31)


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


@pytest.fixture
def hers(scene: Scene) -> Client:
    client = Client()
    client.force_login(user_of(scene.prescriber))
    return client


@pytest.fixture
def later() -> Iterator[None]:
    with time_machine.travel(now() + LATE):
        yield


def _log_in(client: Client, actor: Actor, path: str) -> None:
    client.post("/account/login/", {"login": user_of(actor).email, "password": PASSWORD, "next": path})


def _send(client: Client, path: str, **words: str) -> str:
    answer = client.post(path, words, headers={"Referer": f"http://testserver{path}"})
    assert answer.status_code == 302
    return answer["Location"]


# --- the limit -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_a_prescriber_is_logged_out_after_half_an_hour_without_a_page(hers: Client, minutes: int, status: int) -> None:
    with time_machine.travel(now() + dt.timedelta(minutes=minutes)):
        assert hers.get("/patients/").status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
def test_at_a_counter_it_is_a_quarter_of_an_hour(minutes: int, status: int) -> None:
    client = Client()
    client.force_login(user_of(a_pharmacist()))
    with time_machine.travel(now() + dt.timedelta(minutes=minutes)):
        assert client.get("/counter/").status_code == status


def test_every_page_begins_the_time_anew_but_twelve_hours_are_the_end(hers: Client) -> None:
    start = now()
    for turn in range(1, 29):
        with time_machine.travel(start + turn * dt.timedelta(minutes=25)):
            assert hers.get("/patients/").status_code == 200
    with time_machine.travel(start + dt.timedelta(hours=12, minutes=1)):
        assert hers.get("/patients/").status_code == 302


def test_asking_how_long_it_is_does_not_count_as_being_there_and_the_button_does(hers: Client) -> None:
    start = now()
    with time_machine.travel(start + dt.timedelta(minutes=29)):
        assert 0 < hers.get("/you/time-left/").json()["seconds"] <= 60
        assert hers.post("/you/time-left/").json()["seconds"] == 30 * 60
    with time_machine.travel(start + dt.timedelta(minutes=58)):
        assert hers.get("/patients/").status_code == 200


def test_a_form_that_the_page_keeps_by_itself_does_not_count_as_being_there(hers: Client, scene: Scene) -> None:
    path, start = f"/safety/report/{scene.enrolment.id}/", now()
    half = {"words": "Numb", "keep": "left"}
    with time_machine.travel(start + dt.timedelta(minutes=29)):
        assert hers.post(path, half).status_code == 204
        assert 0 < hers.get("/you/time-left/").json()["seconds"] <= 60
        assert hers.post(path, half | {"keep": "1"}).status_code == 302
        assert hers.get("/you/time-left/").json()["seconds"] > 29 * 60


def test_every_page_of_hers_bears_the_dialog_and_tells_the_limit_without_scripts(hers: Client) -> None:
    page = hers.get("/patients/").content.decode()
    assert 'data-minutes="30"' in page
    assert "after 30 minutes without a new page" in page
    assert "time-left" not in Client().get("/help/").content.decode()


# --- what was typed ---------------------------------------------------------------------------------------------


def test_a_form_sent_too_late_is_not_acted_on_and_its_words_come_back_after_the_log_in(
    hers: Client, scene: Scene, later: None
) -> None:
    path = f"/patients/{scene.enrolment.id}/interrupt/"
    login = _send(hers, path, reason="An operation on Friday", version="1", nonce="x")
    assert login == f"/account/login/?next={path}"
    assert not Stop.objects.exists()
    assert "An operation" not in hers.get(login).content.decode()
    _log_in(hers, scene.prescriber, path)
    page = hers.get(path).content.decode()
    assert "An operation on Friday" in page
    assert "What you had typed before you were logged out is back" in page


def test_a_tick_a_choice_and_a_test_result_never_come_back(hers: Client, scene: Scene, later: None) -> None:
    path = f"/patients/{scene.enrolment.id}/test/"
    fields = set(re.findall(r'name="([^"]+)"', _fresh(scene, path)))
    sent = dict.fromkeys(fields, "25") | {"result": "negative", "specimen": "blood", "supervised": "on"}
    _send(hers, path, **sent)
    _log_in(hers, scene.prescriber, path)
    page = hers.get(path).content.decode().split("<main")[1]
    assert "checked" not in page
    assert 'value="25"' not in page
    assert PregnancyTest.objects.count() == 1


def _fresh(scene: Scene, path: str) -> str:
    client = Client()
    client.force_login(user_of(scene.prescriber))
    return client.get(path).content.decode()


def test_nobody_else_gets_it_and_it_stands_nowhere_in_clear(hers: Client, scene: Scene, later: None) -> None:
    path = f"/patients/{scene.enrolment.id}/interrupt/"
    _send(hers, path, reason="Zzqx private words")
    kept = Draft.objects.get()
    assert "Zzqx" not in kept.sealed
    assert str(scene.enrolment.id) not in kept.address
    assert not any("Zzqx" in str(cookie) for cookie in hers.cookies.values())
    nurse = an_actor(Role.DELEGATE, a_centre())
    assert draft_at(user_id=nurse.person_id, path=path, at=now()) is None
    assert draft_at(user_id=scene.prescriber.person_id, path="/patients/", at=now()) is None
    Draft.objects.update(sealed=kept.sealed[:-2] + "xx")
    assert draft_at(user_id=scene.prescriber.person_id, path=path, at=now()) is None


def test_it_is_kept_for_an_hour_and_let_go_of_once_the_form_is_sent(scene: Scene) -> None:
    path, at = f"/patients/{scene.enrolment.id}/interrupt/", now()
    keep_draft(user_id=scene.prescriber.person_id, path=path, sent=QueryDict("reason=words"), at=at)
    assert draft_at(user_id=scene.prescriber.person_id, path=path, at=at + dt.timedelta(minutes=59)) is not None
    assert draft_at(user_id=scene.prescriber.person_id, path=path, at=at + dt.timedelta(minutes=61)) is None
    client = Client()
    client.force_login(user_of(scene.prescriber))
    page = client.get(path).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    client.post(path, hidden | {"reason": "words"}, headers={"Referer": f"http://testserver{path}"})
    assert not Draft.objects.exists()


def test_passwords_codes_and_tokens_are_never_kept() -> None:
    sent = {"password": "a", "oldpassword": "b", "code": "1", "csrfmiddlewaretoken": "t", "nonce": "n", "note": "kept"}
    assert worth_keeping(sent) == {"note": "kept"}


# --- one's own account --------------------------------------------------------------------------------------------


def test_sessions_are_listed_by_device_and_network_and_can_be_ended(scene: Scene) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0) Firefox/128.0"
    here, there, third = Client(), Client(headers={"User-Agent": firefox}, REMOTE_ADDR="203.0.113.77"), Client()
    for client in (here, there, third):
        _log_in(client, scene.prescriber, "/")
    page = here.get("/you/").content.decode()
    assert "Firefox, Windows" in page
    assert "203.0.113.0/24" in page
    assert "203.0.113.77" not in page
    assert not any(row.session_key in page for row in Session.objects.all())
    handle = re.search(r'name="session" value="(\w+)"[^>]*>Log out there<span[^>]*>: Firefox', page)
    assert handle is not None
    here.post("/you/sign-ins/end/", {"session": handle.group(1)})
    assert there.get("/you/").status_code == 302
    assert third.get("/you/").status_code == 200
    here.post("/you/sign-ins/end/", {})
    assert third.get("/you/").status_code == 302
    assert here.get("/you/").status_code == 200
    assert "Logged out elsewhere" in here.get("/you/").content.decode()


def test_somebody_elses_session_is_not_there_to_be_ended(scene: Scene, hers: Client) -> None:
    other = Client()
    other.force_login(user_of(scene.pharmacist))
    assert hers.post("/you/sign-ins/end/", {"session": "0" * 32}).status_code == 404
    hers.post("/you/sign-ins/end/", {})
    assert other.get("/you/").status_code == 200


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.PRESCRIBER, "/patients/"),
        (Role.PHARMACIST, "/counter/"),
        (Role.SAFETY_OFFICER, "/safety/inbox/"),
        (Role.PROGRAMME_MANAGER, "/programmes/"),
        (Role.ADMINISTRATOR, "/people/"),
    ],
)
def test_her_account_leads_back_to_the_first_page_of_her_role(role: Role, first: str) -> None:
    client = Client()
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    for page in ("/you/", "/account/password/change/"):
        shown = client.get(page, follow=True).content.decode()
        ways = re.search(r'<nav aria-label="Main">.*?</nav>', shown, re.DOTALL)
        assert ways, page
        assert f'href="{first}"' in ways[0]


def test_what_is_sent_leads_back_and_a_page_of_the_desk_names_no_way_to_itself() -> None:
    client = Client()
    client.force_login(user_of(an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))))
    ways = '<nav aria-label="Main">'
    assert ways in client.get("/reminders/watch/").content.decode()
    assert ways not in client.get("/programmes/").content.decode()
