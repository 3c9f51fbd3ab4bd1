"""Rows 1 to 20, 23 and 25 at the interface for systems: refused in words, never a 5xx, nothing half kept."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from patients.models import Dispensing, Verdict
from pharmacies.interface import body
from pharmacies.interface.body import DEEPEST, StrictParser
from tests.accounts.address_book import system_addresses
from tests.builders import Scene, a_check, a_dispensing, a_man_ready_for_dispensing, a_woman_ready_for_dispensing, now
from tests.hostile.holdings import holdings
from tests.pharmacies.interface.caller import PROBLEM, Said, System, a_client, an_account, ask_for_token
from tests.pharmacies.two_people import a_second_pharmacist, an_authority

pytestmark = pytest.mark.django_db

ENDPOINTS = [one for one in system_addresses() if one.name not in {"interface:token", "interface:openapi"}]
NAMES = [one.route.removeprefix("api/v1/") for one in ENDPOINTS]


@dataclass(frozen=True, slots=True)
class Caller:
    """A system with a check that said yes, and the right body of every endpoint."""

    system: System
    bodies: dict[str, dict[str, Any]]

    def send(self, name: str, sent: bytes, **headers: str) -> Said:
        """Send bytes to an endpoint, under a new key."""
        return self.system.send(name, sent, **{"Idempotency-Key": str(uuid4())} | headers)


@pytest.fixture(scope="module")
def caller(scene: Scene) -> Caller:
    """Let a system in, and check and dispense."""
    system = System(scene.pharmacist)
    man = a_man_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    given, check = a_dispensing(man), str(a_check(scene, at=now()).id)
    an_authority()
    second = a_second_pharmacist(scene)
    late = a_woman_ready_for_dispensing(
        prescribed=now() - dt.timedelta(days=9), prescriber=scene.prescriber, pharmacist=scene.pharmacist
    )
    no, of_him = str(a_check(late, at=now()).id), a_check(man, at=now())
    then = now() - dt.timedelta(days=2, hours=5)
    who = {"pharmacist": system.pharmacist}
    return Caller(
        system,
        {
            "check": who | {"card": scene.card.number},
            "dispense": who | {"check": check, "capsules": 21, "counselled": True, "packs": [], "batch": "B1"},
            "reverse": who | {"dispensing": str(given.id), "reason": "nobody came"},
            "wrong-person": who | {"check": check},
            "tell-prescriber": who | {"check": check},
            "supplies": who | {"check": str(of_him.id)},
            "take-back": who | {"check": str(of_him.id), "supply": str(given.dispensing.id), "capsules": 2},
            "override": who | {"check": no, "packs": [], **an_account(second, why="travel", capsules=1)},
            "late-entry": who
            | {"card": late.card.number, "day": f"{then:%Y-%m-%d}", "clock": f"{then:%H:%M}"}
            | an_account(second),
        },
    )


def _refused(said: Said, *statuses: int) -> None:
    assert said.status in statuses, (said.status, said.response.content[:300])
    assert said.is_problem
    assert said.json["status"] == said.status
    assert "dispense" not in said.json
    assert said.json["request_id"] == said.response["X-Request-ID"]
    assert len(said.response.content) < 2000


def test_every_endpoint_has_a_body_here(caller: Caller) -> None:
    assert set(NAMES) == set(caller.bodies)


@pytest.mark.parametrize(
    "name", ["check", "dispense", "reverse", "wrong-person", "supplies", "take-back", "override", "late-entry"]
)
def test_the_right_body_of_every_endpoint_is_taken(caller: Caller, name: str) -> None:
    """The control: what the rows below damage is good before."""
    assert caller.send(name, json.dumps(caller.bodies[name]).encode()).status == 200


# --- 1 to 13: bodies ---------------------------------------------------------------------------------------


def _with(**changes: Any) -> Callable[[dict[str, Any]], bytes]:
    return lambda right: json.dumps(right | changes).encode()


def _raw(before: str, after: str = "}") -> Callable[[dict[str, Any]], bytes]:
    """Add something to the right body that no JSON library would write."""
    return lambda right: (json.dumps(right)[:-1] + ", " + before + after).encode()


def _whole(raw: bytes) -> Callable[[dict[str, Any]], bytes]:
    return lambda _right: raw


def _again(right: dict[str, Any]) -> bytes:
    name, value = next(iter(right.items()))
    return (json.dumps(right)[:-1] + f', "{name}": {json.dumps(value)}}}').encode()


BODIES: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "row 1, NUL in a text": _with(pharmacist="a\x00@example.org"),
    "row 2, NUL further in": _raw('"more": {"a": ["b\\u0000"]}'),
    "row 2, NUL in a key": _raw('"a\\u0000": 1'),
    "row 3, half a sign": _raw('"pharmacist2": "\\ud800"'),
    "row 3, half a sign as a value": lambda right: json.dumps(right | {"pharmacist": "\ud800"}).encode(),
    "row 4, half a sign further in": _raw('"more": [{"a": "\\udfff"}]'),
    "row 5, 30,000 deep": _whole(b"[" * 30_000),
    "row 5, 30,000 deep and closed": _whole(b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "row 6, 900 deep": _raw('"more": ' + "[" * 900 + "]" * 900),
    "row 6, one too deep": _raw('"more": ' + "[" * DEEPEST + "]" * DEEPEST),
    "row 7, a number of 5,000 digits": _raw('"capsules2": ' + "9" * 5000),
    "row 7, a number of 20 digits": _raw('"capsules2": ' + "9" * 20),
    "row 8, NaN": _raw('"capsules2": NaN'),
    "row 8, Infinity": _raw('"capsules2": Infinity'),
    "row 8, -Infinity": _raw('"capsules2": -Infinity'),
    "row 8, -0": _raw('"capsules2": -0'),
    "row 8, -0.0": _raw('"capsules2": -0.0'),
    "row 8, 1e999": _raw('"capsules2": 1e999'),
    "row 8, 1e-999": _raw('"capsules2": 1e-999'),
    "row 9, a key twice": _again,
    "row 9, a key twice further in": _raw('"more": {"a": 1, "a": 2}'),
    "row 10, true for a text": _with(pharmacist=True),
    "row 10, a list for a text": _with(pharmacist=["a@example.org"]),
    "row 10, an object for a text": _with(pharmacist={"$ne": ""}),
    "row 10, a number for a text": _with(pharmacist=1),
    "row 10, null for a text": _with(pharmacist=None),
    "row 11, null": _whole(b"null"),
    "row 11, a list": _whole(b"[]"),
    "row 11, a text": _whole(b'"check"'),
    "row 11, a number": _whole(b"1"),
    "row 11, nothing": _whole(b""),
    "row 11, blanks": _whole(b"   "),
    "row 11, an empty object": _whole(b"{}"),
    "row 11, two objects": lambda right: json.dumps(right).encode() * 2,
    "row 11, cut off": lambda right: json.dumps(right).encode()[:-1],
    "row 12, UTF-16": lambda right: json.dumps(right).encode("utf-16"),
    "row 12, UTF-32": lambda right: json.dumps(right).encode("utf-32-le"),
    "row 12, bad UTF-8": _whole(b'{"a": "\xff\xfe"}'),
    "row 12, a mark before it": lambda right: b"\xef\xbb\xbf" + json.dumps(right).encode(),
    "row 13, is_verified": _with(is_verified=True),
    "row 13, org_id": _with(org_id=1),
    "row 13, role": _with(role="administrator"),
    "row 13, recorded_at": _with(recorded_at="2020-01-01T00:00:00Z"),
    "row 13, by": _with(by="me"),
    "row 13, nonce": _with(nonce=str(uuid4())),
    "row 13, __proto__": _with(__proto__={"dispense": True}),
}


@pytest.mark.parametrize("row", BODIES)
def test_a_body_that_is_none_is_refused_everywhere_and_nothing_is_kept(caller: Caller, row: str) -> None:
    before = holdings()
    for name in NAMES:
        _refused(caller.send(name, BODIES[row](caller.bodies[name])), 400)
    assert holdings() == before


KINDS: dict[str, list[Any]] = {
    "check": [True, 1, 1.0, [], {}, None, "", "not-an-id", "%00", "0" * 5000, "٠" * 32, str(uuid4())[:-1]],
    "capsules": [True, "21", 21.0, 21.5, [21], {}, None, 0, -1, 10_001, "２１", "0x15", 999_999_999_999_999],
    "counselled": [1, 0, "true", "on", "", [], {}, None],
    "packs": ["(01)", {}, None, [1], [None], [["x"]], ["x"] * 13, ["x" * 201]],
    "batch": [1, True, None, [], {}, "x" * 21],
}


@pytest.mark.parametrize("field", KINDS)
def test_row_10_a_value_of_another_kind_is_refused_by_its_place(caller: Caller, field: str) -> None:
    before, right = holdings(), caller.bodies["dispense"]
    for value in KINDS[field]:
        said = caller.send("dispense", json.dumps(right | {field: value}).encode())
        _refused(said, 400)
        assert said.json["param"].startswith(field), value
    assert holdings() == before


LATE_KINDS: dict[str, list[Any]] = {
    "day": [True, 20261127, "27.11.2026", "2026-1-1", "2026-11-27T00:00:00", "", None, [], "٢٠٢٦-١١-٢٧"],
    "clock": [1435, "1435", "14:35:00", "2:35", "", None, [], "2pm"],
    "why": ["travel", "", "No answer", None, 1],
    "words": ["", "x" * 501, None, 1, []],
    "second": ["me", [], None, {}, {"email": "a@b.example"}, {"email": "a@b.example", "password": 1}],
    "second.role": [None],
}


@pytest.mark.parametrize("field", LATE_KINDS)
def test_row_10_what_two_sign_is_refused_by_its_place_and_no_password_is_said_again(caller: Caller, field: str) -> None:
    before, right = holdings(), caller.bodies["late-entry"]
    for value in LATE_KINDS[field]:
        wrong = {field: value} if field != "second.role" else {"second": right["second"] | {"role": "administrator"}}
        said = caller.send("late-entry", json.dumps(right | wrong).encode())
        _refused(said, 400)
        assert said.json["param"].startswith(field), value
        assert right["second"]["password"] not in said.response.content.decode()
    assert holdings() == before


@pytest.mark.parametrize(("day", "clock"), [("2026-02-30", "12:00"), ("0001-01-01", "12:00"), ("2026-01-01", "25:00")])
def test_rows_29_to_34_a_day_or_a_time_that_there_is_not_is_refused(caller: Caller, day: str, clock: str) -> None:
    before, right = holdings(), caller.bodies["late-entry"]
    _refused(caller.send("late-entry", json.dumps(right | {"day": day, "clock": clock}).encode()), 422)
    assert holdings() == before


@pytest.mark.parametrize("reason", ["", "because", "Nobody came", ["nobody came"], None, True, "nobody came\n"])
def test_row_10_a_reason_that_is_none_is_refused(caller: Caller, reason: Any) -> None:
    before = holdings()
    _refused(caller.send("reverse", json.dumps(caller.bodies["reverse"] | {"reason": reason}).encode()), 400)
    assert holdings() == before


def test_rows_1_to_13_without_the_strict_reading_much_of_it_would_be_taken(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the library's own reading takes the last of two keys, and breaks on half a sign."""
    monkeypatch.setattr(StrictParser, "parse_body", lambda _self, request: json.loads(request.body))
    right = caller.bodies["check"]
    assert caller.send("check", _again(right)).status == 200
    assert caller.send("check", b"\xef\xbb\xbf" + json.dumps(right).encode()).status == 200
    assert caller.send("check", _with(pharmacist="a\x00@example.org")(right)).status == 503


