"""What the counter shows: the answer, its reasons ordered by who can put them right, and what is left."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actor import Actor
from foundation.tables import Column, Table, Tag, table
from patients.eligibility import NOT_REGISTERED
from patients.identity import Person
from patients.models import Mode, Notice, Refused, Verdict
from patients.reasons import FixedBy, words
from patients.sources import source_in_words
from patients.waiting import prescribable_from
from pharmacies.dates_of_reasons import since_when
from pharmacies.overrides import may_be_overruled
from pharmacies.queries import Today, prescriber_of
from pharmacies.silent import silent_at_the_counter
from pharmacies.wording import Fact, authority, codes_shown, day_in_words, medicine, moment_in_words
from programmes.in_force import programmes
from programmes.stands import Stand, Standing
from rulebook import due, from_when, parse_due_question, parse_question

YES, NO, WAIT = "yes", "no", "wait"
WORD = {YES: gettext_lazy("Yes"), NO: gettext_lazy("No"), WAIT: gettext_lazy("Cannot confirm")}


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason as the list of reasons shows it; its remedy begins with whose it is.

    ``fixed_by`` and ``day`` say the same as ``remedy`` and ``from_when``, for a system that reads no sentences.
    ``since`` is what stands in the record about it, with its day.
    """

    text: Promise | str
    remedy: str
    from_when: str
    source: str
    code: str
    fixed_by: str
    day: dt.date | None = None
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as its page shows it; the person only while the scan opens sight of her."""

    kind: str
    line: str
    name: str
    latin_name: str
    born: str
    prescribed: list[Fact]
    reasons: list[ReasonLine]
    advice: list[ReasonLine]
    most: int
    prescriber: str
    telephone: str
    may_tell: bool
    may_register: bool
    told: str
    authority_says: str
    """What the authority has set the programme to, in its words; nothing while it is kept to as always."""
    may_overrule: bool
    may_report: bool
    """Whether its card can be reported lost, stolen or copied."""


def present(*, check: Verdict, by: Actor, person: Person | None, notice: Notice | None) -> Answer:
    """Shape a check for its page."""
    kind = kind_of(check)
    prescriber = prescriber_of(check=check)
    reasons = _reasons(check)
    return Answer(
        kind=kind,
        line=_line(check, len(reasons)),
        name=person.name if person else "",
        latin_name=person.latin_name if person else "",
        born=day_in_words(person.birth_date) if person else "",
        prescribed=authority(check.prescription) if check.prescription and kind == YES else [],
        reasons=reasons,
        advice=[] if _is_stopped(check) or _is_a_stranger(check) else _advised(check),
        most=check.capsules or 0,
        prescriber=prescriber.name if prescriber else "",
        telephone=check.centre.telephone if check.centre and person else "",
        may_tell=kind == NO and person is not None and prescriber is not None,
        may_register=_is_a_stranger(check),
        told=moment_in_words(notice.recorded_at, by) if notice else "",
        authority_says=say_regime(check),
        may_overrule=kind == NO and person is not None and may_be_overruled(by=by, check=check),
        may_report=check.card is not None and not hasattr(check.card, "revocation"),
    )


def say_regime(check: Verdict) -> str:
    """Say what an authority has set the programme to, until when and why; normal is not spoken of."""
    set_by = check.regime_set
    if set_by is None:
        return ""
    said = {"regime": set_by.get_regime_display(), "day": day_in_words(set_by.last_on), "words": set_by.words}
    if not check.moved:
        return _("The authority set this programme to “%(regime)s” until %(day)s: %(words)s") % said
    said["reasons"] = ", ".join(str(words(code).title) for code in check.moved)
    return (
        _(
            "The authority set this programme to “%(regime)s” until %(day)s: %(words)s So this is advice and does not "
            "stop the supply: %(reasons)s."
        )
        % said
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """An answer that has ended: its word and when it was given, and nothing of why."""

    word: str
    at: str


def present_ended(*, check: Verdict, by: Actor) -> Ended:
    """Shape an answer that is to be asked for anew."""
    return Ended(word=str(WORD[kind_of(check)]), at=moment_in_words(check.at, by))


def kind_of(check: Verdict) -> str:
    """Tell which of the three answers a check is."""
    if check.refusal == Refused.CANNOT_CONFIRM:
        return WAIT
    return YES if check.dispense else NO


def _is_stopped(check: Verdict) -> bool:
    """Say whether her treatment is stopped: one thing is to be done then, and advice on a next visit would hide it."""
    return any(words(code).is_stop for code in check.reasons)


def _is_a_stranger(check: Verdict) -> bool:
    return NOT_REGISTERED in check.reasons


def _reasons(check: Verdict) -> list[ReasonLine]:
    """Give every reason once, stops first, then by who can put them right; every stop reads the same.

    A pharmacy that is not registered reads that alone: nothing opened sight of her record, and the others are of it.
    """
    codes = [NOT_REGISTERED] if _is_a_stranger(check) else check.reasons
    shown = codes_shown([check.refusal] if check.refusal else codes)
    order = list(FixedBy)
    by_whom = sorted(shown, key=lambda code: (not words(code).is_stop, order.index(words(code).fixed_by)))
    return [_line_of(code, check) for code in by_whom]


def _line_of(code: str, check: Verdict) -> ReasonLine:
    said = words(code)
    who, remedy, gone_on = _way_out(code, check)
    return ReasonLine(
        text=said.for_pharmacist,
        remedy=_("Who can put it right: %(who)s. %(remedy)s") % {"who": who.label, "remedy": remedy},
        from_when=day_in_words(gone_on),
        source=source_in_words(code),
        code=code,
        fixed_by=who.value,
        day=gone_on,
        since=_since(code, check),
    )


def _since(code: str, check: Verdict) -> str:
    """Say the days of a reason; of a prescription that is too old, until when it had to be dispensed too."""
    said, last = since_when(code=code, check=check), dispense_by(check)
    if code != "prescription_expired" or not said or last is None:
        return said
    return said + " " + _("It had to be dispensed by %(day)s.") % {"day": day_in_words(last)}


def _way_out(code: str, check: Verdict) -> tuple[FixedBy, Promise | str, dt.date | None]:
    """Say who can put it right, how, and from when this very prescription may be dispensed, if time helps it."""
    said = words(code)
    gone_on, last = _gone_on(code, check), dispense_by(check)
    if gone_on is not None and (last is None or gone_on <= last):
        return said.fixed_by, said.remedy, gone_on
    if gone_on is not None:
        remedy = _("On %(day)s, when this will be over, the prescription will be too old. A new one is needed then.")
        return FixedBy.PRESCRIBER, remedy % {"day": day_in_words(gone_on)}, None
    if code in check.reasons and said.fixed_by == FixedBy.NOBODY:
        anew = prescribable_from(facts=check.facts, code=code)
        if anew is not None:
            remedy = _("From %(day)s the patient can be tested and a new prescription written.")
            return FixedBy.PRESCRIBER, remedy % {"day": day_in_words(anew)}, None
    return said.fixed_by, said.remedy, None


def _advised(check: Verdict) -> list[ReasonLine]:
    """Give the advice, without what the country's file only records: it stays with the verdict and in the figures."""
    silent = silent_at_the_counter(check=check, shelf=programmes())
    return [_advice(code, check) for code in check.advice if code not in silent]


