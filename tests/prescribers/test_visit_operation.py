"""The operation behind the visit: all of it or nothing, by who may, once."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from accounts.refusals import AlreadyUsed, NotPermitted, NotVisible, Stale
from audit.models import Entry, Outcome
from patients.models import PregnancyTest, Prescription, SideEffectTold, Visit
from patients.operations import (
    NewTest,
    PrescribingRefused,
    SideEffect,
    VisitAnswers,
    record_visit,
    tell_side_effect,
)
from patients.refusals import NotForThisPatient
from tests.builders import Scene, a_dispensing, a_draft, a_prescriber, a_woman_ready_for_dispensing, now
from tests.prescribers.desk import a_delegate_of
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def her() -> Scene:
    scene = a_woman_ready_for_dispensing(at=now() - dt.timedelta(days=26))
    a_dispensing(scene)
    return scene


def an_answer(**changes: Any) -> VisitAnswers:
    facts: dict[str, Any] = {
        "agreed_to": "childbearing-2026-11", "contraception_unchanged": True, "test": a_new_test(), "side_effect": None,
    }  # fmt: skip
    return VisitAnswers(**facts | changes)


def a_new_test(**changes: Any) -> NewTest:
    facts: dict[str, Any] = {
        "sampled_on": today(), "result": "negative", "specimen": "urine", "sensitivity_miu_ml": 25, "supervised": True,
    }  # fmt: skip
    return NewTest(**facts | changes)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        (an_answer(agreed_to=""), NotForThisPatient),
        (an_answer(contraception_unchanged=None), NotForThisPatient),
        (an_answer(contraception_unchanged=False), NotForThisPatient),
        (an_answer(test=a_new_test(result="positive")), NotForThisPatient),
        (an_answer(test=None), PrescribingRefused),
        (an_answer(test=a_new_test(supervised=False)), PrescribingRefused),
        (an_answer(side_effect=SideEffect(words=" ", serious=True)), NotForThisPatient),
    ],
)
def test_a_visit_that_is_refused_leaves_nothing(her: Scene, answers: VisitAnswers, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        record_visit(by=her.prescriber, at=now(), enrolment=her.enrolment, answers=answers, draft=a_draft())
    assert PregnancyTest.objects.filter(patient=her.patient).count() == 1
    assert (SideEffectTold.objects.count(), Visit.objects.count(), Prescription.objects.count()) == (0, 0, 1)
    assert Entry.objects.filter(act="patients.record_visit", outcome=Outcome.REFUSED).exists()


def test_a_delegate_a_stranger_and_a_stale_page_sign_no_visit(her: Scene) -> None:
    wanted = {"at": now(), "enrolment": her.enrolment, "answers": an_answer(), "draft": a_draft()}
    with pytest.raises(NotPermitted):
        record_visit(by=a_delegate_of(her.prescriber), **wanted)
    with pytest.raises(NotVisible):
        record_visit(by=a_prescriber(), **wanted)
    with pytest.raises(Stale):
        record_visit(by=her.prescriber, version=1, **wanted)
    assert Visit.objects.count() == 0


def test_one_nonce_is_one_visit_and_serves_no_other_answers(her: Scene) -> None:
    wanted: dict[str, Any] = {"by": her.prescriber, "at": now(), "enrolment": her.enrolment, "draft": a_draft()}
    nonce = uuid4()
    first = record_visit(answers=an_answer(), nonce=nonce, **wanted)
    assert record_visit(answers=an_answer(), nonce=nonce, **wanted) == first
    with pytest.raises(AlreadyUsed):
        record_visit(answers=an_answer(agreed_to="other"), nonce=nonce, **wanted)


def test_a_delegate_keeps_what_a_patient_tells(her: Scene) -> None:
    told = SideEffect(words="Numb fingers", serious=True)
    row = tell_side_effect(by=a_delegate_of(her.prescriber), at=now(), enrolment=her.enrolment, side_effect=told)
    assert (row.words, row.serious) == ("Numb fingers", True)
