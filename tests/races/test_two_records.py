"""Two records of one person at the same moment: registered at two centres, and joined while one of them is served."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

import pytest

from accounts.actor import Actor
from audit.models import Entry, Outcome
from patients.models import Dispensing, MergeDecision, MergeProposal, Patient
from patients.operations import suspect_pregnancy
from patients.stamp import stamp
from tests import owner
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import a_check, a_pharmacist, a_prescriber, a_woman_ready_for_dispensing, an_identity, now
from tests.copies import Copy, copies
from tests.prescribers.desk import boxes
from tests.prescribers.forms import an_identity_form
from tests.races.course import OTHERS, PATIENCE, Report, Request, batches, run
from tests.races.test_races import YES, dispense
from tests.server import Server, logged_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]


BORN_ON_ONE_DAY = """
    SELECT i.birth_date FROM patients_identity i JOIN patients_patient p ON p.subject_id = i.subject_id
    WHERE p.id = $1.patient_id
"""
"""Where two who register one person meet: each pair has a day of birth of its own."""

JOINED_BEFORE_A_DISPENSING = """
    SELECT p.kept_id FROM patients_mergeproposal p WHERE p.id = $1.proposal_id AND NOT EXISTS (
        SELECT 1 FROM patients_dispensing d JOIN patients_enrolment e ON e.id = d.enrolment_id
        WHERE e.patient_id = p.kept_id)
"""


def _born(number: int) -> dt.date:
    """Give every pair a day of birth of its own, none of which is another's with day and month changed over."""
    year, place = divmod(number, 12 * 16)
    return dt.date(1940 + year, place // 16 + 1, 13 + place % 16)


def _register(server: Server, login: str, number: int) -> Request:
    born = _born(number)
    fields = an_identity_form(nonce=str(uuid4()), **boxes("birth_date", born))
    return partial(server.ask, "POST", "/patients/register/", login=login, fields=fields)


def test_one_person_registered_at_two_centres(served: tuple[str, Server], at_once: int, judge: Report) -> None:
    how, server = served
    logins = logged_in(a_prescriber()), logged_in(a_prescriber())
    before = set(Patient.objects.values_list("id", flat=True))
    numbers = range(sum(batches(how, races=OTHERS)))
    with owner.meeting_before({"patients_enrolment": BORN_ON_ONE_DAY}, seconds=PATIENCE):
        pairs = [[_register(server, login, number) for login in logins] for number in numbers]
        outcomes = run(pairs, at_once=at_once)
    registered = [sorted(one.status for one in outcome if one) for outcome in outcomes]
    assert Patient.objects.exclude(id__in=before).count() == sum(both.count(302) for both in registered)
    judge("one person registered at two centres", [both != [302, 409] for both in registered])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of one person: capsules are asked for on one, on the other a pregnancy is suspected."""

    served: Copy
    proposal: MergeProposal


def _pairs(wanted: int, prescriber: Actor, pharmacist: Actor, by: Actor) -> tuple[list[Pair], UUID]:
    """Make one such pair by the registry's operations and copy it; give the pairs, and the check of the first."""
    scene = a_woman_ready_for_dispensing(prescriber=prescriber, pharmacist=pharmacist, identity=an_identity())
    other = a_woman_ready_for_dispensing(prescriber=prescriber, identity=an_identity())
    at = now()
    suspect_pregnancy(by=prescriber, at=at, patient=other.patient, reason="late")
    check = a_check(scene).id
    both = list(zip(copies(scene, wanted), copies(other, wanted), strict=True))
    proposals = [
        MergeProposal(kept_id=one.patient_id, merged_id=two.patient_id, why="the same passport", **stamp(by=by, at=at))
        for one, two in both
    ]
    MergeProposal.objects.bulk_create(proposals)
    return [Pair(one, proposal) for (one, _two), proposal in zip(both, proposals, strict=True)], check


def _join(server: Server, login: str, pair: Pair, version: int) -> Request:
    fields = {
        "nonce": str(uuid4()),
        "about": str(pair.served.enrolment_id),
        "version": str(version),
        "answer": "yes",
        "reason": "",
    }
    path = f"/patients/{pair.served.enrolment_id}/merge/{pair.proposal.id}/"
    return partial(server.ask, "POST", path, login=login, fields=fields)


def _served_after_the_join(pair: Pair) -> bool:
    """Say whether capsules went out on a record that was one with a suspicion already."""
    dispensed = Dispensing.objects.filter(enrolment_id=pair.served.enrolment_id).exists()
    joined_too = MergeDecision.objects.filter(proposal=pair.proposal).exists()
    assert dispensed or joined_too, "neither came to its end"
    if not (dispensed and joined_too):
        return False
    done = Entry.objects.filter(
        outcome=Outcome.DONE, subjects__contains=[pair.served.patient_id], version__isnull=False
    )
    order = {one.act: one.version for one in done}
    given, joined = order.get("pharmacies.dispense"), order.get("patients.decide_merge")
    return given is None or joined is None or given > joined


def test_a_record_joined_to_a_suspicion_while_served(served: tuple[str, Server], at_once: int, judge: Report) -> None:
    how, server = served
    prescriber, pharmacist = a_prescriber(), a_pharmacist()
    logins = logged_in(pharmacist), logged_in(a_colleague(prescriber))
    pairs, check = _pairs(sum(batches(how, races=OTHERS)), prescriber, pharmacist, by=prescriber)
    versions = dict(
        Patient.objects.filter(id__in=[one.served.patient_id for one in pairs]).values_list("id", "version")
    )
    groups = [
        [
            dispense(server, pair.served.id_of(check), logins[0]),
            _join(server, logins[1], pair, versions[pair.served.patient_id]),
        ]
        for pair in pairs
    ]
    with owner.meeting_before(YES | {"patients_mergedecision": JOINED_BEFORE_A_DISPENSING}, seconds=PATIENCE) as met:
        run(groups, at_once=at_once)
        judge("a record joined to a suspicion while it is served", list(map(_served_after_the_join, pairs)), met=met())