def test_rows_5_and_6_are_measured_before_anything_is_parsed(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_given: Any, **_named: Any) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr(body, "json", SimpleNamespace(loads=parsed, JSONDecodeError=json.JSONDecodeError))
    assert caller.send("check", b"[" * 30_000).json["code"] == "too_deep"
    assert caller.send("check", b'{"a": "' + b"[" * 100 + b'\\""}').status == 503  # brackets in a text are none


# --- 14 to 20: the wire ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
@pytest.mark.parametrize("size", [70_000, 10_000_000])
def test_row_14_a_body_too_long_is_refused_by_its_length(caller: Caller, kind: str, size: int) -> None:
    before = holdings()
    for name in NAMES:
        _refused(caller.send(name, b" " * size, **{"Content-Type": kind}), 413)
    assert holdings() == before


def test_row_14_the_longest_honest_body_is_read(caller: Caller) -> None:
    right = caller.bodies["dispense"] | {"packs": ["x" * 200] * 12}
    assert caller.send("dispense", json.dumps(right).encode()).status == 422


TYPES = ["", "text/plain", "text/json", "application/json; charset=utf-16", "application/x-www-form-urlencoded",
         "multipart/form-data; boundary=x", "application/xml"]  # fmt: skip


@pytest.mark.parametrize("kind", TYPES)
def test_row_14_another_kind_of_body_is_refused(caller: Caller, kind: str) -> None:
    before = holdings()
    for name in NAMES:
        right = json.dumps(caller.bodies[name]).encode()
        _refused(caller.send(name, right, **{"Content-Type": kind}), 400 if kind.startswith("multi") else 415, 415)
    assert holdings() == before


