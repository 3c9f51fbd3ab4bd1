"""Access that ends while dozens of sessions are at work: nothing that begins after its end is accepted.

Certificate, registration, place, role and person end by the registry's own operations, while capsules are dispensed,
tests recorded and prescriptions signed. The control remembers who held what, as a cache would, and puts the sessions
back that the end took away.
"""

import datetime as dt
import itertools
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from accounts.models import Membership, Organisation, Role, Session
from accounts.operations import end_role, suspend_organisation, suspend_user
from patients.identity import NewIdentity
from patients.models import Dispensing, Patient, PregnancyTest, Prescription
from programmes.models import PharmacyRegistration, PrescriberCertification
from programmes.operations import suspend_accreditation
from tests.builders import (
    Scene,
    a_check,
    a_delegate,
    a_man_ready_for_dispensing,
    a_place_for,
    a_woman_ready_for_dispensing,
    an_actor,
    an_identity,
    now,
    user_of,
)
from tests.copies import copies
from tests.prescribers.desk import Desk, address
from tests.prescribers.forms import a_draft_form
from tests.races.course import CONTROL, CONTROLS, GUARDED, RACES, Report, Request
from tests.races.test_races import a_positive_test, dispense
from tests.server import Answer, Server, logged_in_often

_next = itertools.count()

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]

BEFORE = 16
"""Sessions at work when the access ends."""

AFTER = {GUARDED: 72, CONTROL: 8}
"""Sessions that begin as soon as its end is stored: these are counted, five hundred in the seven ways to end."""

AT_ONCE = 8
LET_THROUGH = 6
"""Answers after which the access ends; the others are under way or still to come."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How access ends, and the acts that need it."""

    end: Callable[[], object]
    acts: list[Request]
    accepted: QuerySet[Any]
    """The rows of those that were accepted."""


def _manager() -> dict[str, object]:
    return {"by": an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER)), "at": now()}


def _administrator() -> dict[str, object]:
    return {"by": an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR)), "at": now()}


def _somebody(**facts: str) -> NewIdentity:
    """Make up a person whom nobody takes for another: there are many of one family name here, told apart by numbers."""
    return an_identity(birth_date=dt.date(1975, 3, 14) + dt.timedelta(days=40 * next(_next)), **facts)


def _dispensings(server: Server, sessions: int, *, end: Callable[[Scene], Callable[[], object]]) -> Ending:
    scene = a_man_ready_for_dispensing(identity=_somebody(sex="male"))
    check = a_check(scene).id
    those = copies(scene, sessions)
    logins = logged_in_often(scene.pharmacist, sessions)
    acts = [dispense(server, copy.id_of(check), login) for copy, login in zip(those, logins, strict=True)]
    given = Dispensing.objects.filter(enrolment_id__in=[one.enrolment_id for one in those])
    return Ending(end(scene), acts, given)


def _certificate(scene: Scene) -> Callable[[], object]:
    row = PrescriberCertification.objects.get(prescriber_id=scene.prescriber.person_id)
    return partial(suspend_accreditation, accreditation=row, reason="licence lost", **_manager())


def _registration(scene: Scene) -> Callable[[], object]:
    row = PharmacyRegistration.objects.get(pharmacy_id=scene.pharmacist.place_id)
    return partial(suspend_accreditation, accreditation=row, reason="closed", **_manager())


def _place(scene: Scene) -> Callable[[], object]:
    place = Organisation.objects.get(id=scene.pharmacist.place_id)
    return partial(suspend_organisation, organisation=place, reason="closed", **_administrator())


def _tests_of_a_delegate(server: Server, sessions: int) -> Ending:
    scene = a_woman_ready_for_dispensing(identity=_somebody())
    delegate = a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id))
    those = copies(scene, sessions)
    logins = logged_in_often(delegate, sessions)
    acts = [a_positive_test(server, copy, login) for copy, login in zip(those, logins, strict=True)]
    role = Membership.objects.get(user_id=delegate.person_id)
    end = partial(end_role, membership=role, valid_until=now().date(), **_administrator())
    found = PregnancyTest.objects.filter(patient_id__in=[one.patient_id for one in those], result="positive")
    return Ending(end, acts, found)