def _advice(code: str, check: Verdict) -> ReasonLine:
    """Give an advice as a line; where nobody need do anything, it does not say so."""
    line = _line_of(code, check)
    return replace(line, remedy=str(words(code).remedy)) if words(code).fixed_by == FixedBy.NOBODY else line


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
    amount = ngettext("Up to %(count)d capsule of %(medicine)s", "Up to %(count)d capsules of %(medicine)s", left) % {
        "count": left,
        "medicine": medicine(check.prescription) if check.prescription else "",
    }
    last = dispense_by(check)
    if last is None:
        return amount
    return _("%(amount)s, until %(day)s") % {"amount": amount, "day": day_in_words(last)}


_OF_STANDING = {
    Standing.REGISTERED: (gettext_lazy("Registered"), YES),
    Standing.SUSPENDED: (gettext_lazy("Suspended"), NO),
    Standing.WAITING: (gettext_lazy("Applied, waits for the programme office"), WAIT),
    Standing.REFUSED: (gettext_lazy("Application refused"), NO),
    Standing.NOTHING: (gettext_lazy("Not registered"), "plain"),
}
"""What a pharmacy is to a programme, and its tone."""


def stand_table(*, stands: Sequence[Stand]) -> Table:
    """Lay out how a pharmacy stands with each programme; reasons have a column where there are any."""
    says_why = any(one.why for one in stands)
    return table(
        caption=_("How this pharmacy stands"),
        columns=[
            Column(_("Programme")),
            Column(_("State")),
            Column(_("Since")),
            *([Column(_("Reason"))] if says_why else []),
        ],
        rows=[
            [
                one.programme.title,
                Tag(*_OF_STANDING[one.standing]),
                day_in_words(one.since) or "–",
                *([one.why or "–"] if says_why else []),
            ]
            for one in stands
        ],
    )


def count_facts(*, today: Today) -> list[Fact]:
    """Lay out what the pharmacy did today; what could not be answered is named on a day on which there was any."""
    facts = [
        Fact(_("Cards checked"), str(today.checked)),
        Fact(_("YES"), str(today.yes)),
        Fact(_("NO"), str(today.no)),
        Fact(_("Supplies recorded"), str(today.supplies)),
    ]
    if today.unanswered:
        facts.insert(3, Fact(_("CANNOT CONFIRM"), str(today.unanswered)))
    return facts


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
    return PastCheck(
        url=reverse("pharmacies:verdict", args=[check.id]),
        at=moment_in_words(check.at, by),
        answer=_past_answer(check),
        tone=WAIT if check.overruled else kind,
        card=check.card.number[-4:] if check.card else "",
    )


def _past_answer(check: Verdict) -> str:
    """Say in few words what became of a check; what was overruled never reads like a yes."""
    number = check.capsules or 0
    is_late = check.mode == Mode.LATE
    if check.overruled:
        said = ngettext("%(count)d capsule, against a reason", "%(count)d capsules, against a reason", number)
    elif is_late and check.reasons:
        said = ngettext("%(count)d capsule, late, against reasons", "%(count)d capsules, late, against reasons", number)
    elif is_late and check.dispense:
        said = ngettext("%(count)d capsule, entered late", "%(count)d capsules, entered late", number)
    elif check.mode == Mode.DISPENSE and check.dispense:
        said = ngettext("%(count)d capsule dispensed", "%(count)d capsules dispensed", number)
    else:
        return str(WORD[kind_of(check)])
    return said % {"count": number}
