"""One person has one record: whoever may be registered already is asked about before anything is stored."""

from typing import Any

import pytest

from audit.models import Entry, Outcome
from patients.models import HealthId, Patient
from tests.builders import a_prescriber
from tests.prescribers.desk import Answer, Desk, boxes
from tests.prescribers.forms import an_identity_form

pytestmark = pytest.mark.django_db

REGISTER = "/patients/register/"
JOSE = {"family_name": "José-María", "given_name": "Ana"}


def registers(desk: Desk, **changes: Any) -> Answer:
    return desk.sends(REGISTER, an_identity_form(**changes))


@pytest.mark.parametrize(
    "again",
    [
        JOSE,
        {"family_name": "Jose\u0301-Mari\u0301a", "given_name": "Ana"},
        {"family_name": "JOSE MARIA", "given_name": "ana"},
        {"family_name": "Ana", "given_name": "José-María"},
        {"family_name": "José-María", "given_name": "Ana Lucía"},
        {"family_name": "José-María", "given_name": ""},
    ],
)
def test_the_same_name_and_birth_date_at_ones_own_centre_lead_to_the_record(again: dict[str, str]) -> None:
    desk = Desk(a_prescriber())
    home = registers(desk, **JOSE).address
    answer = registers(desk, **again)
    assert answer.status == 409
    assert "Somebody of this name and date of birth is registered already." in answer.text
    assert f'href="{home}"' in answer.source
    assert "at another centre" not in answer.text
    assert Patient.objects.count() == 1


def test_a_record_that_was_shown_as_a_match_is_a_line_of_the_trail() -> None:
    desk = Desk(a_prescriber())
    registers(desk, **JOSE)
    before = Entry.objects.filter(outcome=Outcome.READ).count()
    registers(desk, **JOSE)
    lines = Entry.objects.filter(outcome=Outcome.READ, act="patients.search")
    assert lines.get().subjects == [Patient.objects.get().id]
    assert Entry.objects.filter(outcome=Outcome.READ).count() == before + 1


def test_a_record_at_another_centre_is_not_shown_and_a_transfer_is_offered() -> None:
    home = registers(Desk(a_prescriber()), **JOSE).address
    answer = registers(Desk(a_prescriber()), **JOSE)
    assert answer.status == 409
    assert "A possible match exists at another centre" in answer.text
    assert "/patients/transfers/ask/" in answer.source
    assert "Is it one of these?" not in answer.text
    assert home not in answer.source
    assert Patient.objects.count() == 1


def test_a_different_person_is_registered_with_the_tick_and_a_reason_that_is_kept() -> None:
    desk = Desk(a_prescriber())
    registers(desk, **JOSE)
    asked = registers(desk, **JOSE)
    answers = asked.hidden | an_identity_form(**JOSE)
    half = desk.sends_again(REGISTER, answers | {"different": "on", "reason": ""})
    assert "Write how you know" in half.text
    other_half = desk.sends_again(REGISTER, answers | {"reason": "twin sister"})
    assert "If not, tick" in other_half.text
    assert Patient.objects.count() == 1
    done = desk.sends_again(REGISTER, answers | {"different": "on", "reason": "a cousin, other papers"})
    assert done.heading == "Registration in progress"
    assert Patient.objects.count() == 2
    assert Entry.objects.get(act="patients.register", outcome=Outcome.DONE, reason="a cousin, other papers")


def test_another_birth_date_or_another_name_is_another_person() -> None:
    desk = Desk(a_prescriber())
    registers(desk, **JOSE)
    assert registers(desk, **JOSE, **boxes("birth_date", "14")).status == 422
    assert registers(desk, family_name="José-María", given_name="Eva").status == 200
    assert Patient.objects.count() == 2


def test_a_national_number_is_one_persons_however_it_is_written() -> None:
    desk = Desk(a_prescriber())
    registers(desk, health_id="85.07.30-033.28")
    answer = registers(desk, family_name="Other", given_name="Name", health_id="８５０７３０ 03328")
    assert answer.status == 409
    assert "Somebody with this number is registered already." in answer.text
    assert "This is a different person" not in answer.text
    assert Patient.objects.count() == 1
    assert HealthId.objects.get().value == "85073003328"
