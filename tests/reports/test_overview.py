"""The authority's pages: her own country, filters in the address, no name, as many queries for any number."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import Kind, Role
from patients.identity import person_of
from pharmacies.operations import check_card
from reports.presenters import PAGES
from safety.pulling import pull
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_place_for,
    a_woman_ready_for_dispensing,
    an_actor,
    an_organisation,
    now,
    user_of,
)
from tests.safety.pregnancies import a_suspicion, a_whole_pregnancy
from tests.safety.reports import a_reported_side_effect

pytestmark = pytest.mark.django_db
ADDRESSES = {name: "/figures/" if name == "overview" else f"/figures/{name}/" for name in PAGES}


def _authority(client: Client, country: str = "BE") -> Client:
    actor = an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country=country))
    client.force_login(user_of(actor))
    return client


def _asked(client: Client, **query: Any) -> int:
    """Give how many questions at counters the page counts."""
    (sheet,) = [one for one in client.get("/figures/prevented/", query).context["sheets"] if one.name == "answers"]
    return int(sheet.rows[-1][1])


@pytest.fixture
def scene() -> Scene:
    """Give a woman to whom everything may be dispensed, at this moment."""
    return a_woman_ready_for_dispensing(at=now())


def test_yes_no_and_refused_are_counted_with_the_dispensing(client: Client, scene: Scene) -> None:
    a_dispensing(scene)
    a_check(scene)
    check_card(by=scene.pharmacist, at=scene.at, number=None)
    context = _authority(client).get("/figures/prevented/").context
    sheets = {sheet.name: sheet for sheet in context["sheets"]}
    assert [row[1] for row in sheets["answers"].rows] == [1, 1, 1, 3]
    assert [row[1:4] for row in sheets["prevented-by-reason"].rows] == [(1, 1, 0)]
    assert context["versions"] == ["pomalidomide-eu/2019-05-13"]
    tiles = [tile.number for tile, _url in client.get("/figures/").context["tiles"]]
    assert tiles == ["1", "1", "100.0\N{NO-BREAK SPACE}%", "0.0\N{NO-BREAK SPACE}%", "1"]


def test_another_countrys_verdicts_are_hidden_and_a_verdict_belongs_to_the_country_of_its_counter() -> None:
    german = a_pharmacist(pharmacy=a_pharmacy(country="DE"))
    a_check(a_woman_ready_for_dispensing(at=now(), pharmacist=german))
    assert _asked(_authority(Client(), country="DE")) == 1
    assert _asked(_authority(Client(), country="BE")) == 0


def test_the_period_counts_both_of_its_days_and_no_other(client: Client) -> None:
    at = now()
    for days in (0, 1, 2, 3):
        a_check(a_man_ready_for_dispensing(at=at - dt.timedelta(days=days)))
    first, last = (str(at.date() - dt.timedelta(days=days)) for days in (2, 1))
    assert _asked(_authority(client), since_day=first, until_day=last) == 2


def test_a_centre_of_the_address_narrows_the_figures(client: Client, scene: Scene) -> None:
    a_check(scene)
    other = a_man_ready_for_dispensing()
    assert _asked(_authority(client), centre=scene.enrolment.centre_id) == 1
    assert _asked(client, centre=other.enrolment.centre_id) == 0


@pytest.mark.parametrize(
    ("query", "says", "since", "until"),
    [
        ({"since_day": "2026-03-01", "until_day": "2026-02-01"}, "must not be after", "2026-02-01", "2026-03-01"),
        ({"since_day": "2010-01-01", "until_day": "2026-01-01"}, "five years", "2020-12-28", "2026-01-01"),
        ({"since_day": "2026-02-31", "until_day": "2026-03-01"}, "no real date", "2025-03-02", "2026-03-01"),
        ({"since_day": "2026-01-01", "until_day": "2099-01-01"}, "which is after today", "2026-01-01", ""),
        ({"centre": "nowhere", "until_day": "2026-03-01"}, "choose one of the answers", "2025-03-02", "2026-03-01"),
        ({"centre": "0" * 32, "until_day": "2026-03-01"}, "choose one of the answers", "2025-03-02", "2026-03-01"),
        ({"programme": "x", "category": "y", "brand": "z"}, "choose one of the answers", "", ""),
    ],
)
def test_a_filter_that_cannot_be_gets_a_message_and_the_nearest_view(
    client: Client, query: dict[str, str], says: str, since: str, until: str
) -> None:
    answer = _authority(client).get("/figures/off-label/", query)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    scope = answer.context["scope"]
    assert str(scope.since).startswith(since)
    assert str(scope.until).startswith(until)
    assert (scope.centre, scope.programme, scope.category, scope.brand) == (None, "", "", None)
    assert answer.context["sheets"]


def test_no_name_of_a_person_stands_on_any_page(client: Client, scene: Scene) -> None:
    a_dispensing(scene)
    a_check(scene)
    person = person_of(patient=scene.patient)
    _authority(client)
    for address in ADDRESSES.values():
        page = client.get(address).content.decode()
        assert person.family_name.upper() not in page.upper()
        assert scene.card.number not in page
        assert scene.prescriber.name not in page
        assert str(scene.patient_id) not in page


def test_what_the_figures_stand_on_is_printed_with_them(client: Client, scene: Scene) -> None:
    a_dispensing(scene)
    page = _authority(client).get("/figures/compliance/").content.decode()
    assert "pomalidomide-eu/2019-05-13" in page
    assert "As recorded until" in page
    assert "2.5\N{NO-BREAK SPACE}%" in page


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("overview", 17),
        ("compliance", 23),
        ("off-label", 12),
        ("prevented", 14),
        ("outcomes", 37),
        ("participation", 14),
        ("quality", 10),
    ],
)
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int
) -> None:
    """Session, user and roles; centres, programmes and brands; the versions; one or two statements a table.

    Each count over dispensings asks first whether sums are kept.
    """
    _authority(client)
    for _patient in range(3):
        a_dispensing(a_man_ready_for_dispensing())
    with django_assert_num_queries(queries):
        client.get(ADDRESSES[name])


def test_pregnancies_and_side_effects_cost_the_same_however_many_there_are(client: Client) -> None:
    _authority(client)
    asked = []
    for _time in range(2):
        for _patient in range(2):
            scene = a_woman_ready_for_dispensing(at=now() - dt.timedelta(days=2))
            a_whole_pregnancy(scene, at=scene.at, suspicion=a_suspicion(scene, at=scene.at))
            a_reported_side_effect(scene)
        pull(at=now())
        with CaptureQueriesContext(connection) as seen:
            client.get(ADDRESSES["outcomes"])
        asked.append(len(seen))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUTHORITY}))
def test_nobody_but_an_authority_reads_figures(client: Client, role: str) -> None:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    for address in (*ADDRESSES.values(), "/figures/export/?table=compliance&as=csv"):
        assert client.get(address).status_code == 403
