"""Rows 21 to 28: addresses and ids made up, mistyped, foreign; none tells that something exists, none breaks."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.declare import PUBLIC
from accounts.models import Kind, Role
from accounts.queries import holders_of
from audit.models import Entry, Outcome
from foundation.checksymbols import make_number
from outbox.models import Message
from patients.identity import person_of
from reminders.addresses import Address as Mailbox
from reminders.letters import letter
from tests.accounts.address_book import Address, House, addresses
from tests.accounts.test_policy import NAMES_A_PROGRAMME, OF_NO_PLACE
from tests.builders import a_place_for, a_woman_ready_for_dispensing, an_actor, an_organisation, now, user_of
from tests.hostile.clients import Clients
from tests.hostile.holdings import holdings
from tests.pharmacies.desk import Desk as Counter
from tests.prescribers.desk import Desk, a_delegate_of, address, boxes

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


def _with(one: Address, house: House, **wrong: str) -> str:
    """Write an address with a key replaced by something that no key can be."""
    right = {key: str(value) for key, value in house.example(one).items()} | wrong
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda key: right[key.group(1)], one.route)


# --- 21, 23 -------------------------------------------------------------------------------------------------


@every_bad_id
def test_row_21_an_id_that_is_none_is_not_there(house: House, bad: str) -> None:
    wrong, clients = [], Clients(house)
    for one in NAMING:
        client = clients.at(one)
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
    assert Clients(house).at(one).get(_with(one, house, kind=kind)).status_code == 404


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
    house: House, strange_house: House, settings: LazySettings
) -> None:
    """As many questions to the database, hence the same class of time; a clock in a test would lie."""
    settings.GUESSES_AT_MOST = 10_000  # nobody is told of while this is counted
    clients = Clients(house)
    for one in NAMING:
        if one.act in OF_NO_PLACE or one.name == NAMES_A_PROGRAMME:
            continue
        client = clients.at(one)
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
    client = Clients(house).at(one)
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


def _alike(client: Client, path: str, foreign: object, unknown: object, sent: dict[str, Any] | None = None) -> Any:
    """Ask with a foreign id and with one of nobody's, and give the one answer that both get.

    Both are asked at one instant: a page that says its minute would differ by that alone.
    """
    answers = []
    with time_machine.travel(now(), tick=False):
        for one in (str(foreign), str(unknown)):
            answer = client.get(path.replace("ID", one)) if sent is None else client.post(path, _naming(sent, one))
            words = re.sub(r'value="[^"]{20,}"', "", answer.content.decode()).replace(one, "ID")
            answers.append((answer.status_code, answer.headers.get("Location", ""), words))
    assert answers[0] == answers[1]
    return answers[0]


def _naming(sent: dict[str, Any], one: str) -> dict[str, Any]:
    return {key: value.replace("ID", one) if isinstance(value, str) else value for key, value in sent.items()}


@pytest.mark.parametrize("key", ["centre", "brand", "programme"])
def test_row_26_a_foreign_id_in_a_filter_of_the_figures_gives_none_and_no_difference(key: str, house: House) -> None:
    abroad = an_organisation(Kind.CENTRE, country="DE", name="Charité elsewhere")
    client = Client(raise_request_exception=False)
    client.force_login(user_of(house.authority))
    for page in ("/figures/", "/figures/export/?table=compliance&as=csv&"):
        address_ = f"{page}{'' if '?' in page else '?'}{key}=ID"
        status, _location, words = _alike(client, address_, abroad.id, uuid4())
        assert status == 422
        assert "choose one of the answers listed" in words
        assert abroad.name not in words


@pytest.mark.parametrize("key", ["category", "status", "whose", "show", "order", "page"])
def test_row_26_a_foreign_id_in_a_filter_or_sort_of_the_worklist_is_as_if_not_asked(
    key: str, house: House, strange_house: House
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(house.scene.prescriber))
    foreign = strange_house.scene
    status, _location, words = _alike(client, f"/patients/?{key}=ID", foreign.enrolment.id, uuid4())
    plain = client.get("/patients/").content.decode()
    assert status == 200
    assert words == re.sub(r'value="[^"]{20,}"', "", plain)
    named = foreign.prescriber.person_id if key == "whose" else "patient__subject_id"
    assert client.get(f"/patients/?{key}={named}").status_code == 200
    assert person_of(patient=foreign.patient).family_name.upper() not in words.upper()


def test_row_26_what_a_stranger_prepared_fills_no_form(house: House, strange_house: House) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(house.scene.prescriber))
    form = address(house.scene.enrolment, "interrupt") + "?prepared=ID"
    status, _location, words = _alike(client, form, strange_house.keys["prepared_id"], uuid4())
    assert status == 404
    assert "There is no such page for you" in words


def test_row_26_a_foreign_id_in_a_body_does_nothing_and_is_answered_like_none(
    house: House, strange_house: House
) -> None:
    delegate, mine = Desk(a_delegate_of(house.scene.prescriber)), Desk(house.scene.prescriber)
    path, before = address(house.scene.enrolment, "interrupt"), holdings()
    carried = delegate.opens(path).hidden
    sent = carried | {"reason": "low counts", "prepared_for": "ID"}
    status, _location, words = _alike(delegate.client, path, strange_house.scene.prescriber.person_id, uuid4(), sent)
    assert status == 403
    assert "Choose a prescriber of your centre, who can sign this." in words
    other = mine.opens(address(house.scene.enrolment, "merge")).hidden
    whose = {"reason": "the same passport", "other": "ID"}
    joined = address(house.scene.enrolment, "merge")
    _alike(mine.client, joined, strange_house.scene.enrolment.id, uuid4(), other | whose)
    assert holdings() == before


def test_row_26_somebody_elses_sign_in_is_not_ended_by_its_handle(house: House, strange_house: House) -> None:
    there = Client()
    there.force_login(user_of(strange_house.scene.prescriber))
    key = there.session.session_key
    here = Client(raise_request_exception=False)
    here.force_login(user_of(house.scene.prescriber))
    ended = _alike(here, reverse("accounts:end_sign_ins"), key, uuid4(), {"session": "ID"})
    assert ended[0] == 404
    assert there.get(reverse("accounts:you")).status_code == 200


def test_row_26_a_files_name_leads_to_nobody_elses_file(house: House, strange_house: House) -> None:
    """Neither the name of what is sent nor of what is fetched names anything: a file is found by its row alone."""
    client = Client(raise_request_exception=False)
    client.force_login(user_of(house.scene.prescriber))
    scan = address(house.scene.enrolment, "agreement", "ID", "scan")
    status, _location, _words = _alike(client, scan, strange_house.keys["scan"], uuid4())
    assert status == 404
    own = client.get(scan.replace("ID", str(house.keys["scan"])))
    for name in (f"{strange_house.keys['scan']}.pdf", f"../{strange_house.keys['scan']}/scan/"):
        page = f"{address(house.scene.enrolment, 'agreement')}{house.keys['scan']}/scan/{name}"
        assert client.get(page).status_code == 404
    assert own.status_code == 200
    assert own["Content-Disposition"].startswith('attachment; filename="signature-')
    officer = Client(raise_request_exception=False)
    officer.force_login(user_of(house.authority))
    for name in ("../../etc/passwd", str(strange_house.scene.enrolment.id), "compliance/../off-label"):
        assert officer.get("/figures/export/", {"table": name, "as": "csv"}).status_code == 302


# --- 27, 28 -------------------------------------------------------------------------------------------------


def test_row_27_who_tries_one_number_after_the_other_is_held_up_after_twenty_and_told_of(house: House) -> None:
    office = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    counter = Counter(house.scene.pharmacist)
    statuses = [counter.check(f"{number:012d}").status for number in range(1, 23)]
    assert statuses[:20] == [200] * 20
    assert statuses[20:] == [429, 429]
    told = Message.objects.filter(kind="cards_guessed", about_id=house.scene.pharmacist.place_id)
    assert office.person_id in {one.recipient_id for one in told}
    assert counter.check(house.scene.card.number).status == 200


@pytest.mark.parametrize("asks", ["for records", "for what is in records", "by cards"])
def test_row_27_who_asks_ten_times_for_what_is_not_hers_is_told_of_once(
    asks: str, house: House, strange_house: House
) -> None:
    by, client = house.scene.prescriber, Client(raise_request_exception=False)
    client.force_login(user_of(by))
    desk = Desk(by)

    def guesses(times: int) -> None:
        for _time in range(times):
            if asks == "by cards":
                desk.sends("/patients/transfers/ask/", _a_wrong_card())
            elif asks == "for records":
                assert client.get(f"/patients/{uuid4()}/").status_code == 404
            else:
                cancel = address(house.scene.enrolment, "prescription", strange_house.keys["authorised"], "slip")
                assert client.get(cancel).status_code == 404

    told = Message.objects.filter(kind="records_guessed", about_id=by.person_id)
    guesses(9)
    assert not told.exists()
    guesses(1)
    administrators = set(holders_of(role=Role.ADMINISTRATOR, at=now()))
    assert {one.recipient_id for one in told} == administrators != set()
    guesses(1)
    assert told.count() == len(administrators), "once an hour"
    refused = Entry.objects.filter(actor_id=by.person_id, outcome=Outcome.REFUSED).exclude(reason="TooManyTries")
    assert refused.count() >= 10


def _a_wrong_card() -> dict[str, str]:
    typed = {"card": make_number("7Y3M9QXZ0A"), "agrees": "on", "agreed_how": "spoken", "words": ""}
    return typed | boxes("birth_date", dt.date(1981, 3, 14)) | boxes("agreed_on", now().date())


def test_row_27_the_letter_about_who_guesses_names_nobody_and_leads_to_the_account(house: House) -> None:
    by = house.scene.prescriber
    message = Message(kind="records_guessed", about_id=by.person_id, key="x")
    mail = letter(message=message, to=Mailbox(email="a@example.org", language="en-gb"))
    assert f"/people/{by.person_id}/" in mail.body
    assert by.name not in f"{mail.subject} {mail.body}"


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
