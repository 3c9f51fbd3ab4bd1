"""A prescription before and after it is signed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.eligibility import Forecast, Judgement
from patients.models import Enrolment, Prescription, Treatment
from patients.operations import Draft
from patients.reasons import words
from patients.sources import source_in_words
from prescribers.words import APPROVALS, DISEASES, LABELS, Text, said, substances_said
from rulebook import REASONS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """What ``components/reason_list.html`` shows of one reason or advice."""

    text: Text
    remedy: Text
    who: Text
    from_when: str
    source: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a summary list."""

    label: str
    value: Text
    change_url: str = ""


def reason_lines(judgement: Judgement) -> list[ReasonLine]:
    """Show every reason, in the rulebook's order."""
    return [_line(judgement, code) for code in judgement.verdict.reasons]


def advice_lines(judgement: Judgement) -> list[ReasonLine]:
    """Show what is said beside a verdict and never blocks."""
    return [_line(judgement, code) for code in judgement.verdict.advice]


def draft_facts(
    *, enrolment: Enrolment, draft: Draft, judgement: Judgement, coming: Forecast, treatment: Treatment
) -> list[Fact]:
    """List what is about to be signed, each with the way to change it."""
    change = reverse("prescribers:prescription", args=[enrolment.id])
    indication = reverse("prescribers:indication", args=[enrolment.id])
    covers = date_format(coming.covers_until) if coming.covers_until else _("cannot be told")
    return [
        Fact(label=_("Medicine"), value=medicine(enrolment, draft), change_url=change),
        Fact(label=_("How it is taken"), value=regimen(draft), change_url=change),
        Fact(label=_("Capsules"), value=str(draft.capsules), change_url=change),
        Fact(label=_("Covers until"), value=covers, change_url=change),
        Fact(label=_("Must be dispensed by"), value=_last_day(coming)),
        Fact(label=_("Indication as recorded"), value=said(LABELS, judgement.verdict.label), change_url=indication),
        Fact(label=_("Your own declaration"), value=declared(treatment), change_url=indication),
        *_difference(judgement, treatment),
    ]


def label_facts(judgement: Judgement, treatment: Treatment) -> list[Fact]:
    """Show what the rulebook reads of the label beside what the prescriber declared; neither stops anything."""
    return [
        Fact(label=_("Disease"), value=said(DISEASES, treatment.disease)),
        Fact(label=_("Given together with"), value=substances_said(treatment.partners)),
        Fact(label=_("Read from what is recorded"), value=said(LABELS, judgement.verdict.label)),
        Fact(label=_("The prescriber's declaration"), value=declared(treatment)),
        *_difference(judgement, treatment),
    ]


def medicine(enrolment: Enrolment, of: Draft | Prescription) -> str:
    """Name substance and strength."""
    return f"{enrolment.programme.substance} {of.strength_mg.normalize():f} mg"


def regimen(of: Draft | Prescription) -> str:
    """Say dose, intake and cycle in one line."""
    days = ngettext("for %(days)s day", "for %(days)s days", of.days_supply) % {"days": of.days_supply}
    if of.daily_dose_mg is None or of.cycle_days is None:
        return days
    return _("%(dose)s mg a day, on %(intake)s of %(cycle)s days, %(days)s") % {
        "dose": f"{of.daily_dose_mg.normalize():f}",
        "intake": of.intake_days,
        "cycle": of.cycle_days,
        "days": days,
    }


def declared(treatment: Treatment) -> str:
    """Say what the prescriber declared of the label."""
    if treatment.declared_off_label is None:
        return _("Cannot say")
    if treatment.declared_off_label and treatment.off_label_approval:
        return _("Off label: %(why)s. Approved by: %(whom)s") % {
            "why": treatment.off_label_reason.rstrip("."),
            "whom": str(said(APPROVALS, treatment.off_label_approval)).lower(),
        }
    if treatment.declared_off_label:
        return _("Off label: %(why)s") % {"why": treatment.off_label_reason}
    return _("Within the approved indication")


def _difference(judgement: Judgement, treatment: Treatment) -> list[Fact]:
    """Say it where record and declaration do not say the same; both are kept, and neither stops anything."""
    read = {"on_label": False, "partner_label": False, "off_label": True}.get(judgement.verdict.label or "")
    own = treatment.declared_off_label
    if read is None or own is None or read == own:
        return []
    words = _("The record and the declaration say different things. Both are kept; neither stops a prescription.")
    return [Fact(label=_("Compare"), value=words)]


def _last_day(coming: Forecast) -> str:
    return date_format(coming.dispense_by) if coming.dispense_by else _("no last day in this programme")


def _line(judgement: Judgement, code: str) -> ReasonLine:
    entry = words(code)
    day = judgement.from_when(code) if code in REASONS else None
    return ReasonLine(
        text=entry.for_prescriber,
        remedy=entry.remedy,
        who=entry.fixed_by.label,
        from_when=date_format(day) if day is not None and day > judgement.on else "",
        source=source_in_words(code),
        code=code,
    )
