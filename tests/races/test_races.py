"""Two acts at the same moment, against the served registry: never wrong with the guards, mostly wrong without.

Each race is run twice: as the registry is served, and as a control with the lock and the guarding triggers taken out.
In both the one who is first waits, between judgement and record, until the other is there: beside it, or held up by it.
"""

from collections import Counter
from functools import partial
from uuid import UUID, uuid4

import pytest

from outbox.models import Message
from patients.models import Dispensing, Pregnancy, PregnancyTest
from pharmacies.operations import check_card
from tests import owner
from tests.builders import (
    a_check,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_prescriber,
    a_woman_ready_for_dispensing,
    now,
)
from tests.copies import Copy, copies
from tests.races.course import GUARDED, PATIENCE, Outcome, Report, Request, batches, run
from tests.server import Answer, Server, logged_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]

YES = {
    "patients_verdict": "SELECT e.patient_id FROM patients_enrolment e "
    "WHERE e.id = $1.enrolment_id AND $1.dispense AND $1.mode = 'dispense'"
}
"""Where a dispensing meets others: once the rulebook said yes to it. ``$1`` is the verdict to be kept."""

BEFORE_A_DISPENSING = """
    SELECT $1.patient_id WHERE NOT EXISTS (SELECT 1 FROM patients_dispensing d
        JOIN patients_enrolment e ON e.id = d.enrolment_id WHERE e.patient_id = $1.patient_id)
"""
"""Where a change of her record meets a dispensing that is not made yet."""


def dispense(server: Server, check_id: UUID, login: str, *, nonce: str = "") -> Request:
    """Record a dispensing as the page does."""
    fields = {"capsules": "21", "counselled": "on", "nonce": nonce or str(uuid4())}
    return partial(server.ask, "POST", f"/counter/{check_id}/dispense/", login=login, fields=fields)


def was_dispensed(answer: Answer | None) -> bool:
    """Say whether the page says so; never a server's error but CANNOT CONFIRM."""
    assert answer is not None
    assert answer.status < 500 or "CANNOT CONFIRM" in answer.page
    return answer.location.endswith("/dispensed/")


def _given(those: list[Copy]) -> Counter[UUID]:
    """Count the dispensings on each prescription."""
    wanted = {one.prescription_id for one in those}
    return Counter(Dispensing.objects.filter(prescription_id__in=wanted).values_list("prescription_id", flat=True))


def test_two_pharmacists_and_one_prescription(served: tuple[str, Server], at_once: int, judge: Report) -> None:
    how, server = served
    prescriber, one, other = a_prescriber(), a_pharmacist(), a_pharmacist()
    logins = logged_in(one), logged_in(other)
    wrong: list[bool] = []
    with owner.meeting_before(YES, seconds=PATIENCE) as met:
        for wanted in batches(how):
            scene = a_man_ready_for_dispensing(prescriber=prescriber, pharmacist=one)
            checks = a_check(scene).id, check_card(by=other, at=now(), number=scene.card.number).id
            those = copies(scene, wanted)
            outcomes = run(
                [[dispense(server, copy.id_of(checks[n]), logins[n]) for n in (0, 1)] for copy in those],
                at_once=at_once,
            )
            given = _given(those)  # all that was prescribed is asked for: two dispensings are twice as much
            wrong += [
                given[copy.prescription_id] != 1 or sum(map(was_dispensed, outcome)) != 1
                for copy, outcome in zip(those, outcomes, strict=True)
            ]
        judge("two pharmacists, one prescription", wrong, met=met())


