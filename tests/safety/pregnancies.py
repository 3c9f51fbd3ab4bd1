"""Builders of what is told of a pregnancy."""

import datetime as dt
from typing import Any

from patients.models import Pregnancy
from patients.operations import suspect_pregnancy
from safety.models import Case, PregnancyOutcome, PregnancyReport
from safety.operations import (
    NewContact,
    NewOutcome,
    NewPregnancy,
    judge_root_cause,
    report_pregnancy,
    tell_contact,
    tell_outcome,
)
from safety.pulling import pull
from tests.builders import Scene
from tests.safety.reports import an_officer

WEEK = dt.timedelta(days=7)


def a_suspicion(scene: Scene, *, at: dt.datetime | None = None) -> Pregnancy:
    """Let the scene's prescriber suspect a pregnancy."""
    return suspect_pregnancy(by=scene.prescriber, at=at or scene.at, patient=scene.patient, reason="a test at home")


def a_pregnancy_told(on: dt.date, **changes: Any) -> NewPregnancy:
    """Give what is known of a pregnancy of eight weeks, measured on a day."""
    facts: dict[str, Any] = {
        "certainty": "confirmed", "known_how": "blood test positive", "weeks": 8, "days": 0, "dated_on": on,
        "dated_by": "ultrasound", "exposed_from": on - 6 * WEEK, "exposed_until": on, "contraception": "implant",
        "why_pregnant": "method_failed", "prospective": True,
    }  # fmt: skip
    return NewPregnancy(**facts | changes)


def a_contact(on: dt.date, **changes: Any) -> NewContact:
    """Give an attempt that nobody answered."""
    facts: dict[str, Any] = {
        "step": "birth", "on": on, "way": "telephone", "asked": "obstetrician", "answered": False,
    }  # fmt: skip
    return NewContact(**facts | changes)


def a_reported_pregnancy(scene: Scene, suspicion: Pregnancy, **changes: Any) -> PregnancyReport:
    """Let the scene's prescriber report it."""
    told = a_pregnancy_told(suspicion.suspected_on, **changes)
    return report_pregnancy(by=scene.prescriber, at=scene.at, suspicion=suspicion, report=told)


def a_whole_pregnancy(scene: Scene, *, at: dt.datetime, suspicion: Pregnancy) -> PregnancyOutcome:
    """Report it, ask once, tell of a loss on the same day, and let the desk judge why."""
    day = suspicion.suspected_on
    by = scene.prescriber
    told = a_pregnancy_told(day)
    report_pregnancy(by=by, at=at, suspicion=suspicion, report=told)
    tell_contact(by=by, at=at, suspicion=suspicion, contact=a_contact(day))
    judge_root_cause(by=an_officer(), at=at, suspicion=suspicion, element="method", words="The implant was in place.")
    lost = NewOutcome(ending="spontaneous_loss", ended_on=day)
    return tell_outcome(by=by, at=at, suspicion=suspicion, outcome=lost)


def the_case(suspicion: Pregnancy, *, at: dt.datetime) -> Case:
    """Let the desk pull, and give the case of a pregnancy."""
    pull(at=at)
    return Case.objects.get(source="pregnancy", source_series=suspicion.series)
