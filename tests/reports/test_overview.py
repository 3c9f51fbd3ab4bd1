"""The authority's page: her own country, a period of her choice, no name, the same number of queries for any number."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Kind, Role
from patients.identity import person_of
from pharmacies.operations import check_card
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

pytestmark = pytest.mark.django_db


def _authority(client: Client, country: str = "BE") -> Client:
    actor = an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country=country))
    client.force_login(user_of(actor))
    return client


def _figures(client: Client, **query: Any) -> Any:
    return client.get("/figures/", query).context["figures"]


@pytest.fixture
def scene() -> Scene:
    """Give a woman to whom everything may be dispensed, at this moment."""
    return a_woman_ready_for_dispensing(at=now())


def test_yes_no_and_refused_are_counted_with_the_dispensing(client: Client, scene: Scene) -> None:
    a_dispensing(scene)
    a_check(scene)
    check_card(by=scene.pharmacist, at=scene.at, number=None)
    figures = _figures(_authority(client))
    assert (figures.checks, figures.yes, figures.no, figures.refused, figures.dispensings) == (3, 1, 1, 1, 1)
    assert figures.by_reason == [("prescription_exhausted", 1)]
    assert (figures.full_compliance.numerator, figures.full_compliance.denominator) == (1, 1)


def test_another_countrys_verdicts_are_hidden(client: Client, scene: Scene) -> None:
    a_dispensing(scene)
    figures = _figures(_authority(client, country="DE"))
    assert (figures.checks, figures.dispensings) == (0, 0)


def test_a_verdict_belongs_to_the_country_of_its_counter(client: Client) -> None:
    german = a_pharmacist(pharmacy=a_pharmacy(country="DE"))
    a_check(a_woman_ready_for_dispensing(at=now(), pharmacist=german))
    assert _figures(_authority(Client(), country="DE")).checks == 1
    assert _figures(_authority(client, country="BE")).checks == 0


def test_the_period_counts_both_of_its_days_and_no_other(client: Client) -> None:
    at = now()
    for days in (0, 1, 2, 3):
        a_check(a_man_ready_for_dispensing(at=at - dt.timedelta(days=days)))
    day = at.date()
    query = _period(day - dt.timedelta(days=2), day - dt.timedelta(days=1))
    assert _figures(_authority(client), **query).checks == 2


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ((1, 3, 2026), (1, 2, 2026), "must not be after"),
        ((1, 1, 2010), (1, 1, 2026), "five years"),
        ((31, 2, 2026), (1, 3, 2026), "real date"),
        ((1, 1, 2026), (1, 1, 2099), "in the past"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_what_to_do(
    client: Client, since: tuple[int, int, int], until: tuple[int, int, int], says: str
) -> None:
    answer = _authority(client).get("/figures/", _boxes("since", since) | _boxes("until", until))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "figures" not in answer.context


def test_no_name_stands_on_the_page(client: Client, scene: Scene) -> None:
    a_dispensing(scene)
    page = _authority(client).get("/figures/").content.decode()
    person = person_of(patient=scene.patient)
    assert person.family_name.upper() not in page.upper()
    assert scene.card.number not in page
    assert scene.prescriber.name not in page


def test_what_the_figures_stand_on_is_printed_with_them(client: Client, scene: Scene) -> None:
    a_dispensing(scene)
    page = _authority(client).get("/figures/").content.decode()
    assert "pomalidomide-eu/2019-05-13" in page
    assert "As recorded until" in page
    assert "100.0 % (2.5 % to 100.0 %)" in page


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _authority(client)
    client.get("/figures/")
    for _patient in range(3):
        a_dispensing(a_man_ready_for_dispensing())
    with django_assert_num_queries(4):  # session, user, roles, and one statement for all figures
        client.get("/figures/")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUTHORITY}))
def test_nobody_but_an_authority_reads_figures(client: Client, role: str) -> None:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    assert client.get("/figures/").status_code == 403


def _period(since: dt.date, until: dt.date) -> dict[str, str]:
    return _boxes("since", (since.day, since.month, since.year)) | _boxes("until", (until.day, until.month, until.year))


def _boxes(name: str, parts: tuple[int, int, int]) -> dict[str, str]:
    return {f"{name}_{box}": str(part) for box, part in zip(("day", "month", "year"), parts, strict=True)}
