"""The category: assessed, and put right; what lowers it goes through a second prescriber."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.signatures import require_signature
from patients.access import changes_record
from patients.answers import require_one_of
from patients.dates import today_of
from patients.justification import require_justified
from patients.models import Category, CategoryAssessment, CategoryDecision, Decided, Enrolment
from patients.queries import current_category, open_proposal
from patients.refusals import SecondPrescriberWanted
from patients.stamp import copy_of, require_standing, stamp, superseding

LAX_TO_STRICT = (Category.MALE, Category.NON_CHILDBEARING, Category.CHILDBEARING)
"""The categories by what they ask for; the database keeps the same order."""


def lowers(*, earlier: CategoryAssessment | None, category: str) -> bool:
    """Say whether a category asks for less than the one assessed earlier."""
    return earlier is not None and _strictness(category) < _strictness(earlier.category)


@operation("patients.assess_category", guard=changes_record)
def assess_category(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    category: str,
    criterion: str | None,
    specialist_confirmed: bool,
    evidence: str,
    evidence_on: dt.date | None = None,
    evidence_by: str = "",
) -> CategoryAssessment:
    """Set the category as assessed today, with its criterion and evidence; a stricter one acts at once.

    The first one is signed. A stricter one later is not: nothing that protects her waits for a code.

    :param evidence: the document that shows it; ``evidence_on`` and ``evidence_by``: its date, and who wrote it.
    :raises NotSigned: when the first one comes without the second step.
    :raises SecondPrescriberWanted: when it asks for less than the category in force: one prescriber only proposes that.
    :raises NotJustified: when nothing carries it.
    :raises FutureDate: when the document is dated after today.
    :raises UnknownWord: when there is no such category.
    """
    require_one_of(word=category, words=Category.values)
    _require_first_or_stricter(current_category(enrolment=enrolment), category, by)
    facts = {
        "category": category, "criterion": criterion, "specialist_confirmed": specialist_confirmed,
        "evidence": evidence, "evidence_on": evidence_on, "evidence_by": evidence_by,
    }  # fmt: skip
    today = today_of(enrolment=enrolment, at=at)
    require_justified(enrolment=enrolment, on=today, today=today, facts=facts)
    row = CategoryAssessment.objects.create(enrolment=enrolment, assessed_on=today, **facts, **stamp(by=by, at=at))
    outdate_proposal(enrolment=enrolment, by=by, at=at)
    return row


@operation("patients.assess_category", guard=changes_record)
def correct_category(
    *,
    by: Actor,
    at: dt.datetime,
    assessment: CategoryAssessment,
    category: str,
    criterion: str | None,
    specialist_confirmed: bool,
    evidence: str,
    evidence_on: dt.date | None,
    evidence_by: str,
    reason: str,
) -> CategoryAssessment:
    """Put right what was written of an assessment, from the day on which it was made; it never comes to ask for less.

    :raises SecondPrescriberWanted: when it would.
    :raises NothingToChange: when the entry was superseded meanwhile.
    :raises NotJustified: when nothing carries it.
    :raises UnknownWord: when there is no such category.
    """
    require_one_of(word=category, words=Category.values)
    require_standing(row=assessment)
    enrolment = assessment.enrolment
    in_force = current_category(enrolment=enrolment)
    if lowers(earlier=assessment, category=category) or lowers(earlier=in_force, category=category):
        raise SecondPrescriberWanted(
            _("A correction cannot ask for less than what is in force. Propose the lower category to a colleague.")
        )
    facts = {
        "category": category, "criterion": criterion, "specialist_confirmed": specialist_confirmed,
        "evidence": evidence, "evidence_on": evidence_on, "evidence_by": evidence_by,
    }  # fmt: skip
    today = today_of(enrolment=enrolment, at=at)
    require_justified(enrolment=enrolment, on=assessment.assessed_on, today=today, facts=facts)
    made = superseding(row=assessment, because=reason, by=by, at=at)
    row = copy_of(row=assessment, changes=facts, made=made)
    row.save(force_insert=True)
    outdate_proposal(enrolment=enrolment, by=by, at=at)
    return row


def outdate_proposal(*, by: Actor, at: dt.datetime, enrolment: Enrolment) -> None:
    """Close the proposal that nobody can decide on any more, in the caller's transaction."""
    proposal = open_proposal(enrolment=enrolment)
    if proposal is not None:
        CategoryDecision.objects.create(
            enrolment=enrolment,
            proposal=proposal,
            decided_on=today_of(enrolment=enrolment, at=at),
            how=Decided.OUTDATED,
            **stamp(by=by, at=at),
        )


def _require_first_or_stricter(earlier: CategoryAssessment | None, category: str, by: Actor) -> None:
    """Ask for a signature under the first category, and refuse one that asks for less than the one in force."""
    if earlier is None:
        require_signature(by=by)
    if lowers(earlier=earlier, category=category):
        raise SecondPrescriberWanted(
            _(
                "The category in force asks for more than this one. It stays until a second prescriber of your centre "
                "approves the change: propose it on the page of the category."
            )
        )


def _strictness(category: str) -> int:
    return [str(one) for one in LAX_TO_STRICT].index(category)
