"""One lawful call of every operation on a patient's record, for the tests that try them all in one way."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.actor import Actor
from accounts.models import Organisation, Role
from patients import operations as record
from patients.models import Contraception, Notice, Pregnancy, PregnancyTest, Stop, Verdict
from pharmacies import operations as counter
from tests.builders import (
    Scene,
    a_check,
    a_draft,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    an_implant,
    an_indication,
)
from tests.patients.lives import NOON

TODAY = NOON.date()
LATER = NOON + dt.timedelta(minutes=10)

Answers = Callable[[Scene], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Try:
    """An operation, who does it, and what she answers in its form on the record of a scene."""

    operation: Callable[..., Any]
    role: str
    answers: Answers

    @property
    def name(self) -> str:
        """Give the operation's full name."""
        return f"{self.operation.__module__}.{self.operation.__qualname__}"

    def actor(self, scene: Scene) -> Actor:
        """Give the one of the scene who may do it."""
        return scene.pharmacist if self.role == Role.PHARMACIST else scene.prescriber


def _prescriber(operation: Callable[..., Any], answers: Answers) -> Try:
    return Try(operation, Role.PRESCRIBER, answers)


def _pharmacist(operation: Callable[..., Any], answers: Answers) -> Try:
    return Try(operation, Role.PHARMACIST, answers)


def _test(scene: Scene) -> PregnancyTest:
    test: PregnancyTest = PregnancyTest.objects.standing().get(patient=scene.patient)
    return test


def _refused_check(scene: Scene) -> Verdict:
    a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="positive")
    return a_check(scene)


def _notice(scene: Scene) -> Notice:
    return counter.tell_prescriber(by=scene.pharmacist, at=NOON, check=_refused_check(scene))


def _suspicion(scene: Scene) -> Pregnancy:
    return record.suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")


def _stop(scene: Scene) -> Stop:
    return record.interrupt_supply(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, reason="operation")


def _method(scene: Scene) -> Contraception:
    an_implant(by=scene.prescriber, at=NOON, patient=scene.patient)
    standing = Contraception.objects.standing().filter(patient=scene.patient)
    newest: Contraception = standing.order_by("-started_on")[0]
    return newest


def a_colleague(actor: Actor) -> Actor:
    """Make another person of the same role and place."""
    return an_actor(actor.role, Organisation.objects.get(id=actor.place_id))


def a_stranger(actor: Actor) -> Actor:
    """Give a person of the same role, of another place."""
    elsewhere = a_woman_ready_for_dispensing(at=NOON)
    return elsewhere.pharmacist if actor.role == Role.PHARMACIST else elsewhere.prescriber


TRIES = (
    _prescriber(
        record.assess_category,
        lambda scene: {
            "enrolment": scene.enrolment, "category": "childbearing", "criterion": None,
            "specialist_confirmed": False, "evidence": "seen",
        },
    ),
    _prescriber(
        record.sign_agreement,
        lambda scene: {
            "enrolment": scene.enrolment, "statements": ["harm"], "signed_how": "paper", "form_version": "1",
        },
    ),
    _prescriber(
        record.record_treatment,
        lambda scene: {
            "enrolment": scene.enrolment, "started_on": TODAY, "indication": an_indication(), "reason": "mistyped",
        },
    ),
    _prescriber(
        record.record_contraception,
        lambda scene: {
            "patient": scene.patient, "method": "abstinence", "started_on": TODAY, "valid_until": None,
            "confirmed": True, "confirmed_on": [TODAY],
        },
    ),
    _prescriber(record.confirm_abstinence, lambda scene: {"contraception": _method(scene)}),
    _prescriber(record.end_contraception, lambda scene: {"contraception": _method(scene), "ended_on": TODAY}),
    _prescriber(
        record.record_test,
        lambda scene: {
            "patient": scene.patient, "sampled_on": TODAY, "result": "positive", "specimen": "blood",
            "sensitivity_miu_ml": Decimal(25), "supervised": True,
        },
    ),
    _prescriber(
        record.correct_test,
        lambda scene: {
            "test": _test(scene), "sampled_on": TODAY, "result": "positive", "sensitivity_miu_ml": Decimal(25),
            "supervised": True, "reason": "misread",
        },
    ),
    _prescriber(record.void_record, lambda scene: {"record": _test(scene), "reason": "another patient's"}),
    _prescriber(record.suspect_pregnancy, lambda scene: {"patient": scene.patient, "reason": "late"}),
    _prescriber(
        record.resolve_pregnancy,
        lambda scene: {"pregnancy": _suspicion(scene), "how": "false_alarm", "second": a_colleague(scene.prescriber)},
    ),
    _prescriber(record.issue_card, lambda scene: {"enrolment": scene.enrolment}),
    _prescriber(record.revoke_card, lambda scene: {"card": scene.card, "reason": "lost"}),
    _prescriber(record.interrupt_supply, lambda scene: {"enrolment": scene.enrolment, "reason": "operation"}),
    _prescriber(record.resume_supply, lambda scene: {"stop": _stop(scene)}),
    _prescriber(
        record.end_treatment,
        lambda scene: {"treatment": scene.prescription.treatment, "ended_on": TODAY, "reason": "progression"},
    ),
    _prescriber(record.withdraw, lambda scene: {"enrolment": scene.enrolment, "reason": "moved away"}),
    _prescriber(record.authorise_prescription, lambda scene: {"enrolment": scene.enrolment, "draft": a_draft()}),
    _prescriber(
        record.cancel_prescription, lambda scene: {"prescription": scene.prescription, "reason": "another dose"}
    ),
    _prescriber(record.answer_notice, lambda scene: {"notice": _notice(scene), "words": "She will be seen."}),
    _pharmacist(counter.record_dispensing, lambda scene: {"check": a_check(scene), "capsules": 7}),
    _pharmacist(counter.say_wrong_person, lambda scene: {"check": a_check(scene)}),
    _pharmacist(counter.tell_prescriber, lambda scene: {"check": _refused_check(scene)}),
)  # fmt: skip
