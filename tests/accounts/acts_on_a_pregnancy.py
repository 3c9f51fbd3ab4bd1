"""What a centre tells the desk of a pregnancy, or answers it: each operation, and what is answered in its form."""

from collections.abc import Callable
from typing import Any

from safety import operations as safety
from tests.builders import Scene
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
)  # fmt: skip
