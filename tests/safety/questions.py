"""Builders of the desk's questions."""

import datetime as dt
from uuid import UUID

from safety.models import CaseQuestion
from safety.operations import ask_reporter
from tests.builders import Scene
from tests.safety.reports import a_case, an_officer


def a_question(scene: Scene, *, at: dt.datetime | None = None, pharmacy_id: UUID | None = None) -> CaseQuestion:
    """Let the desk ask about a new case of the scene's patient; of a pharmacy too, as if it had reported it."""
    moment = at or scene.at
    asked = ask_reporter(by=an_officer(), at=moment, case=a_case(scene, at=moment), words="Which batch was it?")
    if pharmacy_id is None:
        return asked
    return CaseQuestion.objects.create(
        case=asked.case, enrolment=asked.enrolment, pharmacy_id=pharmacy_id, words=asked.words, asked_at=moment,
        asked_by=asked.asked_by,
    )  # fmt: skip
