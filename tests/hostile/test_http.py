"""Rows 14 and 16 to 20: what comes in on the wire, before any form is read. The slow body of 14 is the proxy's."""

import re
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.adapter import get_adapter
from django.conf import LazySettings
from django.test import Client, RequestFactory

from ppp_registry.middleware import PlainRefusals
from tests.accounts.address_book import House, addresses
from tests.architecture.sources import modules, text
from tests.builders import Scene, a_prescriber, user_of
from tests.hostile.holdings import holdings
from tests.prescribers.desk import Desk, address
from tests.prescribers.forms import a_test_form

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
OURS = [one for one in addresses() if one.is_ours]


# --- 14: too much -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_row_14_a_body_of_ten_megabytes_is_refused_by_its_length_and_the_page_says_what_to_do(kind: str) -> None:
    answer = Client().post(LOGIN, b"a" * 10_000_000, content_type=kind)
    assert answer.status_code == 413
    assert "send a smaller file" in answer.content.decode()
    assert "help telephone" in answer.content.decode()


def test_row_14_without_the_length_asked_first_the_body_would_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the layer that asks taken out, the body goes on to whoever reads forms."""
    monkeypatch.setattr(PlainRefusals, "__call__", lambda self, request: self.get_response(request))
    assert Client().post(LOGIN, b"a" * 10_000_000, content_type="text/plain").status_code != 413


def test_row_14_an_honest_scan_is_not_too_large() -> None:
    answer = Client().post(LOGIN, b"--x--" + b" " * 5_000_000, content_type="multipart/form-data; boundary=x")
    assert answer.status_code != 413


# --- 16: too many -------------------------------------------------------------------------------------------


def test_row_16_a_form_of_1001_fields_is_refused() -> None:
    answer = Client().post(LOGIN, {f"field{number}": "" for number in range(1001)})
    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()


# --- 17: hosts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["a b", "evil.example", "testserver.evil.example", "testserver@evil.example", ""])
def test_row_17_a_foreign_or_broken_host_is_refused(host: str) -> None:
    assert Client().get(LOGIN, HTTP_HOST=host).status_code == 400


def test_row_17_a_host_forwarded_by_anybody_is_not_believed() -> None:
    answer = Client().get("/patients/", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
    assert answer.status_code == 302
    assert "evil.example" not in answer["Location"]


# --- 18: methods --------------------------------------------------------------------------------------------


def test_row_18_no_page_knows_put_delete_patch_or_trace(house: House) -> None:
    clients = _clients(house)
    wrong = []
    for one in OURS:
        client = clients[one.name.startswith("pharmacies:")]
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            status = client.generic(method, one.at(house.example(one))).status_code
            if status not in (403, 405):
                wrong.append((one.name, method, status))
    assert wrong == []


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_row_18_a_method_named_in_a_header_is_refused_whatever_it_names(scene: Scene, header: str) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    before = holdings()
    for method, named in (("GET", "POST"), ("GET", "GET"), ("POST", "DELETE"), ("POST", "")):
        answer = desk.client.generic(method, path, headers={header: named})
        assert (answer.status_code, answer["Allow"]) == (405, method)
    system = desk.client.post("/api/v1/check", b"{}", content_type="application/json", headers={header: "GET"})
    assert (system.status_code, system.json()["code"]) == (405, "method_not_allowed")
    assert holdings() == before


def test_row_18_a_method_named_in_the_form_is_not_believed(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    before = holdings()
    assert desk.client.get(path, {"_method": "POST", "reason": "low counts"}).status_code == 200
    assert holdings() == before


def test_row_18_an_address_of_a_button_opened_without_it_says_so_in_words(scene: Scene) -> None:
    answer = Desk(scene.prescriber).opens(address(scene.enrolment, "suspicion"))
    assert answer.status == 405
    assert "press the button there" in answer.text


# --- 19: the same question twice ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["result", "specimen", "sampled_on_day", "sensitivity_miu_ml", "version", "nonce"])
def test_row_19_two_answers_to_one_question_are_refused_and_neither_is_kept(scene: Scene, name: str) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "test")
    data: dict[str, Any] = desk.opens(path).hidden | a_test_form()
    before = holdings()
    second = {"result": "positive", "specimen": "blood", "sampled_on_day": "1", "version": "2"}.get(name, "5")
    answer = desk.sends_again(path, data | {name: [data[name], second]})
    assert answer.status == 422
    assert "two different answers" in answer.text or "damaged" in answer.text
    assert holdings() == before


def test_row_19_the_last_of_two_results_would_win_without_the_refusal(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: Django itself takes the last."""
    monkeypatch.setattr("foundation.forms.RegistryForm._post_clean", lambda _form: None)
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "test")
    data: dict[str, Any] = desk.opens(path).hidden | a_test_form(result=["positive", "negative"])
    assert desk.sends_again(path, data).status == 200