def _prescriptions(server: Server, sessions: int, *, end: Callable[[Scene], Callable[[], object]]) -> Ending:
    """Let a prescriber sign what she drafted for each: the page on which she signs is open, and as it was shown."""
    scene = a_woman_ready_for_dispensing(identity=_somebody())
    those = copies(scene, sessions)
    desk = Desk(scene.prescriber)
    shown = desk.sends(address(scene.enrolment, "prescription"), a_draft_form()).hidden
    session = desk.client.session
    for copy in those:
        session[f"draft:{copy.enrolment_id}"] = session[f"draft:{scene.enrolment.id}"]
    session.save()
    login = desk.client.cookies["sessionid"].value
    versions = dict(Patient.objects.filter(id__in=[one.patient_id for one in those]).values_list("id", "version"))
    acts: list[Request] = []
    for copy in those:
        signed = {"about": str(copy.enrolment_id), "version": str(versions[copy.patient_id]), "nonce": str(uuid4())}
        path = f"/patients/{copy.enrolment_id}/prescription/check/"
        acts.append(partial(server.ask, "POST", path, login=login, fields=shown | signed | {"checked": "on"}))
    before = [one.prescription_id for one in those]
    made = Prescription.objects.filter(enrolment_id__in=[one.enrolment_id for one in those]).exclude(id__in=before)
    return Ending(end(scene), acts, made)


def _person(scene: Scene) -> Callable[[], object]:
    return partial(suspend_user, user=user_of(scene.pharmacist), reason="left", **_administrator())


def _right_to_prescribe(scene: Scene) -> Callable[[], object]:
    role = Membership.objects.get(user_id=scene.prescriber.person_id)
    return partial(end_role, membership=role, valid_until=now().date(), **_administrator())


ENDINGS: tuple[Callable[[Server, int], Ending], ...] = (
    partial(_dispensings, end=_certificate),
    partial(_dispensings, end=_registration),
    partial(_dispensings, end=_place),
    partial(_dispensings, end=_person),
    partial(_prescriptions, end=_certificate),
    partial(_prescriptions, end=_right_to_prescribe),
    _tests_of_a_delegate,
)


def test_access_that_ends_during_open_sessions(
    served: tuple[str, Server], judge: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    how, server = served
    wrong: list[bool] = []
    latest = 0.0
    wanted = RACES if how == GUARDED else CONTROLS
    for number, prepare in enumerate(itertools.cycle(ENDINGS)):
        if number >= len(ENDINGS) and len(wrong) >= wanted:
            break
        ending = prepare(server, BEFORE + AFTER[how])
        sent = _all_at_work(ending, keeping_sessions=how == CONTROL)
        assert sum(one.accepted for one in sent) == ending.accepted.count()
        wrong += [one.accepted for one in sent if one.began > 0]
        latest = max([latest, *(one.ended for one in sent if one.accepted)])
    with capsys.disabled():
        sys.stdout.write(f"\nthe last act accepted was answered {1000 * latest:.0f} ms after the end, {how}")
    judge("an act that begins after its access ended", wrong)


@dataclass(frozen=True, slots=True)
class Sent:
    """An act, with when it began and was answered: seconds after the end of access was stored."""

    began: float
    ended: float
    accepted: bool


def _all_at_work(ending: Ending, *, keeping_sessions: bool) -> list[Sent]:
    """Let all sessions act, end the access once some were answered, and say when each began and what it got."""
    answered, over = threading.Semaphore(0), threading.Event()
    moment: list[float] = []

    def act(number: int, request: Request) -> tuple[float, float, bool]:
        if number >= BEFORE:
            over.wait()
        began = time.monotonic()
        answer = request()
        answered.release()
        return began, time.monotonic(), _is_accepted(answer)

    with ThreadPoolExecutor(AT_ONCE) as clients:
        acts = [clients.submit(act, number, request) for number, request in enumerate(ending.acts)]
        for _ in range(LET_THROUGH):
            answered.acquire()
        kept = list(Session.objects.all()) if keeping_sessions else []
        ending.end()
        Session.objects.bulk_create(kept, ignore_conflicts=True)
        moment.append(time.monotonic())
        over.set()
        told = [one.result() for one in acts]
    return [Sent(began - moment[0], ended - moment[0], accepted) for began, ended, accepted in told]


def _is_accepted(answer: Answer | None) -> bool:
    assert answer is not None
    assert answer.status < 500
    if answer.location.endswith("/prescription/"):
        return False  # back to the draft, with the refusal
    return answer.location.endswith("/dispensed/") or answer.location.startswith("/patients/")
