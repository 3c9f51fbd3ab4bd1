"""From when contraception is enough is said as it is typed; a change is one act and invents no gap."""

import datetime as dt
from typing import Any

import pytest
from django.utils.formats import date_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.models import Contraception
from patients.operations import change_contraception, correct_contraception, end_contraception
from patients.protection import Method, protection_with
from patients.refusals import FutureDate, NothingToChange, WithoutLastDay, WrongOrder
from tests.builders import Scene, a_patient, a_prescriber, a_woman_ready_for_dispensing, an_implant, now
from tests.patients.lives import DAY, NOON
from tests.prescribers.desk import Desk, address, boxes
from tests.prescribers.forms import a_contraception_form, today

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
PILL: dict[str, Any] = {
    "method": "progestogen_only_pill", "valid_until": None, "confirmed": True, "confirmed_on": [],
}  # fmt: skip


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing(at=NOON)


def _method(scene: Scene) -> Contraception:
    row: Contraception = Contraception.objects.standing().get(patient=scene.patient)
    return row


def _changes(scene: Scene, *, ended_on: dt.date, started_on: dt.date) -> Contraception:
    return change_contraception(
        by=scene.prescriber, at=NOON, contraception=_method(scene), ended_on=ended_on, started_on=started_on, **PILL
    )


# --- said as it is typed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("asks", [{}, {"HX-Request": "true"}], ids=["by the button", "live"])
def test_the_page_says_from_when_and_records_nothing(asks: dict[str, str]) -> None:
    doctor = a_prescriber()
    enrolment, desk = a_patient(at=now(), by=doctor), Desk(doctor)
    path = address(enrolment, "contraception")
    form = a_contraception_form(**boxes("started_on", today() - 7 * DAY), say="yes")
    page = desk.client.post(path, desk.opens(path).hidden | form, headers=asks)
    text = page.content.decode()
    complete = date_format(today() + 21 * DAY)
    assert f"4 weeks of contraception are complete on {complete}. Test and prescribe on that day or later." in text
    assert 'value="implant"' in text
    assert Contraception.objects.count() == 0


SAYS: dict[str, tuple[dict[str, Any], str]] = {
    "complete": (boxes("started_on", today() - 40 * DAY), f"complete since {date_format(today() - 12 * DAY)}"),
    "not accepted": ({"method": "barrier"} | boxes("valid_until", None), "Typed like this it does not count"),
    "not confirmed": ({"method": "abstinence"} | boxes("valid_until", None), "Typed like this it does not count"),
    "planned": (boxes("started_on", today() + DAY), "What is only planned does not protect yet"),
    "no last day": (boxes("valid_until", None), "protects until"),
}


@pytest.mark.parametrize("what", SAYS)
def test_what_a_method_comes_to_is_said(what: str) -> None:
    answers, said = SAYS[what]
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    page = Desk(doctor).sends(address(enrolment, "contraception"), a_contraception_form(**answers, say="yes"))
    assert said in page.text
    assert Contraception.objects.count() == 0


def test_a_last_day_left_out_is_suggested() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    begun = today() - 40 * DAY
    answer = Desk(doctor).sends(
        address(enrolment, "contraception"),
        a_contraception_form(**boxes("started_on", begun), **boxes("valid_until", None)),
    )
    assert answer.status == 422
    assert f"protects until {date_format(begun.replace(year=begun.year + 3))} at the latest" in answer.text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ago=st.integers(0, 90))
def test_what_is_said_is_the_day_the_rulebook_counts_to(ago: int) -> None:
    her = a_patient(at=NOON, by=a_prescriber())
    begun = Method(
        method="implant", started_on=TODAY - ago * DAY, valid_until=TODAY + 900 * DAY, confirmed=True, confirmed_on=[]
    )
    found = protection_with(enrolment=her, on=TODAY, begun=begun)
    assert found.counts
    assert found.complete_on == begun.started_on + 28 * DAY
    assert found.is_complete is (ago >= 28)


# --- changed in one act -------------------------------------------------------------------------------------


