"""A lower category: one prescriber proposes it with criterion and evidence, another of the same centre decides."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import NotPermitted
from outbox.models import Recipient
from outbox.operations import put
from patients.access import changes_record
from patients.answers import require_one_of
from patients.dates import today_of
from patients.justification import require_justified
from patients.models import Category, CategoryAssessment, CategoryDecision, CategoryProposal, Decided, Enrolment
from patients.operations.categories import lowers, outdate_proposal
from patients.queries import current_category, last_decision, open_proposal, open_suspicion
from patients.refusals import NotForThisPatient, NothingToChange, ProposalOutdated
from patients.stamp import stamp

PROPOSED = ("category", "criterion", "specialist_confirmed", "evidence", "evidence_on", "evidence_by")
"""What an assessment takes over from the proposal that was approved."""


@operation("patients.propose_category", guard=changes_record)
def propose_category(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    category: str,
    criterion: str | None,
    specialist_confirmed: bool,
    evidence: str,
    evidence_on: dt.date | None,
    evidence_by: str,
) -> CategoryProposal:
    """Propose a category that asks for less; until a second prescriber approves it nothing changes.

    :raises NotForThisPatient: when it would not lower the category in force.
    :raises NotJustified: when nothing carries it.
    :raises NothingToChange: when a proposal waits already.
    :raises UnknownWord: when there is no such category.
    """
    earlier = _require_lower(enrolment, category)
    facts = {
        "category": category, "criterion": criterion, "specialist_confirmed": specialist_confirmed,
        "evidence": evidence, "evidence_on": evidence_on, "evidence_by": evidence_by,
    }  # fmt: skip
    today = today_of(enrolment=enrolment, at=at)
    require_justified(enrolment=enrolment, on=today, today=today, facts=facts)
    if not evidence.strip() or not evidence_by.strip():
        raise NotForThisPatient(_("Say what shows it: document, date and who wrote it."))
    _make_way(enrolment, by, at)
    row = CategoryProposal.objects.create(
        enrolment=enrolment,
        proposed_on=today,
        replaces=earlier,
        follows=last_decision(enrolment=enrolment),
        **facts,
        **stamp(by=by, at=at),
    )
    _tell_the_centre(row, at)
    return row


def _require_lower(enrolment: Enrolment, category: str) -> CategoryAssessment:
    """Give the category in force, which must ask for more than the one proposed."""
    require_one_of(word=category, words=Category.values)
    earlier = current_category(enrolment=enrolment)
    if earlier is None or not lowers(earlier=earlier, category=category):
        raise NotForThisPatient(_("This category asks for no less than the one in force: set it without a proposal."))
    return earlier


@operation("patients.approve_category", guard=changes_record, signed=True)
def approve_category(*, by: Actor, at: dt.datetime, proposal: CategoryProposal) -> CategoryAssessment:
    """Approve another prescriber's proposal: from today the lower category is in force.

    :raises NotPermitted: for who proposed it, and for another organisation.
    :raises NothingToChange: when it was decided already.
    :raises ProposalOutdated: when the record has moved on since it was proposed.
    :raises NotJustified: when its criterion does not carry it any more.
    """
    _require_second(proposal, by)
    enrolment = proposal.enrolment
    in_force = current_category(enrolment=enrolment)
    if in_force is None or in_force.id != proposal.replaces_id:
        raise ProposalOutdated(_("A newer assessment stands. Propose the lower category anew if it still applies."))
    if open_suspicion(patient=enrolment.patient) is not None:
        raise ProposalOutdated(_("A pregnancy is suspected. Close that first; the category stays as it is until then."))
    today = today_of(enrolment=enrolment, at=at)
    facts = {name: getattr(proposal, name) for name in PROPOSED}
    require_justified(enrolment=enrolment, on=today, today=today, facts=facts)
    return CategoryAssessment.objects.create(
        enrolment=enrolment,
        assessed_on=today,
        **facts,
        approval=_decide(proposal, Decided.APPROVED, "", by, at),
        **stamp(by=by, at=at),
    )


@operation("patients.approve_category", guard=changes_record)
def refuse_category(*, by: Actor, at: dt.datetime, proposal: CategoryProposal, reason: str) -> CategoryDecision:
    """Refuse another prescriber's proposal, in words that she reads.

    :raises NotPermitted: for who proposed it, and for another organisation.
    :raises NothingToChange: when it was decided already.
    """
    _require_second(proposal, by)
    if not reason.strip():
        raise NotForThisPatient(_("Say why: who proposed it reads your words."))
    return _decide(proposal, Decided.REFUSED, reason, by, at)


@operation("patients.propose_category", guard=changes_record)
def withdraw_proposal(*, by: Actor, at: dt.datetime, proposal: CategoryProposal) -> CategoryDecision:
    """Take one's own proposal back.

    :raises NotPermitted: for everybody else.
    :raises NothingToChange: when it was decided already.
    """
    _require_open(proposal)
    if by.user_id != proposal.recorded_by_id:
        raise NotPermitted(_("Only who proposed it takes it back. You can refuse it, and say why."))
    return _decide(proposal, Decided.WITHDRAWN, "", by, at)


def _make_way(enrolment: Enrolment, by: Actor, at: dt.datetime) -> None:
    """Refuse a second proposal beside one that waits; close one that another centre left behind."""
    waiting = open_proposal(enrolment=enrolment)
    if waiting is not None and waiting.organisation_id == by.organisation_id:
        raise NothingToChange(
            _("A proposal waits already. See that it is approved, refused or withdrawn before the next one.")
        )
    outdate_proposal(by=by, at=at, enrolment=enrolment)


def _require_second(proposal: CategoryProposal, by: Actor) -> None:
    _require_open(proposal)
    if by.user_id == proposal.recorded_by_id:
        raise NotPermitted(_("You proposed this. A second prescriber of your centre decides on it."))
    if by.organisation_id != proposal.organisation_id:
        raise NotPermitted(_("A prescriber of the centre that proposed this decides on it."))


def _require_open(proposal: CategoryProposal) -> None:
    if CategoryDecision.objects.filter(proposal=proposal).exists():
        raise NothingToChange(_("This proposal is decided already. Open the record to see how the category stands."))


def _decide(proposal: CategoryProposal, how: Decided, words: str, by: Actor, at: dt.datetime) -> CategoryDecision:
    row = CategoryDecision.objects.create(
        enrolment_id=proposal.enrolment_id,
        proposal=proposal,
        decided_on=today_of(enrolment=proposal.enrolment, at=at),
        how=how,
        words=words,
        **stamp(by=by, at=at),
    )
    if how != Decided.WITHDRAWN:
        put(
            key=f"decided:{proposal.id}",
            kind="proposal_decided",
            recipient=Recipient.USER,
            recipient_id=proposal.recorded_by_id,
            about_id=proposal.enrolment_id,
            at=at,
        )
    return row


def _tell_the_centre(proposal: CategoryProposal, at: dt.datetime) -> None:
    put(
        key=f"proposed:{proposal.id}",
        kind="second_prescriber_wanted",
        recipient=Recipient.ORGANISATION,
        recipient_id=proposal.organisation_id,
        about_id=proposal.enrolment_id,
        at=at,
    )