def test_row_16_a_form_of_1001_fields_gets_no_token(scene: Scene, caller: Caller) -> None:
    fields = "&".join(f"field{number}=" for number in range(1001))
    _refused(ask_for_token(caller.system.client.id, "x", fields), 400)


@pytest.mark.parametrize("host", ["a b", "evil.example", "testserver.evil.example", ""])
def test_row_17_a_foreign_or_broken_host_is_refused(caller: Caller, host: str) -> None:
    said = caller.send("check", json.dumps(caller.bodies["check"]).encode(), Host=host or " ")
    _refused(said, 400)


def test_row_18_there_is_one_method_and_no_header_names_another(caller: Caller) -> None:
    before = holdings()
    for one in ENDPOINTS:
        for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
            answer = Client().generic(method, f"/{one.route}", headers={"X-HTTP-Method-Override": "POST"})
            assert (answer.status_code, answer["Allow"]) == (405, "POST")
            assert answer["Content-Type"] == PROBLEM
    assert holdings() == before


@pytest.mark.parametrize("query", ["id=1&id=2", "pharmacist=me", "%00", "x=" + "9" * 5000, "access_token=x"])
def test_row_19_nothing_is_read_behind_the_question_mark(caller: Caller, query: str) -> None:
    before = holdings()
    for name in NAMES:
        _refused(caller.send(f"{name}?{query}", json.dumps(caller.bodies[name]).encode()), 400)
    assert ask_for_token(caller.system.client.id, "x").status == 401
    assert holdings() == before


