"""What the counter shows: the answer, its reasons ordered by who can put them right, and what is left."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from foundation.checksymbols import ALPHABET
from patients.identity import Person
from patients.models import Dispensing, Mode, Notice, Prescription, Refused, Verdict
from patients.reasons import FixedBy, words
from pharmacies.queries import prescriber_of
from programmes.in_force import programmes
from rulebook import ADVICE, REASONS, due, from_when, parse_due_question, parse_question

YES, NO, WAIT = "yes", "no", "wait"
SAID_OF_A_STOP = "treatment_stopped"
"""The code shown for every stop, so that the counter does not tell a suspicion from any other."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason as the list of reasons shows it; its remedy begins with whose it is."""

    text: Promise | str
    remedy: str
    from_when: str
    source: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as its page shows it; the person only while the scan opens sight of her."""

    kind: str
    line: str
    name: str
    born: str
    reasons: list[ReasonLine]
    advice: list[ReasonLine]
    most: int
    prescriber: str
    telephone: str
    is_over: bool
    may_tell: bool
    told: str
    asked_at: str


def present(
    *,
    check: Verdict,
    by: Actor,
    person: Person | None,
    is_over: bool,
    notice: Notice | None,
) -> Answer:
    """Shape a check for its page."""
    kind = kind_of(check)
    prescriber = prescriber_of(check=check)
    reasons = _reasons(check)
    return Answer(
        kind=kind,
        line=_line(check, len(reasons)),
        name=person.name if person else "",
        born=_day(person.birth_date) if person else "",
        reasons=reasons,
        advice=[_line_of(code, check) for code in check.advice],
        most=check.capsules or 0,
        prescriber=prescriber.name if prescriber else "",
        telephone=check.centre.telephone if check.centre and person else "",
        is_over=is_over,
        may_tell=kind == NO and person is not None and prescriber is not None,
        told=_moment(notice.recorded_at, by) if notice else "",
        asked_at=_moment(check.at, by),
    )


def kind_of(check: Verdict) -> str:
    """Tell which of the three answers a check is."""
    if check.refusal == Refused.CANNOT_CONFIRM:
        return WAIT
    return YES if check.dispense else NO


def _reasons(check: Verdict) -> list[ReasonLine]:
    """Give every reason once, stops first, then by who can put them right; every stop reads the same."""
    codes = [check.refusal] if check.refusal else list(check.reasons)
    shown = dict.fromkeys(SAID_OF_A_STOP if words(code).is_stop else code for code in codes)
    order = list(FixedBy)
    by_whom = sorted(shown, key=lambda code: (not words(code).is_stop, order.index(words(code).fixed_by)))
    return [_line_of(code, check) for code in by_whom]


def _line_of(code: str, check: Verdict) -> ReasonLine:
    said = words(code)
    who, remedy = said.fixed_by, said.remedy
    gone_on, last = _gone_on(code, check), dispense_by(check)
    if gone_on and last and gone_on > last:
        who = FixedBy.PRESCRIBER
        remedy = _("On %(day)s, when this will be over, the prescription will be too old. A new one is needed then.")
        remedy %= {"day": _day(gone_on)}
        gone_on = None
    return ReasonLine(
        text=said.for_pharmacist,
        remedy=_("Who can put it right: %(who)s. %(remedy)s") % {"who": who.label, "remedy": remedy},
        from_when=_day(gone_on),
        source=_source(code),
        code=code,
    )


def _source(code: str) -> str:
    """Give the section that a rule comes from; a refusal of the counter comes from none."""
    rule = REASONS.get(code) or ADVICE.get(code)
    return rule.source if rule is not None else ""


def _gone_on(code: str, check: Verdict) -> dt.date | None:
    """Give the day on which time alone will have helped; a stop is never waited for."""
    if code not in check.reasons or words(code).is_stop:
        return None
    return from_when(parse_question(check.facts), programmes(), code)


def dispense_by(check: Verdict) -> dt.date | None:
    """Give the last day on which the prescription may be dispensed, as the rulebook reads the facts kept."""
    if not check.facts:
        return None
    falls_due = due(parse_due_question(check.facts), programmes())
    return next((one.date for one in falls_due if one.kind == "dispense_by"), None)


def _line(check: Verdict, reasons: int) -> str:
    if check.refusal == Refused.CANNOT_CONFIRM:
        return _("The registry could not answer.")
    if not check.dispense:
        return ngettext("%(count)d thing stops this supply.", "%(count)d things stop this supply.", reasons) % {
            "count": reasons
        }
    left = check.capsules or 0
    amount = ngettext(
        "Up to %(count)d capsule of %(strength)s mg", "Up to %(count)d capsules of %(strength)s mg", left
    ) % {"count": left, "strength": _strength(check.prescription)}
    last = dispense_by(check)
    if last is None:
        return amount
    return _("%(amount)s, until %(day)s") % {"amount": amount, "day": _day(last)}


def _strength(prescription: Prescription | None) -> str:
    return f"{prescription.strength_mg.normalize():f}" if prescription else ""


@dataclass(frozen=True, slots=True)
class PastCheck:
    """One of the last checks: when, what was answered, the end of the card's number."""

    url: str
    at: str
    answer: str
    tone: str
    card: str


def present_past(*, check: Verdict, by: Actor) -> PastCheck:
    """Shape a check for the list on the counter, without a name."""
    kind = kind_of(check)
    if check.mode == Mode.DISPENSE and check.dispense:
        answer = ngettext("%(count)d capsule dispensed", "%(count)d capsules dispensed", check.capsules or 0)
        answer %= {"count": check.capsules}
    else:
        answer = {YES: _("Yes"), NO: _("No"), WAIT: _("Cannot confirm")}[kind]
    return PastCheck(
        url=reverse("pharmacies:verdict", args=[check.id]),
        at=_moment(check.at, by),
        answer=answer,
        tone=kind,
        card=check.card.number[-4:] if check.card else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A dispensing as its confirmation shows it."""

    number: str
    line: str
    prescriber: str
    left: int


def present_dispensing(*, dispensing: Dispensing, left: int) -> Recorded:
    """Shape a dispensing for its confirmation, without a name."""
    prescription = dispensing.prescription
    line = ngettext(
        "%(count)d capsule of %(strength)s mg, %(day)s",
        "%(count)d capsules of %(strength)s mg, %(day)s",
        dispensing.capsules,
    ) % {
        "count": dispensing.capsules,
        "strength": _strength(prescription),
        "day": _day(dispensing.dispensed_on),
    }
    return Recorded(
        number=confirmation_number(dispensing.id),
        line=line,
        prescriber=prescription.prescriber.name,
        left=left,
    )


def confirmation_number(dispensing_id: UUID) -> str:
    """Write the first fifty bits of a dispensing's id as signs that can be read aloud."""
    bits = dispensing_id.int >> (128 - 50)
    signs = "".join(ALPHABET[(bits >> shift) & 31] for shift in range(45, -1, -5))
    return f"D-{signs[:5]}-{signs[5:]}"


def _day(day: dt.date | None) -> str:
    return formats.date_format(day, "j F Y") if day else ""


def _moment(at: dt.datetime, by: Actor) -> str:
    """Write a moment as the pharmacy's clock shows it."""
    local = at.astimezone(ZoneInfo(by.time_zone))
    return _("%(day)s, %(time)s") % {
        "day": formats.date_format(local, "j F Y"),
        "time": formats.date_format(local, "H:i"),
    }
