"""An authority's pages: propose, agree, refuse, and what a second authority does not see."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from programmes.models import RegimeDecision, RegimeProposal
from programmes.regimes import regime_in_force
from tests.builders import a_pharmacist, a_programme, now, user_of
from tests.pharmacies.two_people import Authority, a_proposal_of, an_authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    a_programme()
    return an_authority()


def _client(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def _proposal(**changes: Any) -> dict[str, Any]:
    last = now().date() + dt.timedelta(days=7)
    return {
        "programme": "pomalidomide-eu", "regime": "warn", "words": "Certificates are being renewed.",
        "last_on_day": last.day, "last_on_month": last.month, "last_on_year": last.year, "nonce": str(uuid4()),
    } | changes  # fmt: skip


def _in_force() -> str:
    return regime_in_force(programme=a_programme(), country="BE", at=now()).regime


def test_one_proposes_another_agrees_and_it_holds(authority: Authority) -> None:
    one, other = _client(authority.one), _client(authority.other)
    answer = one.post("/programmes/regimes/propose/", _proposal(), follow=True)
    assert "as soon as a colleague of your authority agrees" in answer.content.decode()
    proposal = RegimeProposal.objects.get()
    address = f"/programmes/regimes/{proposal.id}/"
    own = one.post(address, {"agreed": "yes", "nonce": str(uuid4())})
    assert (own.status_code, "You proposed this yourself" in own.content.decode()) == (422, True)
    assert _in_force() == "normal"
    assert "Certificates are being renewed." in other.get(address).content.decode()
    other.post(address, {"agreed": "yes", "nonce": str(uuid4())})
    assert _in_force() == "warn"
    page = one.get("/programmes/regimes/").content.decode()
    assert "Warn" in page
    assert f"agreed by {authority.other.name}" in page


def test_a_refusal_changes_nothing_and_stays_to_be_seen(authority: Authority) -> None:
    proposal = a_proposal_of(authority, programme=a_programme(), regime="suspended", at=now())
    other = _client(authority.other)
    page = other.post(f"/programmes/regimes/{proposal.id}/", {"agreed": "no", "nonce": str(uuid4())}, follow=True)
    assert f"refused by {authority.other.name}" in page.content.decode()
    assert _in_force() == "normal"
    again = other.post(f"/programmes/regimes/{proposal.id}/", {"agreed": "yes", "nonce": str(uuid4())})
    assert again.status_code == 422
    assert not RegimeDecision.objects.filter(agreed=True).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"last_on_day": "", "last_on_month": "", "last_on_year": ""},
        {"last_on_year": "2020"},
        {"regime": "normal"},
        {"words": ""},
    ],
)
def test_what_cannot_be_is_sent_back(authority: Authority, changes: dict[str, str]) -> None:
    answer = _client(authority.one).post("/programmes/regimes/propose/", _proposal(**changes))
    assert answer.status_code == 422
    assert not RegimeProposal.objects.exists()


def test_another_authority_and_another_role_see_nothing_of_it(authority: Authority) -> None:
    proposal = a_proposal_of(authority, programme=a_programme(), regime="warn", at=now())
    assert _client(an_authority(country="DE").one).get(f"/programmes/regimes/{proposal.id}/").status_code == 404
    assert _client(a_pharmacist()).get("/programmes/regimes/").status_code == 403
