"""Builders of what is reported to the safety desk."""

import datetime as dt
from typing import Any

from safety.medicines import Medicine, medicines_of
from safety.models import SideEffectReport
from safety.operations import NewReport, report_side_effect
from tests.builders import Scene
from tests.patients.lives import NOON

POMALIDOMIDE = "pomalidomide"


def a_report(**changes: Any) -> NewReport:
    """Give a report with the four elements of a valid case, learned of on the day of the lives' noon."""
    facts: dict[str, Any] = {
        "known_on": NOON.date(), "words": "Few white cells", "suspects": (Medicine(name=POMALIDOMIDE),),
    }  # fmt: skip
    return NewReport(**facts | changes)


def a_reported_side_effect(scene: Scene, *, at: dt.datetime | None = None, **changes: Any) -> SideEffectReport:
    """Let the scene's prescriber report what happened, with the medicines of the record."""
    moment = at or scene.at
    own = medicines_of(enrolment=scene.enrolment)
    facts: dict[str, Any] = {"known_on": moment.date(), "suspects": tuple(own[:1]), "others": tuple(own[1:])}
    return report_side_effect(
        by=scene.prescriber, at=moment, enrolment=scene.enrolment, report=a_report(**facts | changes)
    )