def test_row_19_the_same_answer_twice_is_one_answer(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "test")
    data: dict[str, Any] = desk.opens(path).hidden | a_test_form(result=["negative", "negative"])
    assert desk.sends_again(path, data).status == 200


READ_A_QUERY = {
    "request.GET.dict()": "which part of the list is shown; the visit and its end only carry it along",
    'request.GET.get("page")': "which page of a list",
    "request.GET or None": "a period, or a filter of a list, as a form that refuses two answers",
    'request.GET.get("table", "")': "which table of figures is handed out; nothing is stored",
    'request.GET.get("as", "")': "in which form it is handed out",
    'request.GET.get("of", "P9")': "which figure the patients behind it are listed of; one of the page's, or none",
    'request.GET.get("q", "")': "of which terms of the dictionary some are offered; nothing is stored",
    "request.GET.copy()": "the filters of a list, carried on to its other pages; nothing is stored",
    "request.GET": "that form's name again, and the filters of the figures, as a form that refuses two answers",
    'request.GET.get("prepared")': "which prepared act is signed; held against patient, form and sight, below",
}
"""All that is read from behind the question mark, and why nothing that is stored hangs on it alone."""


def test_row_19_nothing_that_is_stored_hangs_on_what_stands_behind_the_question_mark() -> None:
    read = set()
    for path, _tree in modules(
        "accounts",
        "prescribers",
        "pharmacies",
        "safety",
        "obligations",
        "onboarding",
        "reports",
        "programmes",
        "patients",
        "portal",
    ):
        for found in re.finditer(r"request\.GET(?: or None|\.\w+\([^)]*\))?", text(path)):
            read.add(found.group())
    assert read == set(READ_A_QUERY)


@pytest.mark.parametrize("named", ["%00", "1", "x" * 5000, "another patient's", "nobody's"])
def test_row_19_a_prepared_act_is_opened_only_where_it_belongs(house: House, other_house: House, named: str) -> None:
    there = {"another patient's": str(other_house.keys["prepared_id"]), "nobody's": str(uuid4())}.get(named, named)
    path = address(house.scene.enrolment, "interrupt")
    desk = Desk(house.scene.prescriber)
    assert desk.opens(f"{path}?prepared={there}").status == 404
    assert desk.opens(f"{path}?prepared={house.keys['prepared_id']}").status == 200


# --- 20: who asks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"])
def test_row_20_an_address_told_in_a_header_does_not_dodge_the_count(header: str) -> None:
    request = RequestFactory().get(LOGIN, headers={header: "203.0.113.7"})
    assert get_adapter().get_client_ip(request) == "127.0.0.1"


def test_row_20_wrong_passwords_are_counted_whatever_the_header_says(settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    user = user_of(a_prescriber())
    statuses = [
        Client()
        .post(
            LOGIN,
            {"login": user.email, "password": "wrong one here"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )
        .content.decode()
        for number in range(5)
    ]
    assert "Too many failed login attempts" in statuses[-1] or "try again later" in statuses[-1].lower()
    assert "try again later" not in statuses[0].lower()


def _clients(house: House) -> dict[bool, Client]:
    found = {}
    for counter, actor in ((False, house.scene.prescriber), (True, house.scene.pharmacist)):
        found[counter] = Client(raise_request_exception=False)
        found[counter].force_login(user_of(actor))
    return found
