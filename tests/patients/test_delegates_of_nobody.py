"""The end of the last certificate of a centre: what its delegates can still do, and what waits."""

import dataclasses
import datetime as dt

import pytest

from accounts import acts
from accounts.actor import Actor
from accounts.models import Organisation, Role
from accounts.operation import OPERATIONS
from patients.operations import register_patient
from patients.queries import open_enrolment
from patients.refusals import NobodyCertified
from prescribers.operations import prepare_act
from prescribers.prepared import KINDS
from programmes.models import PrescriberCertification
from tests.accounts.acts_on_the_record import LATER, TRIES, Try
from tests.builders import Scene, a_delegate, a_programme, a_woman_ready_for_dispensing, an_identity
from tests.patients.lives import NOON

pytestmark = pytest.mark.django_db

PROTECT = [one for one in TRIES if OPERATIONS[one.name].act in acts.PROTECTIVE]


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    """Make a woman with a card and an open prescription."""
    return a_woman_ready_for_dispensing(at=NOON)


@pytest.fixture(scope="module")
def nurse(scene: Scene) -> Actor:
    """Make a delegate of her centre."""
    return a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id))


def _nobody_is_certified() -> None:
    PrescriberCertification.objects.update(valid_until=LATER.date() - dt.timedelta(days=1))


@pytest.mark.parametrize("one", PROTECT, ids=lambda one: one.name)
def test_what_protects_is_done_where_nobody_is_certified(one: Try, scene: Scene, nurse: Actor) -> None:
    answers = one.answers(scene)
    _nobody_is_certified()
    by = nurse if one.role != Role.DELEGATE else one.actor(scene)
    assert one.operation(by=by, at=LATER, **answers).pk
    assert open_enrolment(by=nurse, at=LATER, enrolment_id=scene.enrolment.id, act="patients.read")


def test_every_act_of_a_delegate_protects_or_is_done_for_a_certified_prescriber() -> None:
    carried = {known.act for known in OPERATIONS.values() if acts.carries(Role.DELEGATE, known.act)}
    own = {act for act in carried if act.startswith("accounts.")} | {"programmes.practise", "patients.keep_prepared"}
    assert carried - own <= acts.PROTECTIVE | acts.FOR_A_CERTIFIED
    assert not acts.PROTECTIVE & acts.FOR_A_CERTIFIED
    assert all(acts.carries(Role.DELEGATE, act) for act in acts.PROTECTIVE | acts.FOR_A_CERTIFIED)
    assert {OPERATIONS[one.name].act for one in PROTECT} == acts.PROTECTIVE
    assert {
        "patients.suspect_pregnancy", "patients.record_test", "patients.tell_side_effect", "patients.revoke_card",
    } <= acts.PROTECTIVE  # fmt: skip


def test_registering_and_enrolling_wait(scene: Scene, nurse: Actor) -> None:
    enrol = next(one for one in TRIES if OPERATIONS[one.name].act == "patients.enrol")
    answers, programme = enrol.answers(scene), a_programme()
    _nobody_is_certified()
    with pytest.raises(NobodyCertified, match="You can still record, report and stop"):
        enrol.operation(by=nurse, at=LATER, **answers)
    with pytest.raises(NobodyCertified):
        register_patient(by=nurse, at=LATER, programme=programme, new=an_identity())
    practice = dataclasses.replace(nurse, practice=True)
    assert register_patient(by=practice, at=LATER, programme=programme, new=an_identity()).pk


@pytest.mark.parametrize("act", sorted(KINDS))
def test_stops_are_prepared_and_supplies_wait(act: str, scene: Scene, nurse: Actor) -> None:
    one = next(one for one in TRIES if one.operation is prepare_act)
    answers = one.answers(scene) | {"act": act}
    assert one.operation(by=nurse, at=LATER, **answers).pk
    _nobody_is_certified()
    if act in {"prescription", "agreement", "issue_card", "resume"}:
        with pytest.raises(NobodyCertified):
            one.operation(by=nurse, at=LATER, **answers)
    else:
        assert one.operation(by=nurse, at=LATER, **answers).pk
