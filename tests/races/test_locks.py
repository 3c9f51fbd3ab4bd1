"""Many at once on few patients: nobody is shown a deadlock, and everybody is answered.

Three acts that each take two records, in a ring, are the deadlock of the textbook. As served, records are locked in the
order of their ids; the control locks them as they come, and tries nothing again.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import quantiles
from uuid import UUID, uuid4

import pytest

from patients.models import MergeProposal, Patient
from patients.operations import interrupt_supply
from patients.stamp import stamp
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import a_check, a_pharmacist, a_prescriber, a_woman_ready_for_dispensing, now
from tests.copies import Copy, copies
from tests.races.course import GUARDED, RACES, Report, Request, batches, run
from tests.races.test_races import a_positive_test
from tests.server import Server, logged_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]

RINGS, CONTROL_RINGS = max(40, RACES // 10), 10
"""Rings of three acts, beside as many acts of the convoy as there are races; one of the control lasts until the
database looks for deadlocks."""

PATIENTS, CLIENTS = 5, 64


def test_three_acts_that_each_take_two_records_in_a_ring(served: tuple[str, Server], judge: Report) -> None:
    how, server = served
    prescriber = a_prescriber()
    colleague = a_colleague(prescriber)
    login = logged_in(prescriber)
    scene = a_woman_ready_for_dispensing(prescriber=prescriber)
    wanted = sum(batches(how, races=RINGS if how == GUARDED else CONTROL_RINGS))
    those = copies(scene, 3 * wanted)
    groups: list[list[Request]] = []
    at = now()
    for ring in range(wanted):
        three = those[3 * ring : 3 * ring + 3]
        pairs = zip(three, [*three[1:], three[0]], strict=True)
        proposed = [
            MergeProposal(kept_id=one.patient_id, merged_id=other.patient_id, why="alike", **stamp(by=colleague, at=at))
            for one, other in pairs
        ]
        MergeProposal.objects.bulk_create(proposed)
        groups.append([_refuse(server, login, copy, row) for copy, row in zip(three, proposed, strict=True)])
    outcomes = run(groups, at_once=2)
    judge(
        "three acts in a ring of three records",
        [any(answer is not None and answer.status >= 500 for answer in outcome) for outcome in outcomes],
    )


def _refuse(server: Server, login: str, copy: Copy, proposal: MergeProposal) -> Request:
    fields = {
        "nonce": str(uuid4()),
        "about": str(copy.enrolment_id),
        "version": str(Patient.objects.get(id=copy.patient_id).version),
        "answer": "no",
        "reason": "two people",
    }
    path = f"/patients/{copy.enrolment_id}/merge/{proposal.id}/"
    return partial(server.ask, "POST", path, login=login, fields=fields)


def test_a_convoy_of_many_clients_on_five_patients(
    served: tuple[str, Server], capsys: pytest.CaptureFixture[str]
) -> None:
    """Messages to the prescriber, dispensings and test results, all of which wait for the same five rows."""
    how, server = served
    if how != GUARDED:
        pytest.skip("the ring is the control: without the locks nobody waits for anybody here")
    prescriber, pharmacist = a_prescriber(), a_pharmacist()
    scene = a_woman_ready_for_dispensing(prescriber=prescriber, pharmacist=pharmacist)
    yes = a_check(scene).id
    interrupt_supply(by=prescriber, at=now(), enrolment=scene.enrolment, reason="pause")
    no = a_check(scene).id
    those = copies(scene, PATIENTS)
    logins = logged_in(pharmacist), logged_in(prescriber)
    acts = [_one_of_three(server, those[n % PATIENTS], n // PATIENTS % 3, (yes, no), logins) for n in range(RACES)]

    def timed(request: Request) -> tuple[float, int]:
        began = time.monotonic()
        answer = request()
        return time.monotonic() - began, answer.status if answer else 0

    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(timed, acts))
    times = sorted(seconds for seconds, _status in answers)
    half, nearly_all = 1000 * times[len(times) // 2], 1000 * quantiles(times, n=100)[98]
    told = f"{CLIENTS} clients on {PATIENTS} patients: {len(answers)} acts"
    with capsys.disabled():
        sys.stdout.write(f"\n{told}, half within {half:.0f} ms, 99 of 100 within {nearly_all:.0f} ms\n")
    assert {status for _seconds, status in answers} <= {200, 302, 409, 422}
    assert sum(status == 302 for _seconds, status in answers) > RACES // 2


def _one_of_three(
    server: Server, copy: Copy, which: int, checks: tuple[UUID, UUID], logins: tuple[str, str]
) -> Request:
    yes, no = (copy.id_of(check) for check in checks)
    if which == 0:
        return a_positive_test(server, copy, logins[1])
    address = f"/counter/{yes}/dispense/" if which == 1 else f"/counter/{no}/tell/"
    fields = {"capsules": "21", "counselled": "on", "nonce": str(uuid4())}
    return partial(server.ask, "POST", address, login=logins[0], fields=fields)
