"""Rows 21 to 28: addresses and ids made up, mistyped, foreign; none tells that something exists, none breaks."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.declare import PUBLIC
from accounts.models import Role
from tests.accounts.address_book import Address, House, addresses
from tests.builders import a_place_for, a_woman_ready_for_dispensing, an_actor, user_of
from tests.hostile.holdings import holdings
from tests.pharmacies.desk import Desk as Counter
from tests.prescribers.desk import Desk, address

pytestmark = pytest.mark.django_db

NAMING = [one for one in addresses() if one.is_ours and one.keys and one.act != PUBLIC]
BAD_IDS = {
    "thirty digits": "1" * 30,
    "five thousand digits": "9" * 5000,
    "below zero": "-1",
    "Arabic digits": "٠١٢٣٤٥٦٧",
    "a UUID with a sign too many": "0190c0de-0000-7000-8000-000000000000x",
    "a UUID of capitals": str(UUID(int=5)).upper().replace("0", "A", 1),
    "NUL": "%00",
    "a path": "..%2f..%2fetc%2fpasswd",
    "SQL": "1'%20OR%20'1'='1",
    "nothing": "",
}
every_bad_id = pytest.mark.parametrize("bad", BAD_IDS.values(), ids=list(BAD_IDS))


def _client(one: Address, house: House) -> Client:
    client = Client(raise_request_exception=False)
    actor = house.scene.pharmacist if one.name.startswith("pharmacies:") else house.scene.prescriber
    client.force_login(user_of(actor))
    return client


def _with(one: Address, house: House, **wrong: str) -> str:
    """Write an address with a key replaced by something that no key can be."""
    right = {key: str(value) for key, value in house.example(one).items()} | wrong
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda key: right[key.group(1)], one.route)


# --- 21, 23 -------------------------------------------------------------------------------------------------


@every_bad_id
def test_row_21_an_id_that_is_none_is_not_there(house: House, bad: str) -> None:
    wrong = []
    for one in NAMING:
        client = _client(one, house)
        for key in one.keys:
            if key == "kind":
                continue
            answer = client.get(_with(one, house, **{key: bad}))
            if answer.status_code != 404 or "There is no such page for you" not in answer.content.decode():
                wrong.append((one.name, key, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("kind", ["nothing", "card", "Test", "test%00", "__class__", "1" * 200])
def test_row_21_a_kind_of_entry_that_is_none_is_not_there(house: House, kind: str) -> None:
    one = next(one for one in NAMING if one.name == "prescribers:void")
    assert _client(one, house).get(_with(one, house, kind=kind)).status_code == 404


PATHS = [
    "/patients/../account/login/", "/patients/%2e%2e%2faccounts/", "/patients/..%252f..%252fetc/passwd",
    "/patients/;jsessionid=1/", "/patients;jsessionid=1/", "/static/../manage.py", "/static/%2e%2e/manage.py",
    "/static/..%5c..%5cmanage.py", "/patients/%c0%ae%c0%ae/", "/patients/%ff/",
    "/patients/\u202e/", "/.env", "/.git/config", "/admin/", "/patients/" + "a/" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_row_23_a_path_that_climbs_or_hides_is_not_there(house: House, path: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(house.scene.prescriber))
    answer = client.get(path)
    assert answer.status_code in (404, 400)
    assert b"SECRET_KEY" not in b"".join(answer)


# --- 22 -----------------------------------------------------------------------------------------------------

QUERIES = [
    "d=2026-13-45", "d=%00", "page=%00", "page=-1", "page=99999999999999999999999", "page=1&page=2", "page=١",
    "since_day=31&since_month=2&since_year=2026", "since_day=%00", "until_day=2026-13-45", "since_day=%ff",
    "part=%00", "part[]=1", "sort=%27%3B--", "category=%F0%9F%92%A3", "next=//evil.example", "&".join(["a=b"] * 500),
    "x=" + "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_row_22_no_question_behind_an_address_breaks_a_page(query: str, house: House) -> None:
    roles = ("administrator", "authority", "safety_officer", "programme_manager")
    actors = {role: an_actor(role, a_place_for(role)) for role in roles} | {"prescriber": house.scene.prescriber}
    pages = {
        "administrator": ["/people/"], "authority": ["/figures/"], "safety_officer": ["/safety/"],
        "programme_manager": ["/programmes/"], "prescriber": ["/patients/", address(house.scene.enrolment, "record")],
    }  # fmt: skip
    for role, paths in pages.items():
        client = Client(raise_request_exception=False)
        client.force_login(user_of(actors[role]))
        for path in paths:
            answer = client.get(f"{path}?{query}")
            assert answer.status_code in (200, 400, 404, 422), (path, answer.status_code)
            assert b"evil.example" not in answer.content


@pytest.mark.parametrize("typed", ["2026-13-45", "%00", "31.2.2026", "tomorrow", "9" * 5000, "1.1.0001"])
def test_row_22_a_period_that_is_none_is_sent_back_with_its_field(typed: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(an_actor(Role.AUTHORITY, a_place_for(Role.AUTHORITY))))
    answer = client.get(f"/figures/?since_day={typed}&until_day=2026-01-01")
    assert answer.status_code in (400, 422)
    assert "From" in answer.content.decode()


# --- 24 -----------------------------------------------------------------------------------------------------


def test_row_24_a_strangers_patient_and_none_at_all_cost_the_same_questions_and_give_the_same_page(
    house: House, strange_house: House
) -> None:
    """As many questions to the database, hence the same class of time; a clock in a test would lie."""
    for one in NAMING:
        client = _client(one, house)
        foreign = _asked(client, one.at(strange_house.example(one)))
        unknown = _asked(client, one.at({key: uuid4() if key != "kind" else "test" for key in one.keys}))
        assert foreign == unknown, one.name


def _asked(client: Client, path: str) -> tuple[int, int, str]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(path)
    return answer.status_code, len(asked), re.sub(r'value="[^"]{20,}"', "", answer.content.decode())


# --- 25 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [one for one in NAMING if "row_id" in one.keys], ids=lambda one: one.name)
def test_row_25_a_row_of_another_patient_of_ones_own_is_not_found_under_this_one(
    one: Address, house: House, other_house: House
) -> None:
    mixed = {**house.example(one), "row_id": other_house.example(one)["row_id"]}
    client = _client(one, house)
    carried = Desk(house.scene.prescriber).opens(address(house.scene.enrolment, "interrupt")).hidden
    before = holdings()
    statuses = {client.get(one.at(mixed)).status_code, client.post(one.at(mixed), carried).status_code}
    assert 404 in statuses <= {404, 405}
    assert holdings() == before


# --- 26 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example", "%00"],
)
def test_row_26_nobody_is_sent_elsewhere_after_the_log_in(target: str, house: House) -> None:
    user = user_of(house.scene.prescriber)
    answer = Client().post(
        "/account/login/", {"login": user.email, "password": "a long enough password", "next": target}
    )
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).netloc == ""
    assert answer["Location"] in ("/", "%00")  # the last is an address of the registry's own, and leads nowhere


def test_row_26_a_page_it_came_from_leads_back_only_within_the_registry(house: House) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(house.scene.pharmacist))
    tell = f"/counter/{house.keys['dispensed']}/tell/"
    for sent_from, led_back in {
        "http://testserver/counter/": True,
        "http://evil.example/counter/": False,
        "http://testserver//evil.example/": False,
        "javascript:alert(1)": False,
    }.items():
        page = client.post(tell, {"nonce": str(uuid4())}, headers={"Referer": sent_from})
        assert page.status_code in (409, 422)
        assert ("Back to the page you came from" in page.content.decode()) is led_back
        assert "evil.example" not in page.content.decode()


def test_row_26_somebody_elses_passkey_is_neither_renamed_nor_removed(house: House) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(house.scene.prescriber))
    answers = {client.get(f"/account/2fa/webauthn/keys/{number}/remove/").status_code for number in (1, 2, 10**30)}
    assert answers <= {302, 404}


# --- 27, 28 -------------------------------------------------------------------------------------------------


def test_row_27_who_tries_one_number_after_the_other_is_held_up_after_twenty(house: House) -> None:
    counter = Counter(house.scene.pharmacist)
    statuses = [counter.check(f"{number:012d}").status for number in range(1, 23)]
    assert statuses[:20] == [200] * 20
    assert statuses[20:] == [429, 429]
    assert counter.check(house.scene.card.number).status == 200


def test_row_27_two_cards_that_follow_each_other_have_nothing_in_common() -> None:
    cards = [a_woman_ready_for_dispensing().card.number for _card in range(3)]
    shared: list[Any] = [sum(a == b for a, b in zip(cards[0], other, strict=True)) for other in cards[1:]]
    assert max(shared) < 8


def test_row_28_a_card_number_is_read_as_it_is_typed_and_nothing_else_is_guessed(house: House) -> None:
    number = house.scene.card.number
    counter = Counter(house.scene.pharmacist)
    for typed in (number.lower(), f" {number[:4]} {number[4:8]}-{number[8:]} ", number.replace("0", "O")):
        answer = counter.check(typed)
        assert (answer.status, "unknown" in answer.title.lower()) == (200, False)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    assert counter.check(wide).status in (200, 422)
    assert counter.check(number[:-1] + ("0" if number[-1] != "0" else "1")).title != "YES – dispense"
