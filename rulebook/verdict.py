"""The verdict: may this prescription be dispensed (or written), and every reason why not."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from rulebook.days import Day
from rulebook.facts import Facts, gather
from rulebook.history import Question
from rulebook.label import label_status
from rulebook.malformed import MalformedQuestion, shown
from rulebook.programme import Programme, Programmes
from rulebook.reasons import ADVICE, REASONS
from rulebook.words import BLOCK, DISPENSE, PRESCRIBE

_ASKED: Final = {
    DISPENSE: tuple((reason.code, reason.holds, reason.needs_category) for reason in REASONS.values()),
    PRESCRIBE: tuple(
        (reason.code, reason.holds, reason.needs_category)
        for reason in REASONS.values()
        if reason.asked_when_prescribing
    ),
}
_ADVISED: Final = tuple((one.code, one.holds) for one in ADVICE.values())


HOLDING: Final = ("pregnancy_suspected", "treatment_stopped")
"""What holds a supply whatever is prescribed, the graver first: a suspicion, then a pause or an end."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rulebook answers; ``programme`` names the version that judged, so that it can be replayed."""

    case: str
    dispense: bool
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
    label: str
    indication: str | None
    programme: str
    category: str | None
    judged_as: str | None
    exempt: bool

    def as_dict(self) -> dict[str, object]:
        """Give the verdict as the plain mapping of the batch interface."""
        return {
            "case": self.case,
            "dispense": self.dispense,
            "reasons": self.reasons,
            "advice": self.advice,
            "label": self.label,
            "indication": self.indication,
            "programme": self.programme,
            "category": self.category,
            "judged_as": self.judged_as,
            "exempt": self.exempt,
        }


def held_by(*verdicts: Verdict) -> str:
    """Give the code of what holds a supply whatever is prescribed, or nothing; no gate of these may be moved.

    :param verdicts: on one record, or on each of several records of one person: what holds one holds all.
    """
    told = {code for one in verdicts for code in one.reasons}
    return next((code for code in HOLDING if code in told), "")


def judge(question: Question, programmes: Programmes, *, moved: Collection[str] = ()) -> Verdict:
    """Judge a prescription by the version of its programme in force on the day it was written.

    Every reason that holds is given, in the order of ``REASONS``; one whose gate is ``warn`` or ``record`` moves to
    the advice, before the advice's own codes.

    :param moved: reasons whose gates are moved besides, by an authority for a time or by two people for one supply.
    :raises MalformedQuestion: for an unknown programme, or one without a version on that day.
    :raises ValueError: when one of these gates may not be moved.
    """
    prescription = question.prescription
    if prescription is None:
        raise MalformedQuestion("prescription", "expected a text, not null")
    programme = version_on(question, programmes, prescription.prescribed_on).moving(moved)
    facts = gather(question, programme, prescribed_on=prescription.prescribed_on)
    label = label_status(question.history.patient, question.history.treatment, programme)
    holding = reasons_that_hold(facts)
    advised = [code for code in holding if programme.gate(code) != BLOCK]
    reasons = tuple([code for code in holding if code not in advised])
    return Verdict(
        case=question.case,
        dispense=not reasons,
        reasons=reasons,
        advice=tuple(advised + [code for code, holds in _ADVISED if holds(facts, label)]),
        label=label.status,
        indication=None if label.matched is None else label.matched.id,
        programme=programme.version,
        category=None if facts.category is None else facts.category.category,
        judged_as=facts.judged_as,
        exempt=facts.exempt,
    )


def reasons_that_hold(facts: Facts) -> list[str]:
    """List the codes of the reasons that hold, whatever their gate; without a category, those that need none."""
    judged = facts.judged_as is not None
    return [
        code
        for code, holds, needs_category in _ASKED[facts.question.ask]
        if (judged or not needs_category) and holds(facts)
    ]


def version_on(question: Question, programmes: Programmes, day: Day) -> Programme:
    """Give the version of the question's programme in force on a day.

    :raises MalformedQuestion: when the programme is unknown, or has no version on that day.
    """
    programme = programmes.on_day(question.programme, day)
    if programme is None:
        known = question.programme in programmes
        expected = "expected a programme with a version on the day" if known else "expected the id of a programme"
        raise MalformedQuestion("programme", f"{expected}; not {shown(question.programme)}")
    return programme