def test_a_change_ends_one_and_begins_the_other_in_one_act(scene: Scene) -> None:
    implant = _method(scene)
    pill = _changes(scene, ended_on=TODAY, started_on=TODAY)
    ended = Contraception.objects.standing().get(series=implant.series)
    assert (ended.ended_on, ended.supersedes_because) == (TODAY, "changed for another method")
    assert (pill.started_on, pill.ended_on) == (TODAY, None)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(left=st.integers(0, 40), begun=st.integers(0, 40))
def test_a_gap_is_counted_as_it_was_told_and_none_is_invented(left: int, begun: int) -> None:
    her = a_woman_ready_for_dispensing(at=NOON)
    _changes(her, ended_on=TODAY - left * DAY, started_on=TODAY - begun * DAY)
    rows = Contraception.objects.standing().filter(patient=her.patient)
    days = {row.method: (row.started_on, row.ended_on) for row in rows}
    assert days["implant"][1] == TODAY - left * DAY
    assert days["progestogen_only_pill"] == (TODAY - begun * DAY, None)


def test_a_change_that_cannot_be_leaves_the_old_method_as_it_was(scene: Scene) -> None:
    long_ago = TODAY - 500 * DAY
    for refusal, ended_on, started_on in (
        (FutureDate, TODAY, TODAY + DAY), (FutureDate, TODAY + DAY, TODAY), (WrongOrder, long_ago, TODAY),
    ):  # fmt: skip
        with pytest.raises(refusal):
            _changes(scene, ended_on=ended_on, started_on=started_on)
    assert Contraception.objects.get() == _method(scene)
    assert _method(scene).ended_on is None


def test_what_has_ended_is_not_changed_for_another(scene: Scene) -> None:
    ended = end_contraception(by=scene.prescriber, at=NOON, contraception=_method(scene), ended_on=TODAY)
    with pytest.raises(NothingToChange):
        change_contraception(
            by=scene.prescriber, at=NOON, contraception=ended, ended_on=TODAY, started_on=TODAY, **PILL
        )


# --- put right --------------------------------------------------------------------------------------------------


def test_a_correction_supersedes_and_the_old_words_stay_struck_through(scene: Scene) -> None:
    desk, row = Desk(scene.prescriber), _method(scene)
    form = {
        "method": "copper_iud", "confirmed": "on", "reason": "read the wrong letter",
        **boxes("started_on", TODAY - 90 * DAY), **boxes("valid_until", TODAY + 900 * DAY), **boxes("ended_on", None),
    }  # fmt: skip
    assert desk.sends(address(scene.enrolment, "contraception", row.id, "correct"), form).status == 200
    assert (_method(scene).method, _method(scene).series) == ("copper_iud", row.series)
    record = desk.opens(address(scene.enrolment, "record"))
    assert "replaced or struck out: read the wrong letter" in record.text


def test_a_correction_keeps_what_a_method_wants(scene: Scene) -> None:
    facts: dict[str, Any] = {"ended_on": None, "confirmed": True, "reason": "misread", "valid_until": None}
    with pytest.raises(WithoutLastDay):
        correct_contraception(
            by=scene.prescriber, at=NOON, contraception=_method(scene), method="implant", started_on=TODAY, **facts
        )
    with pytest.raises(WrongOrder):
        correct_contraception(
            by=scene.prescriber, at=NOON, contraception=_method(scene), method="tubal_sterilisation",
            started_on=TODAY, **facts | {"ended_on": TODAY - DAY},
        )  # fmt: skip


def test_confirmations_of_abstinence_stay_with_abstinence(scene: Scene) -> None:
    an_implant(
        by=scene.prescriber, at=NOON, patient=scene.patient, method="abstinence", valid_until=None,
        confirmed_on=[TODAY],
    )  # fmt: skip
    row = Contraception.objects.get(method="abstinence")
    facts: dict[str, Any] = {"ended_on": None, "confirmed": True, "valid_until": None, "started_on": TODAY - DAY}
    same = correct_contraception(
        by=scene.prescriber, at=NOON, contraception=row, method="abstinence", reason="a day sooner", **facts
    )
    assert same.confirmed_on == [TODAY]
    other = correct_contraception(
        by=scene.prescriber, at=NOON, contraception=same, method="tubal_sterilisation", reason="another", **facts
    )
    assert other.confirmed_on == []
