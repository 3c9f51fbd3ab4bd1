"""The programme office's page: versions with their hash, people and places with their days."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Kind, Role
from programmes.models import PrescriberCertification, ProgrammeVersion
from programmes.operations import end_certification
from tests.builders import a_pharmacy, a_place_for, a_prescriber, a_programme, an_actor, an_organisation, now, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    """Log a programme manager in."""
    client.force_login(user_of(an_actor(Role.PROGRAMME_MANAGER, an_organisation(Kind.COMPANY))))
    return client


def test_every_version_stands_there_with_its_whole_hash_and_one_of_each_programme_holds_today(manager: Client) -> None:
    a_programme()
    table = manager.get("/programmes/").context["versions"]
    hashes = {str(row.cells[4].text).replace(" ", "") for row in table.rows}
    assert hashes == set(ProgrammeVersion.objects.values_list("sha256", flat=True))
    holding = [row.cells[0].text for row in table.rows if row.cells[3].tag_tone == "yes"]
    assert sorted(holding) == sorted(set(ProgrammeVersion.objects.values_list("programme__title", flat=True)))


def test_a_certificate_ended_this_morning_is_shown_as_ended(manager: Client) -> None:
    doctor = a_prescriber(name="Dr Gone")
    a_prescriber(name="Dr Here")
    end_certification(
        by=an_actor(Role.PROGRAMME_MANAGER, an_organisation(Kind.COMPANY)),
        at=now(),
        certification=PrescriberCertification.objects.get(prescriber_id=doctor.user_id),
        valid_until=now().date() - dt.timedelta(days=1),
        reason="licence withdrawn",
    )
    rows = manager.get("/programmes/").context["prescribers"].rows
    assert {row.cells[0].text: row.cells[-1].tag_tone for row in rows} == {"Dr Gone": "no", "Dr Here": "yes"}


def test_pharmacies_stand_there_with_their_country(manager: Client) -> None:
    a_pharmacy(country="DE", name="Rosen-Apotheke")
    [row] = manager.get("/programmes/").context["pharmacies"].rows
    assert [cell.text for cell in row.cells[:2]] == ["Rosen-Apotheke", "DE"]


def test_the_number_of_queries_does_not_grow(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(4):
        a_prescriber()
        a_pharmacy()
    with django_assert_num_queries(
        10
    ):  # session, user, roles; versions; who applied, who declared; people and places, twice
        manager.get("/programmes/")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_MANAGER}))
def test_nobody_else_may_open_the_page(client: Client, role: str) -> None:
    client.force_login(user_of(an_actor(role, a_place_for(role))))
    assert client.get("/programmes/").status_code == 403
