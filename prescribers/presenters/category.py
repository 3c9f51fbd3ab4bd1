"""The category in words: which, why, on what evidence; what was proposed; and what a change means now."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.dates import recorded_day
from patients.eligibility import Standing
from patients.models import (
    Category,
    CategoryAssessment,
    CategoryDecision,
    CategoryProposal,
    PartnerPregnancy,
    Prescription,
    Signature,
)
from prescribers.presenters.prescribing import Fact
from prescribers.words import CRITERIA, Text, said


def category_facts(row: CategoryAssessment) -> list[Fact]:
    """Say which category is in force, why, since when and by whom."""
    return [
        Fact(label=_("Category"), value=str(row.get_category_display())),
        Fact(label=_("Why"), value=why(row.category, row.criterion)),
        *_evidence(row),
        Fact(
            label=_("Assessed"),
            value=_("%(day)s by %(who)s") % {"day": date_format(row.assessed_on), "who": row.recorded_by.name},
        ),
    ]


def proposal_facts(row: CategoryProposal) -> list[Fact]:
    """Say what is proposed, on what evidence, when and by whom."""
    return [
        Fact(label=_("Proposed category"), value=str(Category(row.category).label)),
        Fact(label=_("Why"), value=why(row.category, row.criterion)),
        *_evidence(row),
        Fact(
            label=_("Proposed"),
            value=_("%(day)s by %(who)s") % {"day": date_format(row.proposed_on), "who": row.recorded_by.name},
        ),
    ]


def why(category: str, criterion: str | None) -> Text:
    """Say what a category follows from."""
    if criterion is not None:
        return said(CRITERIA, criterion)
    if category == Category.MALE:
        return _("the sex recorded at birth is male")
    if category == Category.CHILDBEARING:
        return _("none of the programme's criteria applies")
    return _("no criterion is recorded")


def what_changed(standing: Standing, prescription: Prescription | None) -> str:
    """Say what becomes of an open prescription under the category in force."""
    if prescription is None or standing.waits_at_the_pharmacy is None:
        return ""
    number = {"number": prescription.authorisation_number}
    if standing.refusals:
        return (
            _(
                "Prescription %(number)s can no longer be dispensed: every pharmacy is refused from this moment. "
                "Once all of this is complete, authorise a new one."
            )
            % number
        )
    return _("Prescription %(number)s stays open: what is recorded is enough for this category too.") % number


def _evidence(row: CategoryAssessment | CategoryProposal) -> list[Fact]:
    """Name the document, its date and its writer, where there is one."""
    if not row.evidence:
        return []
    parts = [row.evidence]
    if row.evidence_on is not None:
        parts.append(_("of %s") % date_format(row.evidence_on))
    if row.evidence_by:
        parts.append(_("by %s") % row.evidence_by)
    return [Fact(label=_("What shows it"), value=", ".join(parts))]


def say_proposal(row: CategoryProposal) -> tuple[dt.date, str]:
    """Say a proposal in a line."""
    return row.proposed_on, _("Proposed: %(category)s (%(why)s)") % {
        "category": Category(row.category).label,
        "why": why(row.category, row.criterion),
    }


def say_decision(row: CategoryDecision) -> tuple[dt.date, str]:
    """Say a decision in a line, with its words."""
    said_so = _("Proposed category: %(how)s") % {"how": row.get_how_display()}
    return row.decided_on, f"{said_so}: {row.words}" if row.words else said_so


def say_signature(row: Signature) -> tuple[dt.date, str]:
    """Say by what means an agreement was signed, and by whom for the patient."""
    words = _("Signature under the agreement: %(means)s") % {"means": row.get_means_display()}
    if row.file_reference:
        words = _("%(words)s no. %(number)s") % {"words": words, "number": row.file_reference}
    if row.representative:
        words = _("%(words)s; signed by %(name)s (%(relation)s), because: %(why)s") % {
            "words": words,
            "name": row.representative,
            "relation": row.relation,
            "why": row.why_represented,
        }
    return recorded_day(row=row), words


def say_partner(row: PartnerPregnancy) -> tuple[dt.date, str]:
    """Say in a line that a man's partner may be pregnant."""
    return row.known_on, _("Partner may be pregnant: %(words)s. His supply goes on.") % {"words": row.words.rstrip(".")}
