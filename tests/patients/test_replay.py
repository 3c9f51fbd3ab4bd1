"""An old answer can be judged again: the facts kept with a verdict give the same verdict, outside the registry."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from patients.eligibility import judge_dispensing
from patients.models import Agreement, Contraception, Pregnancy, PregnancyTest, Verdict
from patients.operations import (
    assess_category,
    authorise_prescription,
    end_contraception,
    end_treatment,
    interrupt_supply,
    issue_card,
    resolve_pregnancy,
    void_record,
    withdraw,
)
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_draft,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_test,
    a_woman_ready_for_dispensing,
)
from tests.patients.lives import DAY, NOON

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


def _decide(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ask the batch command, in a process of its own without a database."""
    answered = subprocess.run(
        [sys.executable, "manage.py", "decide"],
        input="".join(json.dumps(line) + "\n" for line in lines),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": ""},
        check=False,
    )
    assert answered.returncode == 0, answered.stdout + answered.stderr
    return [json.loads(line) for line in answered.stdout.splitlines()]


def _kept(verdict: Verdict) -> dict[str, Any]:
    return {
        "case": verdict.facts["case"],
        "dispense": verdict.dispense,
        "reasons": verdict.reasons,
        "advice": verdict.advice,
        "label": verdict.label,
        "indication": verdict.indication or None,
        "programme": verdict.programme_version,
        "category": verdict.category or None,
        "judged_as": verdict.judged_as or None,
        "exempt": verdict.exempt,
    }


def _a_year_of_answers() -> None:
    """Ask at the counter through everything that can happen to a few patients."""
    her = a_woman_ready_for_dispensing(at=NOON)
    by, elsewhere = her.prescriber, a_pharmacist(pharmacy=a_pharmacy(registered=False))
    a_check(her)
    a_dispensing(her, capsules=5)
    a_dispensing(her, at=NOON + DAY)
    a_dispensing(her, at=NOON + DAY, capsules=16)
    a_check(Scene(at=NOON, prescriber=by, pharmacist=elsewhere, enrolment=her.enrolment, card=her.card,
                  prescription=her.prescription))  # fmt: skip
    a_test(by=by, at=NOON + 5 * DAY, patient=her.patient, result="inconclusive", sensitivity_miu_ml=None)
    a_check(her, at=NOON + 5 * DAY)
    suspicion = Pregnancy.objects.get(patient=her.patient)
    resolve_pregnancy(by=by, at=NOON + 6 * DAY, pregnancy=suspicion, how="false_alarm", second=a_colleague(by))
    a_check(her, at=NOON + 6 * DAY)
    a_test(by=by, at=NOON + 26 * DAY, patient=her.patient)
    authorise_prescription(by=by, at=NOON + 26 * DAY, enrolment=her.enrolment, draft=a_draft())
    a_dispensing(her, at=NOON + 27 * DAY, capsules=21)
    method = Contraception.objects.get(patient=her.patient)
    end_contraception(by=by, at=NOON + 28 * DAY, contraception=method, ended_on=(NOON + 28 * DAY).date())
    interrupt_supply(by=by, at=NOON + 28 * DAY, enrolment=her.enrolment, reason="operation")
    a_check(her, at=NOON + 29 * DAY)
    void_record(by=by, at=NOON + 29 * DAY, record=Agreement.objects.get(enrolment=her.enrolment), reason="unsigned")
    a_check(her, at=NOON + 40 * DAY)
    end_treatment(
        by=by, at=NOON + 41 * DAY, treatment=her.prescription.treatment, ended_on=NOON.date() + 40 * DAY, reason="x"
    )
    a_check(her, at=NOON + 41 * DAY)
    withdraw(by=by, at=NOON + 41 * DAY, enrolment=her.enrolment, reason="moved")
    a_check(her, at=NOON + 42 * DAY)
    him = a_man_ready_for_dispensing(at=NOON)
    a_dispensing(him)
    a_check(him, at=NOON + 60 * DAY)
    assess_category(by=him.prescriber, at=NOON + 60 * DAY, enrolment=him.enrolment, category="childbearing",
                    criterion=None, specialist_confirmed=False, evidence="")  # fmt: skip
    a_check(him, at=NOON + 60 * DAY)


def test_every_answer_ever_given_is_given_again_by_the_batch_command() -> None:
    _a_year_of_answers()
    verdicts = list(Verdict.objects.filter(refusal="").order_by("at", "id"))
    told = {code for verdict in verdicts for code in verdict.reasons}
    assert len(verdicts) > 12
    assert len(told) >= 10
    assert {verdict.dispense for verdict in verdicts} == {True, False}
    assert _decide([verdict.facts for verdict in verdicts]) == [_kept(verdict) for verdict in verdicts]


def test_what_was_struck_out_or_superseded_is_not_judged() -> None:
    her = a_woman_ready_for_dispensing(at=NOON)
    by = her.prescriber
    end_contraception(
        by=by, at=NOON, contraception=Contraception.objects.get(patient=her.patient), ended_on=NOON.date()
    )
    assert a_check(her).reasons == ["contraception_missing"]
    void_record(by=by, at=NOON, record=Agreement.objects.get(enrolment=her.enrolment), reason="unsigned")
    void_record(by=by, at=NOON, record=PregnancyTest.objects.get(patient=her.patient), reason="another patient's")
    assert a_check(her).reasons == ["agreement_missing", "contraception_missing", "test_missing"]


def test_what_is_gathered_does_not_depend_on_when_it_is_asked_again() -> None:
    her = a_woman_ready_for_dispensing(at=NOON)
    verdict = a_check(her)
    again = judge_dispensing(
        prescription=her.prescription, capsules=21, card=her.card, pharmacy_id=her.pharmacist.organisation_id,
        on=NOON.date(),
    )  # fmt: skip
    assert json.loads(json.dumps(again.facts)) == Verdict.objects.get(id=verdict.id).facts


def test_a_longer_history_asks_no_more_queries() -> None:
    def queries_of(scene: Scene) -> int:
        pharmacy_id = scene.pharmacist.organisation_id
        with CaptureQueriesContext(connection) as asked:
            judge_dispensing(
                prescription=scene.prescription, capsules=1, card=scene.card, pharmacy_id=pharmacy_id, on=NOON.date()
            )
        return len(asked)

    short, long = a_woman_ready_for_dispensing(at=NOON), a_woman_ready_for_dispensing(at=NOON)
    for day in range(10):
        a_test(by=long.prescriber, at=NOON, patient=long.patient, sampled_on=NOON.date() - day * DAY)
        issue_card(by=long.prescriber, at=NOON, enrolment=long.enrolment)
    assert queries_of(short) == queries_of(long)
