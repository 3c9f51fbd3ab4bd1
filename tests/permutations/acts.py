"""The acts of the schedules, on a copy of one patient: a woman past childbearing, prescribed for yesterday."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from accounts.acts import MANAGER
from accounts.models import Role
from outbox.models import Message
from patients import operations as record
from patients.models import Card, Dispensing, Enrolment, Pregnancy, Prescription, Verdict
from patients.queries import valid_card
from pharmacies.operations import record_dispensing
from pharmacies.refusals import AnswerEnded
from programmes.models import PrescriberCertification
from programmes.operations import end_certification
from tests.builders import (
    BEFORE_TREATMENT,
    Scene,
    a_check,
    a_draft,
    a_patient,
    a_pharmacist,
    a_place_for,
    a_prescriber,
    an_actor,
    an_identity,
    now,
)
from tests.copies import Copy, copies
from tests.permutations.model import CANCEL, CATEGORY, CERTIFICATE, DISPENSE, POSITIVE, REVOKE, Expected
from tests.permutations.sessions import Act


def a_scene() -> tuple[Scene, Verdict]:
    """Make the patient that is copied, with a yes at the counter."""
    doctor, at = a_prescriber(), now()
    enrolment = a_patient(
        at=at - BEFORE_TREATMENT, by=doctor, category="non_childbearing", criterion="age_50_amenorrhoea_1_year",
        identity=an_identity(birth_date=dt.date(1955, 3, 14)),
    )  # fmt: skip
    yesterday = at - dt.timedelta(days=1)
    prescription = record.authorise_prescription(by=doctor, at=yesterday, enrolment=enrolment, draft=a_draft())
    card = valid_card(enrolment=enrolment)
    assert card is not None
    scene = Scene(
        at=at, prescriber=doctor, pharmacist=a_pharmacist(), enrolment=enrolment, card=card, prescription=prescription
    )
    check = a_check(scene)
    assert check.dispense, check.reasons
    return scene, check


@dataclass(frozen=True, slots=True)
class Patient:
    """One copy, ready for a schedule."""

    copy: Copy
    check: Verdict
    enrolment: Enrolment
    card: Card
    prescription: Prescription

    def act(self, name: str) -> Act:
        """Give an act on her record, to be done in a session."""
        return lambda: _ACTS[name](self)


def patients(scene: Scene, check: Verdict, wanted: int) -> list[Patient]:
    """Copy the scene for so many schedules."""
    return [_ready(copy, check) for copy in copies(scene, wanted)]


def _ready(copy: Copy, check: Verdict) -> Patient:
    rows = Verdict.objects.select_related("enrolment__patient", "enrolment__programme", "prescription", "card")
    own = rows.get(id=copy.id_of(check.id))
    assert own.enrolment is not None
    assert own.card is not None
    assert own.prescription is not None
    return Patient(copy, own, own.enrolment, own.card, own.prescription)


def put_right(scene: Scene) -> None:
    """Let the prescriber be certified again; all else that a schedule does is its own patient's."""
    PrescriberCertification.objects.filter(prescriber_id=scene.prescriber.person_id).update(
        valid_until=None, ended_because=""
    )


def _dispense(one: Patient) -> Verdict:
    by = one.copy.scene.pharmacist
    return record_dispensing(by=by, at=now(), check=one.check, capsules=21, counselled=True)


def _positive(one: Patient) -> Any:
    return record.record_test(
        by=one.copy.scene.prescriber, at=now(), patient=one.enrolment.patient, sampled_on=now().date(),
        result="positive", specimen="blood", sensitivity_miu_ml=Decimal(25), supervised=True,
    )  # fmt: skip


def _category(one: Patient) -> Any:
    return record.assess_category(
        by=one.copy.scene.prescriber, at=now(), enrolment=one.enrolment, category="childbearing", criterion=None,
        specialist_confirmed=False, evidence="",
    )  # fmt: skip


def _certificate(one: Patient) -> Any:
    row = PrescriberCertification.objects.get(prescriber_id=one.copy.scene.prescriber.person_id)
    manager = an_actor(Role.PROGRAMME_MANAGER, a_place_for(MANAGER))
    return end_certification(
        by=manager, at=now(), certification=row, valid_until=one.prescription.prescribed_on, reason="licence lost"
    )


_ACTS: dict[str, Callable[[Patient], Any]] = {
    DISPENSE: _dispense,
    POSITIVE: _positive,
    REVOKE: lambda one: record.revoke_card(by=one.copy.scene.prescriber, at=now(), card=one.card, reason="lost"),
    CANCEL: lambda one: record.cancel_prescription(
        by=one.copy.scene.prescriber, at=now(), prescription=one.prescription, reason="another dose"
    ),
    CATEGORY: _category,
    CERTIFICATE: _certificate,
}


def shown(one: Patient, acts: tuple[str, ...], outcomes: list[Any], wanted: Expected) -> Expected:
    """Read from answers and database what came of a schedule.

    Of the reasons those are given that the model knows of; others may stand beside them.
    """
    dispensed: set[int] = set()
    why_not: dict[int, frozenset[str]] = {}
    for number, outcome in enumerate(outcomes):
        if acts[number] != DISPENSE:
            assert not isinstance(outcome, Exception), outcome
        elif isinstance(outcome, Verdict) and outcome.dispense:
            dispensed.add(number)
        elif isinstance(outcome, Verdict):
            why_not[number] = frozenset(outcome.reasons) & wanted.why_not.get(number, frozenset(outcome.reasons))
        else:
            assert isinstance(outcome, AnswerEnded), outcome
            why_not[number] = wanted.why_not.get(number, frozenset())
    assert Dispensing.objects.filter(enrolment_id=one.copy.enrolment_id).count() == len(dispensed)
    return replace(wanted, dispensed=frozenset(dispensed), why_not=why_not, warned=_warned(one))


def _warned(one: Patient) -> bool:
    pregnancy = Pregnancy.objects.filter(patient_id=one.copy.patient_id).first()
    if pregnancy is None:
        return False
    key = f"stopped:{pregnancy.id}:{one.copy.scene.pharmacist.organisation_id}"
    return Message.objects.filter(kind="supply_stopped_pharmacy", key=key).exists()
