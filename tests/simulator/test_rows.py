"""What the simulator writes is what the registry would have written: row by row, fact by fact, answer by answer."""

import datetime as dt
import json
from collections import Counter
from typing import Any

import pytest
from django.apps import apps

from accounts.models import Membership, Role
from accounts.queries import actor_of
from demo.simulator.question import question_of
from demo.simulator.tables import COLUMNS
from patients.eligibility import judge_dispensing
from patients.models import Dispensing, Enrolment, Mode, Verdict
from patients.queries import valid_card
from pharmacies.operations import check_card
from programmes.in_force import programmes
from rulebook import judge, parse_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("truth")]

MOMENT = dt.timedelta(microseconds=1)


def _columns(table: str) -> set[str]:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return {
        str(field.column)
        for field in model._meta.concrete_fields
        if not field.get_internal_type().endswith("AutoField")
    }


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_of_a_table_is_said(table: str) -> None:
    assert set(COLUMNS[table]) == _columns(table)


def test_every_answer_is_given_again_from_its_facts() -> None:
    kept = list(Verdict.objects.filter(refusal="").order_by("at", "id"))
    assert {one.mode for one in kept} == set(Mode)
    assert {one.dispense for one in kept} == {True, False}
    for one in kept:
        question = parse_question(one.facts)
        assert question_of(facts=one.facts, known=[]) == question
        answer = judge(question, programmes(), moved=one.overruled)
        said = (one.dispense, one.reasons, one.advice, one.label, one.indication, one.programme_version,
                one.category, one.judged_as, one.exempt)  # fmt: skip
        assert said == (
            answer.dispense, list(answer.reasons), list(answer.advice), answer.label, answer.indication or "",
            answer.programme, answer.category or "", answer.judged_as or "", answer.exempt,
        )  # fmt: skip


def _unordered(facts: dict[str, Any]) -> dict[str, Any]:
    """Put what the registry reads in no order of its own into one."""
    lists = {name: sorted(rows, key=_text) for name, rows in facts.items() if isinstance(rows, list)}
    written: dict[str, Any] = json.loads(json.dumps(facts | lists))
    return written


def _text(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True)


def test_the_facts_of_an_answer_are_those_that_the_registry_gathers_from_the_rows() -> None:
    kept = Verdict.objects.filter(refusal="").select_related("card", "prescription__enrolment__patient")
    few = [*kept.exclude(category="childbearing").order_by("id")[:30], *kept.filter(category="childbearing")[:90]]
    assert len(few) == 120
    for one in few:
        assert one.prescription is not None
        assert one.card is not None
        happened = one.late_entry.happened_at if one.mode == Mode.LATE else one.at
        again = judge_dispensing(
            prescription=one.prescription, capsules=one.capsules or 0, card=one.card, pharmacy_id=one.pharmacy_id,
            on=one.on, known_at=happened - MOMENT,
        )  # fmt: skip
        assert _unordered(again.facts) == _unordered(one.facts)


def test_days_of_verdicts_and_dispensings_are_the_programmes_own() -> None:
    rows = Dispensing.objects.select_related("verdict", "enrolment__programme")
    assert rows.exists()
    for row in rows[:500]:
        if row.verdict.mode == Mode.LATE:
            assert row.recorded_at > row.verdict.late_entry.happened_at
        assert row.dispensed_on == row.verdict.on


def test_a_simulated_card_is_answered_at_the_counter() -> None:
    answers: Counter[bool] = Counter()
    for enrolment in Enrolment.objects.order_by("id")[:20]:
        verdict = Verdict.objects.filter(enrolment=enrolment).order_by("-at").first()
        card = valid_card(enrolment=enrolment)
        if verdict is None or card is None:
            continue
        membership = Membership.objects.get(user=verdict.asked_by, role=Role.PHARMACIST)
        asked = check_card(
            by=actor_of(membership=membership), at=verdict.at + dt.timedelta(hours=1), number=card.number
        )
        answers[asked.refusal == ""] += 1
    assert answers[True] >= 15