@pytest.mark.parametrize(
    "sent", ["", "grant_type=password", "grant_type=client_credentials&grant_type=client_credentials",
             "grant_type=client_credentials&scope=all", "grant_type=", "grant_type=%00", "grant_type%5B%5D=x"]
)  # fmt: skip
def test_row_19_a_token_is_asked_for_in_one_way(scene: Scene, caller: Caller, sent: str) -> None:
    _refused(ask_for_token(caller.system.client.id, "x", sent), 400)


def test_row_20_wrong_secrets_are_counted_whatever_the_header_says_and_a_right_one_is_let_in(
    caller: Caller, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"interface_token": "3/m/ip"}
    secret = "ppp_" + "r" * 43
    pharmacy = caller.system.client.organisation
    client = a_client(pharmacy, secret=secret)
    headers = ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "X-Forwarded-For"]
    told = [ask_for_token(client.id, "wrong", **{one: f"203.0.113.{place}"}) for place, one in enumerate(headers)]
    assert [one.status for one in told] == [401, 401, 401, 429, 429]
    assert int(told[-1].response["Retry-After"]) > 0
    assert ask_for_token(client.id, secret).status == 200


# --- 25, 27: ids -------------------------------------------------------------------------------------------


def test_row_25_an_id_of_another_pharmacy_or_patient_in_the_body_is_not_there(caller: Caller) -> None:
    elsewhere = a_woman_ready_for_dispensing()
    foreign = {"check": str(a_check(elsewhere).id), "dispensing": str(a_dispensing(elsewhere).id)}
    before = holdings()
    for name in ("dispense", "wrong-person", "tell-prescriber", "reverse", "supplies", "take-back", "override"):
        field = "dispensing" if name == "reverse" else "check"
        right = caller.bodies[name]
        theirs, nobodys = (
            caller.send(name, json.dumps(right | {field: value}).encode()) for value in (foreign[field], str(uuid4()))
        )
        _refused(theirs, 404)
        assert _told(theirs) == _told(nobodys)
    assert holdings() == before


