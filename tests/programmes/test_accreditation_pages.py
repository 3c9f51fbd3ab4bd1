"""Accreditation by the programme office: certified, registered, renewed, suspended, taken up again, ended."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.models import Role
from patients.eligibility import judge_prescribing
from programmes.models import PharmacyRegistration, PrescriberCertification
from programmes.operations import (
    NotAsItWas,
    end_certification,
    end_registration,
    reinstate_accreditation,
    renew_accreditation,
    suspend_accreditation,
)
from programmes.spans import SpanNotPossible
from tests.builders import (
    a_man_ready_for_dispensing,
    a_pharmacy,
    a_place_for,
    a_prescriber,
    a_programme,
    an_actor,
    now,
    user_of,
)

pytestmark = pytest.mark.django_db

YEAR = dt.timedelta(days=365)


@pytest.fixture
def manager() -> Actor:
    return an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))


@pytest.fixture
def desk(client: Client, manager: Actor) -> Client:
    client.force_login(user_of(manager))
    return client


def _certified(**changes: Any) -> PrescriberCertification:
    doctor = a_prescriber()
    PrescriberCertification.objects.filter(prescriber_id=doctor.person_id).update(**changes)
    return PrescriberCertification.objects.get(prescriber_id=doctor.person_id)


def _post(desk: Client, path: str, **answers: Any) -> str:
    """Fill in a form as a browser does: with the names of the boxes that stand on the page."""
    page = desk.get(path).content.decode()
    sent: dict[str, Any] = {"nonce": str(uuid4())}
    for name, value in answers.items():
        boxes = re.findall(rf'name="({name}[^"]*)"', page)
        parts = (value.day, value.month, value.year) if isinstance(value, dt.date) else (value,)
        sent |= dict(zip(boxes, parts, strict=True))
    return desk.post(path, sent, follow=True).content.decode()


def test_a_prescriber_is_certified_by_her_address(desk: Client) -> None:
    doctor, programme = a_prescriber(certified=False, name="Dr Ada Neu"), a_programme()
    page = _post(
        desk, "/programmes/certify/", email=user_of(doctor).email.upper(), country="BE", programme=programme.id,
        valid_from=now().date(),
    )  # fmt: skip
    assert "Dr Ada Neu" in page
    assert PrescriberCertification.objects.get(prescriber_id=doctor.person_id).country == "BE"


def test_somebody_who_is_no_prescriber_is_not_certified(desk: Client, manager: Actor) -> None:
    page = _post(
        desk, "/programmes/certify/", email=user_of(manager).email, country="BE", programme=a_programme().id,
        valid_from=now().date(),
    )  # fmt: skip
    assert "Nobody with this log-in is a prescriber" in page
    assert not PrescriberCertification.objects.exists()


def test_a_pharmacy_is_registered_once_for_the_same_days(desk: Client) -> None:
    pharmacy, programme = a_pharmacy(registered=False), a_programme()
    answers = {"pharmacy": pharmacy.id, "programme": programme.id, "valid_from": now().date()}
    assert pharmacy.name in _post(desk, "/programmes/register/", **answers)
    assert "overlap" in _post(desk, "/programmes/register/", **answers)
    assert PharmacyRegistration.objects.count() == 1


def test_a_suspension_stops_the_next_prescription_and_the_reinstatement_lets_it_go_on(desk: Client) -> None:
    scene = a_man_ready_for_dispensing()
    certification = PrescriberCertification.objects.get(prescriber_id=scene.prescriber.person_id)
    home = f"/programmes/accreditations/{certification.id}/"

    def may_prescribe() -> bool:
        draft = {
            "days_supply": 1,
            "capsules": 1,
            "cycle_days": 1,
            "intake_days": 1,
            "strength_mg": 1,
            "daily_dose_mg": 1,
        }
        judgement = judge_prescribing(
            enrolment=scene.enrolment, prescriber_id=scene.prescriber.person_id, draft=draft, on=scene.at.date()
        )
        return not judgement.holds("prescriber_not_certified")

    assert may_prescribe()
    page = _post(desk, home + "suspend/", reason="Licence under review")
    assert "Suspended" in page
    assert "Licence under review" in page
    assert not may_prescribe()
    _post(desk, home + "reinstate/", reason="Review closed")
    assert may_prescribe()


def test_reinstated_it_holds_until_the_day_agreed_before(manager: Actor) -> None:
    at = now()
    until = at.date() + YEAR
    held = _certified(valid_until=until)
    suspend_accreditation(by=manager, at=at, accreditation=held, reason="x")
    with pytest.raises(NotAsItWas):
        suspend_accreditation(by=manager, at=at, accreditation=held, reason="x")
    with pytest.raises(NotAsItWas):
        renew_accreditation(by=manager, at=at, accreditation=held, valid_until=until + YEAR)
    again = reinstate_accreditation(by=manager, at=at, accreditation=held, reason="y")
    assert (again.valid_from, again.valid_until, again.suspended) == (at.date(), until, False)
    with pytest.raises(NotAsItWas):
        reinstate_accreditation(by=manager, at=at, accreditation=held, reason="y")


def test_what_would_have_run_out_while_suspended_is_renewed_and_not_reinstated(manager: Actor) -> None:
    at = now()
    held = _certified(valid_until=at.date() + dt.timedelta(days=10))
    suspend_accreditation(by=manager, at=at, accreditation=held, reason="x")
    with pytest.raises(NotAsItWas, match="Renew it"):
        reinstate_accreditation(by=manager, at=at + dt.timedelta(days=11), accreditation=held, reason="y")


def test_a_renewal_follows_without_a_gap_and_needs_an_end(manager: Actor) -> None:
    at = now()
    until = at.date() + dt.timedelta(days=30)
    held = _certified(valid_until=until)
    renewed = renew_accreditation(by=manager, at=at, accreditation=held, valid_until=until + YEAR)
    assert (renewed.valid_from, renewed.valid_until) == (until, until + YEAR)
    with pytest.raises(SpanNotPossible):
        renew_accreditation(by=manager, at=at, accreditation=renewed, valid_until=until)
    with pytest.raises(SpanNotPossible):
        renew_accreditation(by=manager, at=at, accreditation=held, valid_until=until + YEAR)
    with pytest.raises(NotAsItWas):
        renew_accreditation(by=manager, at=at, accreditation=_certified(), valid_until=until)


def test_ended_twice_is_refused_and_the_reason_is_kept(manager: Actor) -> None:
    at, held = now(), _certified()
    ended = end_certification(by=manager, at=at, certification=held, valid_until=at.date(), reason="moved away")
    assert (ended.valid_until, ended.ended_because) == (at.date(), "moved away")
    with pytest.raises(NotAsItWas):
        end_certification(by=manager, at=at, certification=held, valid_until=at.date(), reason="again")


def test_a_registration_ends_too(manager: Actor) -> None:
    at, pharmacy = now(), a_pharmacy()
    registration = PharmacyRegistration.objects.get(pharmacy=pharmacy)
    ended = end_registration(by=manager, at=at, registration=registration, valid_until=at.date(), reason="closed")
    assert ended.valid_until == at.date()


def test_the_same_form_sent_twice_suspends_once(manager: Actor) -> None:
    at, held, nonce = now(), _certified(), uuid4()
    sent: dict[str, Any] = {"by": manager, "at": at, "accreditation": held, "reason": "x", "nonce": nonce}
    assert suspend_accreditation(**sent) == suspend_accreditation(**sent)
