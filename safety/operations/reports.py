"""Reporting a side effect, and completing a report."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.answers import require_one_of
from patients.dates import require_not_before, require_within_life, today_of
from patients.models import Enrolment
from patients.stamp import require_standing, stamp, superseding
from programmes.reactions import WORDS, expected_of
from safety.medicines import Medicine
from safety.models import (
    ActionTaken,
    Causality,
    Criterion,
    KeptAs,
    Outcome,
    ReportedMedicine,
    SideEffectReport,
)
from safety.operations.drafts import drop_draft
from safety.queries import report_of_the_same
from safety.refusals import AlreadyReported, NotAValidReport


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What is reported. Patient, reporter, event and suspect suffice; all else may be empty and follow.

    :param criteria: the criteria of seriousness that fit; None where nobody has said yet.
    """

    known_on: dt.date
    words: str
    suspects: tuple[Medicine, ...]
    others: tuple[Medicine, ...] = ()
    reaction: str = ""
    began_on: dt.date | None = None
    ended_on: dt.date | None = None
    criteria: tuple[str, ...] | None = None
    outcome: str = ""
    action_taken: str = ""
    causality: str = ""
    tests: str = ""
    history: str = ""


@operation("safety.report", guard=changes_record)
def report_side_effect(*, by: Actor, at: dt.datetime, enrolment: Enrolment, report: NewReport) -> SideEffectReport:
    """Send a report to the safety desk; a draft of its author is let go.

    :raises NotAValidReport: when event or suspect is missing, or the outcome contradicts the seriousness.
    :raises AlreadyReported: when this place reported the same event already; both are shown.
    :raises FutureDate: when a day is after today.
    :raises WrongOrder: when a day is before the patient was born, or the end before the beginning.
    :raises UnknownWord: when an answer is none of its list.
    """
    _require_valid(enrolment, report, at)
    earlier = report_of_the_same(enrolment=enrolment, place_id=by.place_id, event=_event(report))
    if earlier is not None:
        raise AlreadyReported(
            _(
                "“%(words)s” was already reported on %(day)s. Complete that report; "
                "if it happened again, say when it began this time."
            )
            % {"words": earlier.words, "day": date_format(earlier.known_on)}
        )
    made = _keep(enrolment, report, stamp(by=by, at=at))
    drop_draft(enrolment=enrolment, by=by, form=KeptAs.SIDE_EFFECT)
    return made


@operation("safety.report", guard=changes_record)
def complete_report(
    *, by: Actor, at: dt.datetime, earlier: SideEffectReport, report: NewReport, reason: str
) -> SideEffectReport:
    """Say what is known by now: the report as it stood is kept, and superseded.

    :raises NothingToChange: when it was completed meanwhile.
    :raises WithoutReason: when nobody says what is new.
    :raises NotAValidReport: as for a new report, and so the others.
    """
    require_standing(row=earlier)
    _require_valid(earlier.enrolment, report, at)
    made = _keep(earlier.enrolment, report, superseding(row=earlier, because=reason, by=by, at=at))
    drop_draft(enrolment=earlier.enrolment, by=by, form=KeptAs.COMPLETION, matter=earlier.series)
    return made


def _keep(enrolment: Enrolment, report: NewReport, made: dict[str, Any]) -> SideEffectReport:
    row = SideEffectReport.objects.create(
        enrolment=enrolment,
        known_on=report.known_on,
        words=report.words,
        reaction=report.reaction,
        expected=_proposed(enrolment, report),
        began_on=report.began_on,
        ended_on=report.ended_on,
        criteria=None if report.criteria is None else list(report.criteria),
        outcome=report.outcome,
        action_taken=report.action_taken,
        causality=report.causality,
        tests=report.tests,
        history=report.history,
        **made,
    )
    lines = [*((one, True) for one in report.suspects), *((one, False) for one in report.others)]
    for place, (one, suspect) in enumerate(lines):
        ReportedMedicine.objects.create(
            report=row, place=place, name=one.name, suspect=suspect, daily_dose_mg=one.daily_dose_mg,
            batch=one.batch, from_on=one.from_on,
        )  # fmt: skip
    return row


def _proposed(enrolment: Enrolment, report: NewReport) -> bool | None:
    """Propose whether the label leads one to expect it; of a death none of the lists says so (GVP VI.B)."""
    expected = expected_of(enrolment.programme.substance).expected
    if not expected or not report.reaction:
        return None
    return report.reaction in expected and report.outcome != Outcome.FATAL


def _event(report: NewReport) -> tuple[str, str, dt.date | None]:
    return report.words.casefold().strip(), report.reaction, report.began_on


def _require_valid(enrolment: Enrolment, report: NewReport, at: dt.datetime) -> None:
    if not report.words.strip():
        raise NotAValidReport(_("Say what happened, or choose it from the list."))
    if not report.suspects:
        raise NotAValidReport(_("Tick at least one medicine that may have caused it."))
    if report.outcome == Outcome.FATAL and Criterion.DEATH not in (report.criteria or ()):
        raise NotAValidReport(
            _("The outcome is “%(fatal)s”, and “%(death)s” is not ticked. Change one of the two.")
            % {"fatal": Outcome.FATAL.label, "death": Criterion.DEATH.label}
        )
    _require_known(report)
    days = [day for day in (report.known_on, report.began_on, report.ended_on) if day is not None]
    require_within_life(patient=enrolment.patient, days=days, today=today_of(enrolment=enrolment, at=at))
    for later in (report.ended_on, report.known_on):
        if report.began_on is not None and later is not None:
            require_not_before(day=later, start=report.began_on)


def _require_known(report: NewReport) -> None:
    lists = ((report.reaction, WORDS), (report.outcome, Outcome.values), (report.action_taken, ActionTaken.values),
             (report.causality, Causality.values))  # fmt: skip
    for word, words in lists:
        require_one_of(word=word, words=["", *words])
    for criterion in report.criteria or ():
        require_one_of(word=criterion, words=Criterion.values)
