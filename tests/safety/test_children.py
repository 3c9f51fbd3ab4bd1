"""A child with an anomaly has a case of its own, linked to that of the pregnancy, its parent from the record."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from patients.operations import tell_partner_pregnancy
from safety.e2b import read_batch
from safety.facts import Facts, facts_of
from safety.models import Case, PregnancyOutcome
from safety.operations import (
    NewOutcome,
    Written,
    correct_outcome,
    review_version,
    tell_outcome,
    write_message,
    write_version,
)
from safety.pulling import pull
from safety.queries import case_of, possible_duplicates, to_be_passed_on
from tests.builders import (
    Scene,
    a_man_ready_for_dispensing,
    a_woman_ready_for_dispensing,
    an_identity,
    user_of,
)
from tests.safety.messages import FOLDER, SCHEMAS
from tests.safety.pregnancies import a_reported_pregnancy, a_suspicion
from tests.safety.reports import an_officer

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
OF_THE_MOTHER: dict[str, Any] = {
    "earlier_pregnancies": 2, "earlier_outcomes": "1 live birth, 1 miscarriage", "risk_factors": "Smoking",
    "height_cm": 168, "weight_kg": Decimal("62.5"),
}  # fmt: skip
HISTORY = "Earlier pregnancies: 2. How they ended: 1 live birth, 1 miscarriage. Risk factors: Smoking."
AT_BIRTH: dict[str, Any] = {
    "weight_g": 2980, "length_cm": Decimal("47.5"), "head_cm": Decimal("31.0"), "apgar_5": 8,
}  # fmt: skip


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


def a_child(woman: Scene, suspicion: Any, at: dt.datetime, **changes: Any) -> PregnancyOutcome:
    """Let a girl be born, 210 days after the suspicion, with short arms unless the test says otherwise."""
    told: dict[str, Any] = {"ending": "live_birth", "anomaly": "yes", "words": "Short arms", "sex": "female"}
    born = NewOutcome(**told | {"ended_on": suspicion.suspected_on + 210 * DAY} | changes)
    return tell_outcome(by=woman.prescriber, at=at, suspicion=suspicion, outcome=born)


@pytest.fixture
def mother(scene: Scene) -> tuple[Scene, Any]:
    woman = a_woman_ready_for_dispensing(
        at=scene.at - 220 * DAY, identity=an_identity(family_name="Ypsilanti", given_name="Zoë")
    )
    suspicion = a_suspicion(woman)
    a_reported_pregnancy(woman, suspicion, last_period_on=suspicion.suspected_on - 56 * DAY, **OF_THE_MOTHER)
    return woman, suspicion


def of_the(source: str) -> Case:
    return Case.objects.get(source=source)


def told(case: Case) -> Facts:
    return facts_of(case.versions.latest("number").facts)


def reviewed(case: Case, at: dt.datetime) -> None:
    last = case.versions.latest("number")
    written = Written(narrative="Read.", criteria=("congenital_anomaly",))
    version = write_version(by=an_officer(), at=at, case=case, after=last.number, written=written, reason="read")
    review_version(by=an_officer(), at=at, version=version)


def test_an_anomaly_opens_a_case_of_the_child_with_its_parent_from_the_record(
    scene: Scene, mother: tuple[Scene, Any]
) -> None:
    woman, suspicion = mother
    a_child(woman, suspicion, scene.at, **AT_BIRTH)
    pull(at=scene.at)
    assert pull(at=scene.at) == 0
    hers, childs = of_the("pregnancy"), of_the("child")
    facts = told(childs)
    assert (facts.patient.initials, facts.patient.age_group, facts.patient.sex) == ("", "1", "2")
    assert (facts.parent.initials, facts.parent.sex) == ("ZY", "2")
    assert facts.parent.age == told(hers).patient.age
    assert (facts.parent.weight, facts.parent.height, facts.parent.history) == ("62.5", "168", HISTORY)
    assert (facts.patient.weight, facts.patient.height, facts.patient.history) == ("2.98", "47.5", "")
    assert [(one.name, one.value, one.unit) for one in facts.tests] == [
        ("Head circumference at birth", "31", "cm"), ("Apgar score after 5 minutes", "8", ""),
    ]  # fmt: skip
    assert facts.parent.last_period == f"{suspicion.suspected_on - 56 * DAY:%Y%m%d}"
    assert facts.reactions[0].congenital_anomaly == "true"
    assert facts.medicines[0].gestation == "2"
    assert (childs.day_zero, childs.versions.get().serious) == (scene.at.date(), True)
    assert childs.versions.get().due_on == childs.day_zero + 15 * DAY
    assert "Ypsilanti" not in facts.narrative
    client = Client()
    client.force_login(user_of(an_officer()))
    assert "Head circumference at birth 31 cm" in client.get(f"/safety/cases/{childs.id}/").content.decode()
    for one, other in ((hers, childs), (childs, hers)):
        page = client.get(f"/safety/cases/{one.id}/").content.decode()
        assert "Of the same pregnancy" in page
        assert other.number in page
        assert "YPSILANTI" not in page.upper()
    assert possible_duplicates(case=case_of(case_id=childs.id)) == []


def test_both_messages_name_each_other_and_the_childs_its_parent(
    scene: Scene, mother: tuple[Scene, Any], settings: LazySettings
) -> None:
    if FOLDER:  # held against the schema before it is kept, where there is one
        settings.E2B_SCHEMAS = SCHEMAS
    woman, suspicion = mother
    a_child(woman, suspicion, scene.at, **AT_BIRTH)
    pull(at=scene.at)
    hers, childs = of_the("pregnancy"), of_the("child")
    for case in (hers, childs):
        reviewed(case, scene.at)
    message = write_message(by=an_officer(), at=scene.at, versions=to_be_passed_on())
    sent = {one.number: one for one in read_batch(bytes(message.body)).cases}
    assert sent[hers.number].linked == (childs.number,)
    assert sent[childs.number].linked == (hers.number,)
    assert sent[childs.number].parent == told(childs).parent
    assert (sent[childs.number].patient, sent[childs.number].tests) == (told(childs).patient, told(childs).tests)
    assert sent[hers.number].patient == told(hers).patient
    assert told(hers).patient.history == HISTORY
    assert sent[hers.number].parent.initials == ""


@pytest.mark.parametrize("changes", [{"anomaly": "no", "words": ""}, {"anomaly": "unknown", "words": "Early"}])
def test_a_child_without_a_known_anomaly_has_no_case_of_its_own(
    scene: Scene, mother: tuple[Scene, Any], changes: dict[str, str]
) -> None:
    woman, suspicion = mother
    row = a_child(woman, suspicion, scene.at, **changes)
    pull(at=scene.at)
    assert not Case.objects.filter(source="child").exists()
    later = NewOutcome(ending="live_birth", ended_on=row.ended_on, anomaly="yes", words="Deaf", sex="male")
    correct_outcome(by=woman.prescriber, at=scene.at + 90 * DAY, earlier=row, outcome=later, reason="examined")
    pull(at=scene.at + 90 * DAY)
    assert of_the("child").day_zero == (scene.at + 90 * DAY).date()


def test_an_anomaly_that_was_none_is_flagged_and_more_of_the_pregnancy_moves_the_childs_case(
    scene: Scene, mother: tuple[Scene, Any]
) -> None:
    woman, suspicion = mother
    row = a_child(woman, suspicion, scene.at)
    pull(at=scene.at)
    a_child(woman, suspicion, scene.at, child=2, anomaly="no", words="")
    pull(at=scene.at)
    assert of_the("child").versions.count() == 2
    none = NewOutcome(ending="live_birth", ended_on=row.ended_on, anomaly="no")
    correct_outcome(by=woman.prescriber, at=scene.at, earlier=row, outcome=none, reason="another child's")
    pull(at=scene.at)
    client = Client()
    client.force_login(user_of(an_officer()))
    assert "struck out in the record" in client.get(f"/safety/cases/{of_the('child').id}/").content.decode()


def test_of_a_partners_child_the_parent_is_the_father_who_took_the_medicine(scene: Scene) -> None:
    man = a_man_ready_for_dispensing(at=scene.at - 220 * DAY)
    suspicion = tell_partner_pregnancy(
        by=man.prescriber, at=man.at, patient=man.patient, known_on=man.at.date(), words="a test"
    )
    born = NewOutcome(
        ending="stillbirth", ended_on=suspicion.known_on + 200 * DAY, weeks=33, anomaly="yes", words="Heart"
    )
    tell_outcome(by=man.prescriber, at=scene.at, suspicion=suspicion, outcome=born)
    pull(at=scene.at)
    facts = told(of_the("child"))
    assert (facts.parent.sex, facts.parent.last_period) == ("1", "")
    assert "3" in facts.medicines[0].more
    assert (facts.patient.age_group, facts.patient.gestation) == ("0", "33")
    assert facts.reactions[0].death == "true"
