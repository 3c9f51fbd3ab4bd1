"""Who is let in at the interface: a client with its secret, for a pharmacist of its pharmacy; nobody's browser."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core import signing
from django.test import Client

from accounts.client_secrets import hash_of
from accounts.models import InterfaceClient, Membership, Organisation, Role
from accounts.operations import end_client, suspend_organisation, suspend_user
from audit.models import Entry, Outcome
from pharmacies.interface.tokens import SALT, make_token
from tests.accounts.address_book import system_addresses
from tests.builders import Scene, a_pharmacist, a_pharmacy, a_place_for, an_actor, now, user_of
from tests.pharmacies.interface.caller import PROBLEM, Said, System, a_client, an_account, ask_for_token

pytestmark = pytest.mark.django_db

SECRET = "ppp_" + "s" * 43
GUARDED = [one for one in system_addresses() if one.name not in {"interface:token", "interface:openapi"}]


@pytest.fixture
def client_of_scene(scene: Scene) -> InterfaceClient:
    return a_client(Organisation.objects.get(id=scene.pharmacist.place_id), secret=SECRET)


@pytest.fixture
def system(scene: Scene) -> System:
    return System(scene.pharmacist)


# --- tokens --------------------------------------------------------------------------------------------


def test_a_secret_gets_a_token_with_which_a_card_is_checked(scene: Scene, client_of_scene: InterfaceClient) -> None:
    said = ask_for_token(client_of_scene.id, SECRET)
    assert (said.status, said.json["token_type"], said.json["expires_in"]) == (200, "Bearer", 300)
    assert said.response["Cache-Control"] == "no-store"
    system = System(scene.pharmacist, client=client_of_scene)
    system.token = said.json["access_token"]
    assert system.check(scene.card.number).json["dispense"] is True


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "s", hash_of(SECRET), "\ud800", "é" * 47])
def test_another_secret_gets_none_and_reads_like_a_client_that_is_not_there(
    client_of_scene: InterfaceClient, secret: str
) -> None:
    sent = secret.encode("utf-8", "replace").decode()
    wrong, nobodys = ask_for_token(client_of_scene.id, sent), ask_for_token(uuid4(), sent)
    assert (wrong.status, wrong.json["error"], wrong.is_problem) == (401, "invalid_client", True)
    assert wrong.response["WWW-Authenticate"].startswith("Basic")
    assert wrong.json | {"request_id": ""} == nobodys.json | {"request_id": ""}


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic !!!", "Basic e30=", "Bearer x", "Basic " + "A" * 5000, "Basic /w=="]
)
def test_a_header_that_names_no_client_gets_no_token(client_of_scene: InterfaceClient, header: str) -> None:
    assert ask_for_token(client_of_scene.id, SECRET, Authorization=header).status == 401


def _forged(client: InterfaceClient) -> dict[str, str]:
    good = make_token(client_id=client.id)
    return {
        "none": "",
        "not a token": "x",
        "NUL": "\x00",
        "a letter changed": ("A" if good[0] != "A" else "B") + good[1:],
        "its end cut off": good[:-1],
        "of another purpose": signing.dumps(str(client.id), salt="another"),
        "under another key": signing.dumps(str(client.id), salt=SALT, key="another"),
        "of nobody": make_token(client_id=uuid4()),
        "not an id": signing.dumps("x", salt=SALT),
        "a list": signing.dumps([str(client.id)], salt=SALT),
        "the id itself": str(client.id),
        "the secret itself": SECRET,
        "very long": "A" * 6000,
    }


def test_what_is_no_token_of_ours_opens_nothing(scene: Scene, client_of_scene: InterfaceClient) -> None:
    system = System(scene.pharmacist, client=client_of_scene)
    for what, token in _forged(client_of_scene).items():
        system.token = token
        said = system.check(scene.card.number)
        assert (said.status, said.json["code"], said.is_problem) == (401, "token_not_valid", True), what
        assert said.response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("kind", ["", "Basic", "bearer:", "Token"])
def test_a_token_of_another_kind_opens_nothing(scene: Scene, system: System, kind: str) -> None:
    said = system.send("check", {}, Authorization=f"{kind} {system.token}".strip())
    assert (said.status, said.json["code"]) == (401, "token_not_valid")


def test_a_token_runs_out(scene: Scene, system: System, settings: LazySettings) -> None:
    assert system.check(scene.card.number).status == 200
    settings.INTERFACE_TOKEN_LASTS = dt.timedelta(seconds=-1)
    assert system.check(scene.card.number).status == 401


# --- an end at once ------------------------------------------------------------------------------------


def _end(system: System) -> None:
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    end_client(by=administrator, at=now(), client=system.client, reason="another program")


def _suspend_pharmacy(system: System) -> None:
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    place = Organisation.objects.get(id=system.client.organisation_id)
    suspend_organisation(by=administrator, at=now(), organisation=place, reason="licence")


@pytest.mark.parametrize("ends", [_end, _suspend_pharmacy])
def test_a_client_that_ended_or_whose_pharmacy_is_suspended_is_dead_at_the_next_call(
    scene: Scene, ends: Callable[[System], None]
) -> None:
    client = a_client(Organisation.objects.get(id=scene.pharmacist.place_id), secret=SECRET)
    system = System(scene.pharmacist, client=client)
    assert system.check(scene.card.number).status == 200
    ends(system)
    assert system.check(scene.card.number).status == 401
    assert ask_for_token(client.id, SECRET).status == 401


def test_a_client_that_ran_out_is_dead(scene: Scene) -> None:
    place = Organisation.objects.get(id=scene.pharmacist.place_id)
    system = System(scene.pharmacist, client=a_client(place, secret=SECRET, at=now() - dt.timedelta(days=90)))
    assert system.check(scene.card.number).status == 401
    assert ask_for_token(system.client.id, SECRET).status == 401


def test_one_client_takes_over_before_another_ends(scene: Scene) -> None:
    first, second = System(scene.pharmacist), System(scene.pharmacist)
    assert {one.check(scene.card.number).status for one in (first, second)} == {200}
    _end(first)
    assert (first.check(scene.card.number).status, second.check(scene.card.number).status) == (401, 200)


# --- who acts ------------------------------------------------------------------------------------------


def _nobody(_scene: Scene) -> str:
    return "nobody@example.org"


def _of_another_pharmacy(_scene: Scene) -> str:
    return user_of(a_pharmacist()).email


def _ended(scene: Scene) -> str:
    Membership.objects.filter(user_id=scene.pharmacist.person_id).update(valid_until=now().date())
    return user_of(scene.pharmacist).email


def _suspended(scene: Scene) -> str:
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    suspend_user(by=administrator, at=now(), user=user_of(scene.pharmacist), reason="left")
    return user_of(scene.pharmacist).email


def _prescriber(scene: Scene) -> str:
    return user_of(scene.prescriber).email


@pytest.mark.parametrize("who", [_nobody, _of_another_pharmacy, _ended, _suspended, _prescriber])
def test_whoever_is_no_pharmacist_of_the_pharmacy_now_is_refused_everywhere_and_it_is_written_down(
    scene: Scene, system: System, who: Callable[[Scene], str]
) -> None:
    system.pharmacist = who(scene)
    bodies: dict[str, dict[str, Any]] = {
        "check": {"card": scene.card.number},
        "dispense": {"check": str(uuid4()), "capsules": 1, "counselled": True},
        "reverse": {"dispensing": str(uuid4()), "reason": "nobody came"},
        "wrong-person": {"check": str(uuid4())},
        "tell-prescriber": {"check": str(uuid4())},
        "supplies": {"check": str(uuid4())},
        "take-back": {"check": str(uuid4()), "supply": str(uuid4()), "capsules": 1},
        "override": {"check": str(uuid4()), **an_account(scene.pharmacist, why="travel")},
        "late-entry": {"card": "x", "day": "2026-01-01", "clock": "12:00", **an_account(scene.pharmacist)},
    }
    assert {f"api/v1/{name}" for name in bodies} == {one.route for one in GUARDED}
    for name, fields in bodies.items():
        said = system.act(name, **fields)
        assert (said.status, said.json["code"], said.json["param"]) == (403, "pharmacist_not_known", "pharmacist")
    lines = Entry.objects.filter(outcome=Outcome.REFUSED, through=str(system.client.id), reason="NotPermitted")
    assert sorted(lines.values_list("act", flat=True)) == sorted(str(one.act) for one in GUARDED)
    assert {(one.actor_id, one.actor_name) for one in lines} == {(None, system.client.name)}


def test_a_pharmacist_is_named_however_her_address_is_written(scene: Scene, system: System) -> None:
    system.pharmacist = system.pharmacist.upper()
    assert system.check(scene.card.number).status == 200


# --- nobody's browser ----------------------------------------------------------------------------------


def test_a_browser_that_is_logged_in_opens_nothing_of_the_interface(scene: Scene, system: System) -> None:
    system.browser.force_login(user_of(scene.pharmacist))
    for one in GUARDED:
        for headers in ({}, {"X-CSRFToken": "x"}):
            answer = system.browser.post(f"/{one.route}", {}, content_type="application/json", headers=headers)
            assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert system.check(scene.card.number).status == 200


def test_a_token_opens_no_page(scene: Scene, system: System) -> None:
    check = system.check(scene.card.number).json["id"]
    for path in ("/counter/", f"/counter/{check}/", "/", "/patients/", "/you/"):
        for ask in (Client().get, Client().post):
            answer = ask(path, headers={"Authorization": f"Bearer {system.token}"})
            assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) in (
                (302, "/account/login/"), (403, ""),
            )  # fmt: skip


def test_no_answer_sets_a_cookie_or_is_kept(scene: Scene, system: System) -> None:
    for said in (system.check(scene.card.number), system.send("check", b"x"), system.send("nothing", b"x")):
        assert not said.response.cookies
        assert said.response["Cache-Control"] == "no-store"


# --- how often -----------------------------------------------------------------------------------------


def test_a_client_that_calls_too_often_waits_and_no_other_does(
    scene: Scene, system: System, settings: LazySettings
) -> None:
    settings.INTERFACE_CALLS_A_MINUTE = 3
    told: list[Said] = [system.check(scene.card.number) for _ in range(5)]
    assert [one.status for one in told] == [200, 200, 200, 429, 429]
    assert told[-1].json["code"] == "too_many_calls"
    assert 0 < int(told[-1].response["Retry-After"]) <= 60
    assert System(scene.pharmacist).check(scene.card.number).status == 200
    use = InterfaceClient.objects.get(id=system.client.id).use
    type(use).objects.filter(client=system.client).update(since=use.since - dt.timedelta(minutes=1))
    assert system.check(scene.card.number).status == 200


def test_the_last_use_is_kept(scene: Scene, system: System) -> None:
    before = now()
    system.check(scene.card.number)
    use = InterfaceClient.objects.get(id=system.client.id).use
    assert use.last_used_at is not None
    assert use.last_used_at >= before


def test_a_client_of_a_pharmacy_that_is_not_registered_gets_a_no_like_its_page() -> None:
    system = System(a_pharmacist(pharmacy=a_pharmacy(registered=False)))
    assert system.check("000000000000").codes == ["card_unknown"]
