"""Every case of every table, through the rulebook's front door."""

import pytest

from rulebook import ADVICE, DUE_KINDS, REASONS
from tests.rulebook.table import Case, DueCase, Table, date_expected, date_given, is_given
from tests.rulebook.tables import ADVICE_TABLES, DUE_TABLES, REASON_TABLES
from tests.rulebook.trial import question, verdict

CASES = [
    pytest.param(table.code, case, id=f"{table.code}: {case.says}")
    for table in (*REASON_TABLES, *ADVICE_TABLES)
    for case in table.cases
]
DUE_CASES = [
    pytest.param(table.kind, case, id=f"{table.kind}: {case.says}") for table in DUE_TABLES for case in table.cases
]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_the_code_is_given_exactly_where_the_table_says_so(code: str, case: Case) -> None:
    assert is_given(code, case) is case.given


@pytest.mark.parametrize(("kind", "case"), DUE_CASES)
def test_the_date_falls_due_exactly_where_the_table_says_so(kind: str, case: DueCase) -> None:
    assert date_given(kind, case) == date_expected(case)


def test_every_reason_has_a_table_in_the_order_of_the_rulebook() -> None:
    assert [table.code for table in REASON_TABLES] == list(REASONS)


def test_every_advice_has_a_table_in_the_order_of_the_rulebook() -> None:
    assert [table.code for table in ADVICE_TABLES] == list(ADVICE)


def test_every_kind_that_falls_due_has_a_table_in_the_order_of_the_rulebook() -> None:
    assert [table.kind for table in DUE_TABLES] == list(DUE_KINDS)


@pytest.mark.parametrize("table", [*REASON_TABLES, *ADVICE_TABLES], ids=lambda table: table.code)
def test_every_table_shows_both_answers(table: Table) -> None:
    assert {case.given for case in table.cases} == {True, False}


def test_the_base_history_is_judged_yes_without_a_word() -> None:
    answer = verdict(question())
    assert (answer.dispense, answer.reasons, answer.advice) == (True, (), ())
