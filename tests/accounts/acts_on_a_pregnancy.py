"""What a centre tells the desk of a pregnancy, or answers it: each operation, and what is answered in its form."""

from collections.abc import Callable
from typing import Any

from patients import operations as record
from safety import operations as safety
from tests.builders import Scene, a_check
from tests.patients.lives import NOON
from tests.safety.pregnancies import a_contact, a_pregnancy_told, a_suspicion, a_whole_pregnancy
from tests.safety.questions import a_question

TODAY = NOON.date()
ECTOPIC = safety.NewOutcome(ending="ectopic", ended_on=TODAY)

FOLLOWED: tuple[tuple[Callable[..., Any], Callable[[Scene], dict[str, Any]]], ...] = (
    (
        safety.report_pregnancy,
        lambda scene: {"suspicion": a_suspicion(scene, at=NOON), "report": a_pregnancy_told(TODAY)},
    ),
    (safety.tell_contact, lambda scene: {"suspicion": a_suspicion(scene, at=NOON), "contact": a_contact(TODAY)}),
    (safety.answer_question, lambda scene: {"question": a_question(scene, at=NOON), "words": "Batch K77"}),
    (safety.tell_outcome, lambda scene: {"suspicion": a_suspicion(scene, at=NOON), "outcome": ECTOPIC}),
    (
        safety.correct_outcome,
        lambda scene: {
            "earlier": a_whole_pregnancy(scene, at=NOON, suspicion=a_suspicion(scene, at=NOON)), "reason": "histology",
            "outcome": ECTOPIC,
        },
    ),
    (
        safety.keep_draft,
        lambda scene: {
            "enrolment": scene.enrolment, "answers": {"words": ["She is"]}, "form": "contact",
            "about": a_suspicion(scene, at=NOON),
        },
    ),
)  # fmt: skip


def _at_the_counter(scene: Scene) -> dict[str, Any]:
    a_check(scene, at=NOON)
    return {"patient": scene.patient, "words": "late"}


SUSPECTED = (record.suspect_at_counter, _at_the_counter)
"""What a pharmacist tells of a pregnancy, once she has scanned the card."""