def test_dispensing_and_a_positive_test(served: tuple[str, Server], at_once: int, judge: Report) -> None:
    how, server = served
    prescriber, pharmacist = a_prescriber(), a_pharmacist()
    logins = logged_in(pharmacist), logged_in(prescriber)
    wrong: list[bool] = []
    orders: Counter[bool] = Counter()
    places = YES | {"patients_pregnancytest": BEFORE_A_DISPENSING}
    with owner.meeting_before(places, seconds=PATIENCE, outlasting="patients_verdict") as met:
        for wanted in batches(how):
            scene = a_woman_ready_for_dispensing(prescriber=prescriber, pharmacist=pharmacist)
            check = a_check(scene).id
            those = copies(scene, wanted)
            groups = [
                [dispense(server, copy.id_of(check), logins[0]), a_positive_test(server, copy, logins[1])]
                for copy in those
            ]
            outcomes = run([group[:: 1 if number % 2 else -1] for number, group in enumerate(groups)], at_once=at_once)
            wrong += _silent(those, outcomes, orders)
        judge("dispensing against a positive test", wrong, met=met())
    assert how != GUARDED or len(orders) == 2, "one of the two was always first"


def a_positive_test(server: Server, copy: Copy, login: str) -> Request:
    """Record a positive test of today as the page does."""
    today = now().date().isoformat()
    fields = {
        "nonce": str(uuid4()),
        "about": str(copy.enrolment_id),
        "version": str(type(copy.scene.patient).objects.get(id=copy.patient_id).version),
        "sampled_on_day": today,
        "result": "positive",
        "specimen": "blood",
        "sensitivity_miu_ml": "25",
        "supervised": "yes",
    }
    return partial(server.ask, "POST", f"/patients/{copy.enrolment_id}/test/", login=login, fields=fields)


def _silent(those: list[Copy], outcomes: list[Outcome], orders: Counter[bool]) -> list[bool]:
    """Say of each whether capsules went out beside a positive test without anybody being told."""
    patients = [copy.patient_id for copy in those]
    positive = PregnancyTest.objects.filter(patient_id__in=patients, result="positive")
    assert positive.count() == len(those)
    pregnancies = dict(Pregnancy.objects.filter(patient_id__in=patients).values_list("patient_id", "id"))
    told = set(Message.objects.filter(kind="supply_stopped_pharmacy").values_list("key", flat=True))
    given = _given(those)
    found = []
    for copy, outcome in zip(those, outcomes, strict=True):
        dispensed = given[copy.prescription_id] > 0
        orders[dispensed] += 1
        key = f"stopped:{pregnancies[copy.patient_id]}:{copy.scene.pharmacist.organisation_id}"
        found.append(dispensed != (key in told) or dispensed != any(map(was_dispensed, outcome)))
    return found


def test_one_form_sent_twice_and_more(served: tuple[str, Server], at_once: int, judge: Report) -> None:
    """Two to five copies of one form, spread over some milliseconds; of some the connection is cut once it is sent."""
    how, server = served
    prescriber, pharmacist = a_prescriber(), a_pharmacist()
    login = logged_in(pharmacist)
    wrong: list[bool] = []
    with owner.meeting_before(YES, seconds=PATIENCE) as met:
        for wanted in batches(how):
            scene = a_man_ready_for_dispensing(prescriber=prescriber, pharmacist=pharmacist)
            check = a_check(scene).id
            those = copies(scene, wanted)
            groups = [_several(server, copy.id_of(check), login, number) for number, copy in enumerate(those)]
            outcomes = run(groups, at_once=at_once, spread=0.02)
            given = _given(those)
            wrong += [
                given[copy.prescription_id] != 1 or not _one_answer(outcome)
                for copy, outcome in zip(those, outcomes, strict=True)
            ]
        judge("one form sent twice and more", wrong, met=met())


def _several(server: Server, check_id: UUID, login: str, number: int) -> list[Request]:
    """Give two to five copies of one form; every second of those after the first two hangs up."""
    fields = {"capsules": "21", "counselled": "on", "nonce": str(uuid4())}
    path = f"/counter/{check_id}/dispense/"
    once: Request = partial(server.ask, "POST", path, login=login, fields=fields)
    cut: Request = partial(server.send_and_hang_up, path, login=login, fields=fields)
    return [once, once, *(cut, once, cut)[: number % 4]]


def _one_answer(outcome: Outcome) -> bool:
    answers = [one for one in outcome if one is not None]
    return all(map(was_dispensed, answers)) and len({one.location for one in answers}) == 1
