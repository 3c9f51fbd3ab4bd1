"""Builders of the desk's questions."""

import datetime as dt

from safety.models import CaseQuestion
from safety.operations import ask_reporter
from tests.builders import Scene
from tests.safety.reports import a_case, an_officer


def a_question(scene: Scene, *, at: dt.datetime | None = None) -> CaseQuestion:
    """Let the desk ask about a new case of the scene's patient."""
    moment = at or scene.at
    return ask_reporter(by=an_officer(), at=moment, case=a_case(scene, at=moment), words="Which batch was it?")