def test_row_25_a_check_is_no_dispensing_and_a_dispensing_no_check(caller: Caller) -> None:
    given, check = Dispensing.objects.get().verdict_id, caller.bodies["dispense"]["check"]
    before = holdings()
    _refused(caller.send("reverse", json.dumps(caller.bodies["reverse"] | {"dispensing": check}).encode()), 404)
    said = caller.send("dispense", json.dumps(caller.bodies["dispense"] | {"check": str(given)}).encode())
    _refused(said, 404, 409)
    assert holdings() == before


def _told(said: Said) -> dict[str, Any]:
    return {name: value for name, value in said.json.items() if name != "request_id"}


KEYED = ("dispense", "reverse", "wrong-person", "take-back", "override", "late-entry")
KEYS = ["", "short", "x" * 201, "a key with blanks", "schlüssel1", "nul\x00nul\x00", "9" * 5000]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[:12] or "none")
def test_a_key_that_is_none_is_refused_and_nothing_is_kept(caller: Caller, key: str) -> None:
    before = holdings()
    for name in KEYED:
        said = caller.system.send(name, caller.bodies[name], **{"Idempotency-Key": key})
        _refused(said, 400)
        assert said.json["param"] == "Idempotency-Key"
    assert holdings() == before


PATHS = ["check/", "checks", "../counter/", "%2e%2e/counter/", "check;jsessionid=1", "check%00", "docs", "", "a/" * 500]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:12] or "nothing")
def test_row_23_an_address_that_is_none_is_a_problem(caller: Caller, path: str) -> None:
    said = caller.send(path, json.dumps(caller.bodies["check"]).encode())
    if said.status != 302 and not said.response.request["PATH_INFO"].startswith("/api/v1/../"):
        _refused(said, 404)
    assert not Verdict.objects.filter(at__gt=caller.system.client.at, mode="dispense", dispense=False).exists()


def test_a_broken_line_is_no_answer_and_keeps_nothing(caller: Caller) -> None:
    """A body cut off on the wire is shorter than it says, and so no JSON."""
    before = holdings()
    raw = json.dumps(caller.bodies["dispense"]).encode()
    _refused(caller.send("dispense", raw[: len(raw) // 2]), 400)
    assert holdings() == before
