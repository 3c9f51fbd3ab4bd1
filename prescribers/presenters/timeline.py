"""A record as a timeline: every row in words, what was superseded struck through with its reason."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from patients.dates import recorded_day
from patients.models import (
    Agreement,
    CameBack,
    CapsuleReturn,
    Card,
    CardRevocation,
    CategoryAssessment,
    CategoryDecision,
    CategoryProposal,
    Closing,
    Contraception,
    Dispensing,
    Enrolment,
    LateEntry,
    Leaving,
    Notice,
    NoticeAnswer,
    Override,
    PartnerPregnancy,
    Pregnancy,
    PregnancyResolution,
    PregnancyTest,
    Prescription,
    PrescriptionClosure,
    Record,
    Sending,
    SideEffectTold,
    Signature,
    Stop,
    Transfer,
    TransferAnswer,
    Treatment,
    Visit,
    Withdrawal,
)
from prescribers.presenters.category import say_decision, say_partner, say_proposal, say_signature
from prescribers.presenters.deviation import say_late_entry, say_override
from prescribers.presenters.transfer import say_transfer, say_transfer_answer
from prescribers.words import (
    CARD_REASONS,
    CRITERIA,
    DISEASES,
    END_REASONS,
    METHODS,
    SPECIMENS,
    Text,
    said,
    substances_said,
)

May = Callable[[str], bool]

KINDS: Final[dict[str, type[Record]]] = {
    "agreement": Agreement,
    "contraception": Contraception,
    "test": PregnancyTest,
    "stop": Stop,
    "treatment": Treatment,
    "partner": PartnerPregnancy,
}
"""The kinds of rows that can be struck out, by the word in their address."""

BECAUSE: Final[dict[str, Text]] = {
    "confirmed again": gettext_lazy("confirmed again"),
    "changed for another method": gettext_lazy("changed for another method"),
    "ended": gettext_lazy("ended"),
    "resumed": gettext_lazy("resumed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the record."""

    day: str
    words: str
    by: str
    struck: bool = False
    because: Text = ""
    void_url: str = ""
    correct_url: str = ""
    scan_url: str = ""
    end_url: str = ""
    confirm_url: str = ""
    resume_url: str = ""


def timeline(*, rows: Iterable[Record], enrolment: Enrolment, may: May) -> list[Line]:
    """Show the rows, and with each what may be done about it; a row that voids another is not shown itself."""
    shown = [_line(row, enrolment, may) for row in rows if not row.entered_in_error]
    registered = Line(day=date_format(enrolment.enrolled_on), words=_("Registered"), by=enrolment.recorded_by.name)
    return [*shown, registered]


def say(row: Record) -> str:
    """Say one row in a line: its day, then what it is."""
    day, words = SAID[type(row)](row)
    return f"{date_format(day)}: {words}"


def _line(row: Record, enrolment: Enrolment, may: May) -> Line:
    day, words = SAID[type(row)](row)
    later = getattr(row, "superseded_by", None)
    line = Line(day=date_format(day), words=words, by=row.recorded_by.name)
    if later is not None:
        return replace(line, struck=True, because=BECAUSE.get(later.supersedes_because, later.supersedes_because))
    return replace(line, **_actions(row, enrolment, may))


def _actions(row: Record, enrolment: Enrolment, may: May) -> dict[str, Any]:
    """Give the addresses of what may be done about a standing row."""
    found: dict[str, str] = {}
    kind = next((name for name, one in KINDS.items() if type(row) is one), "")
    if kind and may("patients.correct"):
        found["void_url"] = reverse("prescribers:void", args=[enrolment.id, kind, row.id])
    corrects = CORRECTED_AT.get(type(row))
    if corrects is not None and may(corrects.act):
        found["correct_url"] = reverse(f"prescribers:{corrects.page}", args=[enrolment.id, row.id])
    if isinstance(row, Treatment) and row.ended_on is None and may("patients.record_treatment"):
        found["correct_url"] = reverse("prescribers:indication", args=[enrolment.id])
    if isinstance(row, Signature) and row.scan_id is not None and may("patients.read_scan"):
        found["scan_url"] = reverse("prescribers:scan", args=[enrolment.id, row.id])
    if isinstance(row, Contraception) and row.ended_on is None and may("patients.record_contraception"):
        found["end_url"] = reverse("prescribers:end_contraception", args=[enrolment.id, row.id])
        if row.method == "abstinence":
            found["confirm_url"] = reverse("prescribers:confirm_abstinence", args=[enrolment.id, row.id])
    if isinstance(row, Stop) and row.until_on is None and may("patients.interrupt"):
        found["resume_url"] = reverse("prescribers:resume", args=[enrolment.id, row.id])
    return found


