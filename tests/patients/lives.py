"""A life with a row in every table of the record, made by the registry's own operations."""

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

from accounts.acts import PRESCRIBER
from accounts.models import Organisation
from patients.models import Notice, Pregnancy, Verdict
from patients.operations import (
    answer_notice,
    cancel_prescription,
    interrupt_supply,
    resolve_pregnancy,
    revoke_card,
    withdraw,
)
from pharmacies.operations import check_card, record_dispensing, tell_prescriber
from tests.builders import (
    Scene,
    a_check,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    an_identity,
)

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Life:
    """A scene, and what came after it."""

    scene: Scene
    verdict: Verdict
    notice: Notice


def a_whole_life() -> Life:
    """Dispense a part, report a no, suspect and resolve, stop, cancel, revoke, withdraw."""
    scene = a_woman_ready_for_dispensing(
        at=NOON,
        identity=an_identity(
            health_id_scheme="be-ssin", health_id="81031400123", mobile="+32470000001", email="she@example.org"
        ),
    )
    by, enrolment = scene.prescriber, scene.enrolment
    verdict = record_dispensing(by=scene.pharmacist, at=NOON, check=a_check(scene), capsules=5, nonce=uuid4())
    a_test(by=by, at=NOON + DAY, patient=scene.patient, result="positive")
    refused = check_card(by=scene.pharmacist, at=NOON + DAY, number=scene.card.number)
    notice = tell_prescriber(by=scene.pharmacist, at=NOON + DAY, check=refused)
    answer_notice(by=by, at=NOON + DAY, notice=notice, words="She will be seen.")
    colleague = an_actor(PRESCRIBER, Organisation.objects.get(id=by.place_id))
    suspicion = Pregnancy.objects.get(patient=scene.patient)
    resolve_pregnancy(by=by, at=NOON + 2 * DAY, pregnancy=suspicion, how="false_alarm", second=colleague)
    interrupt_supply(by=by, at=NOON + 2 * DAY, enrolment=enrolment, reason="operation")
    cancel_prescription(by=by, at=NOON + 2 * DAY, prescription=scene.prescription, reason="stopped")
    revoke_card(by=by, at=NOON + 2 * DAY, card=scene.card, reason="lost")
    withdraw(by=by, at=NOON + 2 * DAY, enrolment=enrolment, reason="moved away")
    return Life(scene, verdict, notice)
