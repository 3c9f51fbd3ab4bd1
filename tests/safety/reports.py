"""Builders of what is reported to the safety desk."""

import datetime as dt
from typing import Any

from accounts.actor import Actor
from accounts.models import Kind, Role
from safety.medicines import Medicine, medicines_of
from safety.models import Case, SafetyMessage, SideEffectReport
from safety.operations import (
    NewReport,
    Written,
    report_side_effect,
    review_version,
    take_acknowledgement,
    take_message,
    write_message,
    write_version,
)
from safety.pulling import pull
from safety.queries import to_be_passed_on
from tests.builders import Scene, an_actor, an_organisation
from tests.patients.lives import NOON
from tests.safety.messages import an_acknowledgement

POMALIDOMIDE = "pomalidomide"
HOUR = dt.timedelta(hours=1)


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


def a_case(scene: Scene, *, at: dt.datetime | None = None, **changes: Any) -> Case:
    """Let the desk pull the case of a report that the scene's prescriber made."""
    moment = at or scene.at
    facts = {"words": f"Rash {SideEffectReport.objects.count()}"} | changes
    report = a_reported_side_effect(scene, at=moment, **facts)
    pull(at=moment)
    return Case.objects.get(source_series=report.series)


def a_reviewed_case(
    scene: Scene, *, at: dt.datetime | None = None, coded: tuple[str, str] = ("", ""), **changes: Any
) -> Case:
    """Let one of the desk write the case of a report, and another review it.

    :param coded: a code of a dictionary, and the version of that.
    """
    moment = at or scene.at
    case = a_case(scene, at=moment, **changes)
    term, version_of_term = coded
    written = Written(
        narrative="A woman had a rash.", criteria=("hospitalisation",), term=term, term_version=version_of_term
    )
    version = write_version(by=an_officer(), at=moment, case=case, after=1, written=written, reason="first reading")
    review_version(by=an_officer(), at=moment, version=version)
    return case


def a_message_and_its_answer(*, at: dt.datetime) -> SafetyMessage:
    """Let the desk pass on what is reviewed, read the answer, and read the message back as one from elsewhere."""
    officer = an_officer()
    message = write_message(by=officer, at=at, versions=to_be_passed_on())
    take_acknowledgement(by=officer, at=at, body=an_acknowledgement(message.batch))
    take_message(by=officer, at=at, body=bytes(message.body))
    return message


def a_refused_message(*, at: dt.datetime) -> SafetyMessage:
    """Let the desk pass on what is reviewed, and its receiver refuse all of it."""
    officer = an_officer()
    message = write_message(by=officer, at=at, versions=to_be_passed_on())
    take_acknowledgement(by=officer, at=at, body=an_acknowledgement(message.batch, code="AR", words="No receiver"))
    return message


def an_officer() -> Actor:
    """Make somebody of the safety desk."""
    return an_actor(Role.SAFETY_OFFICER, an_organisation(Kind.COMPANY))
