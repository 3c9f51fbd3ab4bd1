"""Each file that leaves the registry leaves a line in the trail; of many patients at once, it is signed for anew."""

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.actor import Actor
from accounts.models import Role
from audit.models import Entry, Outcome
from tests.accounts.address_book import Address, House, addresses
from tests.architecture.sources import ROOMS, modules, text
from tests.builders import a_place_for, an_actor, user_of
from tests.second_steps import App

pytestmark = pytest.mark.django_db

HERE = {
    "prescribers:print_slip": "patients.print_slip",
    "prescribers:print_record": "patients.print_record",
    "prescribers:print_letter": "patients.print_letter",
    "prescribers:print_card": "patients.print_card",
    "prescribers:dates_file": "patients.read",
    "prescribers:scan": "patients.read_scan",
    "safety:paper": "safety.read",
    "reports:export": "reports.read",
}
"""Addresses that hand out a file about one patient or none, and the act under which the trail has it."""

MANY = {"safety:message_file": "safety.take_away", "safety:reconciliation_list": "safety.take_away"}
"""Addresses that hand out many patients' data at once.

The downtime sheet is none of them: no name stands on it, and what keeps a pharmacy safe waits for no telephone.
"""

ELSEWHERE = {
    "pharmacies/views/sheet.py": "tests/pharmacies/test_sheets.py: a line that names everybody on it",
    "reports/views/documents.py": "tests/reports/test_documents.py: a line for each file of a report",
    "obligations/views.py": "tests/obligations/test_pages.py: a line for each document, which tells of no patient",
    "portal/views/copies.py": "tests/portal/test_copy.py: her own copy, after a code to her telephone",
    "portal/views/own.py": "tests/portal/test_page.py: the file for her calendar",
    "reminders/views/feed.py": "tests/reminders/test_feed.py: days without names, to whoever has the address",
}
"""Other modules that hand out files, and where their lines are tested."""

NO_DATA = {
    "programmes/material_views.py": "what a programme tells everybody, about nobody",
    "reminders/views/health.py": "figures of the sender, for a watchman",
    "reminders/views/receipts.py": "the answer that the provider of text messages waits for",
}
"""Modules whose answers are no pages and tell of nobody, each with what they are."""

SIGNS = ("Content-Disposition", "content_type=", "return pdf(")
"""What a view is known by that answers with something that is no page."""
NAMED = {one.name: one for one in addresses()}


def _logged_in(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(actor))
    return client


def _actor(one: Address, house: House) -> Actor:
    """Give somebody of the house, or of the safety desk, who may have this file."""
    room = one.name.partition(":")[0]
    known = {"prescribers": house.scene.prescriber, "reports": house.authority}
    return known.get(room) or an_actor(Role.SAFETY_OFFICER, a_place_for(Role.SAFETY_OFFICER))


def _lines(act: str, by: Actor, *outcomes: str) -> list[Entry]:
    return list(Entry.objects.filter(act=act, actor_id=by.user_id, outcome__in=outcomes))


def test_no_view_hands_out_a_file_that_is_not_asked_about_here() -> None:
    found = {
        str(path)
        for room in ROOMS
        for path, _tree in modules(room)
        if "/views" in str(path) and any(sign in text(path) for sign in SIGNS)
    }
    known = {f"{NAMED[name].view.__module__.replace('.', '/')}.py" for name in HERE | MANY}
    assert found - set(NO_DATA) == known | set(ELSEWHERE)


@pytest.mark.parametrize("name", HERE)
def test_a_file_that_is_handed_out_stands_in_the_trail(name: str, house: House) -> None:
    one = NAMED[name]
    by = _actor(one, house)
    before = len(_lines(HERE[name], by, Outcome.READ, Outcome.DONE))
    asked = "?table=compliance&as=csv" if name == "reports:export" else ""
    answer = _logged_in(by).get(one.at(house.example(one)) + asked)
    assert answer.status_code == 200
    assert "text/html" not in answer["Content-Type"]
    lines = _lines(HERE[name], by, Outcome.READ, Outcome.DONE)
    assert len(lines) == before + 1
    assert lines[-1].subjects or name == "reports:export"
    if name == "reports:export":
        assert lines[-1].reason.startswith("taken away: compliance, csv, ?since_day=")


@pytest.mark.parametrize("name", MANY)
def test_a_file_of_many_patients_is_handed_out_to_who_signs_for_it_and_to_nobody_else(
    name: str, house: House, settings: LazySettings
) -> None:
    settings.MFA_TOTP_TOLERANCE = 1
    one = NAMED[name]
    by = _actor(one, house)
    app, client, path = App(of=by), _logged_in(by), one.at(house.example(one))
    assert client.get(path).status_code == 405, "a link hands nothing out"
    for wrong in ({}, {"sign_code": "000000"}):
        answer = client.post(path, wrong, follow=True)
        assert "your signature is missing or did not fit" in answer.content.decode()
        assert "Content-Disposition" not in answer
    assert [line.reason for line in _lines(MANY[name], by, Outcome.REFUSED)] == ["NotSigned"] * 2
    answer = client.post(path, {"sign_code": app.code()})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    [line] = _lines(MANY[name], by, Outcome.DONE)
    assert house.scene.patient_id in line.subjects


@pytest.mark.parametrize("name", MANY)
def test_who_has_no_second_step_takes_it_with_the_button_and_it_stands_in_the_trail(name: str, house: House) -> None:
    one = NAMED[name]
    by = _actor(one, house)
    assert _logged_in(by).post(one.at(house.example(one))).status_code == 200
    assert [house.scene.patient_id in line.subjects for line in _lines(MANY[name], by, Outcome.DONE)] == [True]
