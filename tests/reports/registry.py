"""A registry small enough to count by hand: verdicts and dispensings kept as a test wants them."""

import datetime as dt
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from patients.models import CameBack, CapsuleReturn, Dispensing, LateEntry, Mode, Verdict
from patients.stamp import stamp
from reports.scope import Scope
from tests.builders import Scene, a_pharmacist

AT = dt.datetime(2026, 5, 10, 9, tzinfo=dt.UTC)
LATER = dt.timedelta(hours=1)


def a_scope(**changes: Any) -> Scope:
    """Give Belgium from the first of April to the thirtieth of June, as recorded by the end of the year."""
    facts: dict[str, Any] = {
        "country": "BE",
        "since": dt.date(2026, 4, 1),
        "until": dt.date(2026, 6, 30),
        "cut_off": dt.datetime(2026, 12, 31, tzinfo=dt.UTC),
    }
    return Scope(**facts | changes)


def a_verdict(scene: Scene, *, at: dt.datetime = AT, **changes: Any) -> Verdict:
    """Keep an answer about a scene's patient, by default a yes to a woman who can become pregnant."""
    by = scene.pharmacist
    facts: dict[str, Any] = {
        "at": at, "on": at.date(), "mode": Mode.CHECK, "dispense": True, "asked_by_id": by.user_id,
        "pharmacy_id": by.organisation_id, "country": by.country, "centre": scene.enrolment.centre, "card": scene.card,
        "enrolment": scene.enrolment, "prescription": scene.prescription, "capsules": 1,
        "programme": scene.enrolment.programme, "programme_version": "pomalidomide-eu/2019-05-13",
        "substance": "pomalidomide", "category": "childbearing", "judged_as": "childbearing", "label": "on_label",
        "indication": "with-dexamethasone",
    }  # fmt: skip
    return Verdict.objects.create(**facts | changes)


def a_no(scene: Scene, *reasons: str, at: dt.datetime = AT, **changes: Any) -> Verdict:
    """Keep a no with its reasons."""
    return a_verdict(scene, at=at, dispense=False, reasons=list(reasons), **changes)


def a_kept_dispensing(scene: Scene, *advice: str, at: dt.datetime = AT, **changes: Any) -> Dispensing:
    """Keep one capsule handed over on a yes, with what gates had moved to its advice."""
    return _given(scene, a_verdict(scene, at=at, mode=Mode.DISPENSE, advice=list(advice), **changes), at)


def a_late_dispensing(
    scene: Scene, *reasons: str, at: dt.datetime = AT, second: UUID | None = None, **changes: Any
) -> Dispensing:
    """Keep one capsule handed over at a moment and entered five hours later, against reasons or none."""
    entered = at + 5 * LATER
    verdict = a_verdict(
        scene, at=entered, on=at.date(), mode=Mode.LATE, dispense=not reasons, reasons=list(reasons), **changes
    )
    LateEntry.objects.create(
        enrolment=scene.enrolment, verdict=verdict, happened_at=at, why="no_answer", words="no line",
        second_person_id=second or a_pharmacist().person_id, facts_then={}, **stamp(by=scene.pharmacist, at=entered),
    )  # fmt: skip
    return _given(scene, verdict, entered)


def reverse(scene: Scene, dispensing: Dispensing, *, at: dt.datetime = AT + LATER) -> CapsuleReturn:
    """Say of a dispensing that it was recorded and never collected."""
    return CapsuleReturn.objects.create(
        enrolment=scene.enrolment, dispensing=dispensing, completes=dispensing, returned_on=at.date(),
        capsules=dispensing.capsules, how=CameBack.NOT_COLLECTED, why="never came", **stamp(by=scene.pharmacist, at=at),
    )  # fmt: skip


def _given(scene: Scene, verdict: Verdict, at: dt.datetime) -> Dispensing:
    by: Actor = scene.pharmacist
    return Dispensing.objects.create(
        enrolment=scene.enrolment, prescription=scene.prescription, verdict=verdict, dispensed_on=verdict.on,
        capsules=1, days=28, counselled=True, **stamp(by=by, at=at),
    )  # fmt: skip
