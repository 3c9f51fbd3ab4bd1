"""The registry's pages open on simulated rows: the authority's, a centre's list, and one patient's own."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Role
from patients.models import Enrolment
from reports.presenters import PAGES

pytestmark = pytest.mark.django_db


def _as(role: Role, place: UUID) -> Client:
    client = Client()
    client.force_login(Membership.objects.filter(role=role, organisation=place)[0].user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_authority_opens(truth: dict[str, Any], page: str) -> None:
    place = Membership.objects.get(role=Role.AUTHORITY, organisation__country="FR").organisation_id
    question = {"since_day": truth["first_day"], "until_day": truth["last_day"]}
    assert _as(Role.AUTHORITY, place).get(reverse(f"reports:{page}"), question).status_code == 200


def test_a_centres_list_and_its_patients_open(truth: dict[str, Any]) -> None:
    place = UUID(truth["centres"][0]["id"])
    client = _as(Role.PRESCRIBER, place)
    assert client.get("/patients/").status_code == 200
    for enrolment in Enrolment.objects.filter(centre=place).order_by("id")[:4]:
        assert client.get(f"/patients/{enrolment.id}/").status_code == 200