def _category(row: CategoryAssessment) -> tuple[dt.date, str]:
    why = f" ({said(CRITERIA, row.criterion)})" if row.criterion else ""
    return row.assessed_on, f"{row.get_category_display()}{why}"


def _agreement(row: Agreement) -> tuple[dt.date, str]:
    agreed = len(row.statements)
    words = ngettext("Agreement signed, %(n)s statement", "Agreement signed, %(n)s statements", agreed)
    return row.signed_on, words % {"n": agreed}


def _treatment(row: Treatment) -> tuple[dt.date, str]:
    words = _("Treatment: %(disease)s, with %(partners)s") % {
        "disease": said(DISEASES, row.disease),
        "partners": substances_said(row.partners),
    }
    if row.ended_on is None:
        return row.started_on, words
    return row.ended_on, _("%(words)s; ended: %(why)s") % {"words": words, "why": said(END_REASONS, row.end_reason)}


def _stop(row: Stop) -> tuple[dt.date, str]:
    if row.until_on is None:
        return row.from_on, _("Interrupted: %(why)s") % {"why": row.why}
    return row.until_on, _("Interrupted from %(start)s, resumed: %(why)s") % {
        "start": date_format(row.from_on),
        "why": row.why,
    }


def _contraception(row: Contraception) -> tuple[dt.date, str]:
    words = str(said(METHODS, row.method))
    if row.valid_until is not None:
        words = _("%(method)s, protects until %(day)s") % {"method": words, "day": date_format(row.valid_until)}
    if row.confirmed_on:
        words = _("%(method)s, confirmed on %(day)s") % {"method": words, "day": date_format(max(row.confirmed_on))}
    if row.ended_on is not None:
        return row.ended_on, _("%(method)s: ended") % {"method": words}
    return row.started_on, words


def _test(row: PregnancyTest) -> tuple[dt.date, str]:
    sample = [str(said(SPECIMENS, row.specimen)).lower()]
    if row.sensitivity_miu_ml is not None:
        sample.append(_("%(limit)s mIU/mL") % {"limit": f"{row.sensitivity_miu_ml:g}"})
    words = _("Pregnancy test: %(result)s (%(specimen)s)") % {
        "result": row.get_result_display(),
        "specimen": ", ".join(sample),
    }
    return row.sampled_on, words if row.supervised else _("%(words)s, not supervised") % {"words": words}


def _pregnancy(row: Pregnancy) -> tuple[dt.date, str]:
    return row.suspected_on, _("Pregnancy suspected")


def _resolution(row: PregnancyResolution) -> tuple[dt.date, str]:
    return row.resolved_on, _("Suspicion closed by two people")


def _card(row: Card) -> tuple[dt.date, str]:
    return row.issued_on, _("Card issued")


def _revocation(row: CardRevocation) -> tuple[dt.date, str]:
    why = _("replaced") if row.why == "replaced" else said(CARD_REASONS, row.why)
    return row.revoked_on, _("Card no longer valid: %(why)s") % {"why": why}


def _prescription(row: Prescription) -> tuple[dt.date, str]:
    return row.prescribed_on, ngettext(
        "Prescription %(number)s: %(n)s capsule of %(mg)s mg for %(days)s days",
        "Prescription %(number)s: %(n)s capsules of %(mg)s mg for %(days)s days",
        row.capsules,
    ) % {
        "number": row.authorisation_number,
        "n": row.capsules,
        "mg": f"{row.strength_mg.normalize():f}",
        "days": row.days_supply,
    }


