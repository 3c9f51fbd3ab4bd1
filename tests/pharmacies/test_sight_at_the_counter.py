"""A pharmacist lists and searches nobody; a scan opens one patient for half an hour, and that is written down."""

import datetime as dt

import pytest

from accounts.acts import ACTS
from accounts.models import Role
from audit.models import Entry, Outcome
from patients.access import visible_patients
from patients.models import AccessGrant, GrantKind
from pharmacies.operations import check_card
from tests.accounts.address_book import addresses
from tests.builders import Scene, a_dispensing, a_pharmacist, a_woman_ready_for_dispensing, now
from tests.pharmacies.desk import Desk

pytestmark = pytest.mark.django_db

HALF_AN_HOUR = dt.timedelta(minutes=30)
AT_THE_COUNTER = {
    "accounts.own",
    "programmes.acknowledge",
    "programmes.apply",
    "programmes.read_material",
    "patients.suspect_at_counter",
    "safety.report",
    "safety.keep_draft",
}


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def test_a_pharmacist_carries_the_counters_acts_and_no_list_and_no_search() -> None:
    carried = {name for name, act in ACTS.items() if Role.PHARMACIST in act.roles}
    assert {name for name in carried if not name.startswith("pharmacies.")} == AT_THE_COUNTER


def test_no_page_of_the_desk_lists_or_finds_patients_for_her(scene: Scene) -> None:
    a_dispensing(scene)
    desk = Desk(scene.pharmacist)
    for one in addresses():
        if one.name.startswith(("prescribers:", "safety:", "reports:")) and not one.keys:
            assert desk.client.get(one.at({})).status_code == 403, one.name
    for path in ("/counter/?q=tester", "/counter/?name=TESTER", "/counter/"):
        assert "TESTER" not in desk.client.get(path).content.decode()
    assert desk.check("TESTER").status == 422


def test_a_scan_opens_sight_of_this_patient_for_half_an_hour_and_stands_in_the_trail(scene: Scene) -> None:
    by, at = scene.pharmacist, now()
    other = a_woman_ready_for_dispensing(pharmacist=by)
    assert not visible_patients(by=by, at=at).exists()
    check_card(by=by, at=at, number=scene.card.number)
    for minutes, seen in ((0, True), (29, True), (30, False)):
        sees = visible_patients(by=by, at=at + dt.timedelta(minutes=minutes))
        assert sees.filter(id=scene.patient_id).exists() is seen
        assert not sees.filter(id=other.patient_id).exists()
    grant = AccessGrant.objects.get(kind=GrantKind.CARD_SCAN)
    assert (grant.patient_id, grant.organisation_id) == (scene.patient_id, by.organisation_id)
    assert (grant.from_at, grant.until_at, grant.granted_by_id) == (at, at + HALF_AN_HOUR, by.user_id)
    line = Entry.objects.get(act="pharmacies.check_card", outcome=Outcome.DONE)
    assert (line.actor_id, line.organisation_id, line.subjects) == (by.user_id, by.organisation_id, [scene.patient_id])


def test_a_colleague_of_another_pharmacy_sees_nothing_of_it(scene: Scene) -> None:
    check_card(by=scene.pharmacist, at=now(), number=scene.card.number)
    assert not visible_patients(by=a_pharmacist(), at=now()).exists()