def _sending(row: Sending) -> tuple[dt.date, str]:
    return recorded_day(row=row), _("Prescription %(number)s sent to a pharmacy: %(pharmacy)s") % {
        "number": row.prescription.authorisation_number,
        "pharmacy": row.pharmacy.name,
    }


def _closure(row: PrescriptionClosure) -> tuple[dt.date, str]:
    if row.how == Closing.REPLACED:
        return row.closed_on, _("Prescription replaced by a new one")
    return row.closed_on, _("Prescription cancelled: %(why)s") % {"why": row.why}


def _dispensing(row: Dispensing) -> tuple[dt.date, str]:
    return row.dispensed_on, ngettext("Dispensed: %(n)s capsule", "Dispensed: %(n)s capsules", row.capsules) % {
        "n": row.capsules
    }


def _capsule_return(row: CapsuleReturn) -> tuple[dt.date, str]:
    if row.how == CameBack.NOT_COLLECTED:
        words = ngettext("Not collected: %(n)s capsule", "Not collected: %(n)s capsules", row.capsules)
    else:
        words = ngettext("Brought back: %(n)s capsule", "Brought back: %(n)s capsules", row.capsules)
    return row.returned_on, words % {"n": row.capsules}


def _notice(row: Notice) -> tuple[dt.date, str]:
    return recorded_day(row=row), _("A pharmacy could not dispense and told the prescriber")


def _notice_answer(row: NoticeAnswer) -> tuple[dt.date, str]:
    return recorded_day(row=row), _("Message answered: %(words)s") % {"words": row.words}


def _withdrawal(row: Withdrawal) -> tuple[dt.date, str]:
    why = row.why if row.cause == Leaving.OTHER else str(row.get_cause_display())
    if row.died_on is not None:
        why = _("died on %(day)s") % {"day": date_format(row.died_on)}
    elif row.why and row.cause != Leaving.OTHER:
        why = f"{why} ({row.why})"
    return row.withdrawn_on, _("Withdrawn from the programme: %(why)s") % {"why": why}


def _visit(row: Visit) -> tuple[dt.date, str]:
    if row.side_effects:
        return row.visited_on, _("Visit: counselled again; side effects told")
    return row.visited_on, _("Visit: counselled again; no new side effects")


def _side_effect(row: SideEffectTold) -> tuple[dt.date, str]:
    words = _("Serious side effect told: %(words)s") if row.serious else _("Side effect told: %(words)s")
    return row.told_on, words % {"words": row.words}


@dataclass(frozen=True, slots=True)
class Corrected:
    """Where a kind of rows is put right, and by whom."""

    page: str
    act: str


CORRECTED_AT: Final[dict[type[Record], Corrected]] = {
    CategoryAssessment: Corrected("correct_category", "patients.assess_category"),
    Contraception: Corrected("correct_contraception", "patients.correct"),
    PregnancyTest: Corrected("correct_test", "patients.correct"),
}

SAID: Final[dict[type[Record], Callable[[Any], tuple[dt.date, str]]]] = {
    CategoryAssessment: _category,
    CategoryProposal: say_proposal,
    CategoryDecision: say_decision,
    Signature: say_signature,
    PartnerPregnancy: say_partner,
    Agreement: _agreement,
    Treatment: _treatment,
    Stop: _stop,
    Contraception: _contraception,
    PregnancyTest: _test,
    Pregnancy: _pregnancy,
    PregnancyResolution: _resolution,
    Card: _card,
    CardRevocation: _revocation,
    Prescription: _prescription,
    PrescriptionClosure: _closure,
    Sending: _sending,
    Dispensing: _dispensing,
    Override: say_override,
    LateEntry: say_late_entry,
    CapsuleReturn: _capsule_return,
    Notice: _notice,
    NoticeAnswer: _notice_answer,
    Withdrawal: _withdrawal,
    Visit: _visit,
    SideEffectTold: _side_effect,
    Transfer: say_transfer,
    TransferAnswer: say_transfer_answer,
}
