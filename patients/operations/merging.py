"""Two records of one person, joined by two people, and parted again by two; both judge the facts of both."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import NotPermitted
from audit.models import Outcome
from audit.operations import write
from patients.access import lock_all, raise_version, require_sight
from patients.merged import joins_of
from patients.models import MergeDecision, MergeProposal, Patient
from patients.refusals import NotForThisPatient, NothingToChange, UnsoundIdentity
from patients.stamp import stamp


def sees_both(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int:
    """Guard what concerns two records: both locked in the order of their ids, both in sight; both versions rise.

    :raises NotVisible: when one of the two is out of sight.
    :raises Stale: when the record that goes on changed since the form was opened.
    """
    kept_id, merged_id = _both(values)
    locked = lock_all(patient_ids=[kept_id, merged_id])
    for patient_id in (kept_id, merged_id):
        require_sight(by=by, at=at, patient_id=patient_id)
    version = raise_version(patient=locked[kept_id], values=values)
    if not joins_of(patient_ids=[merged_id]):
        raise_version(patient=locked[merged_id], values={})
    return version


@operation("patients.propose_merge", guard=sees_both)
def propose_merge(*, by: Actor, at: dt.datetime, kept: Patient, merged: Patient, reason: str) -> MergeProposal:
    """Say that two records are one person's; nothing changes until a second person agrees.

    :param kept: the record that goes on.
    :raises NotForThisPatient: when it is one record, or one of them is joined to others already.
    :raises NothingToChange: when the same waits already.
    """
    _require_reason(reason)
    if kept == merged:
        raise NotForThisPatient(_("These are not two records but one. Choose another."))
    joins = joins_of(patient_ids=[kept.id, merged.id])
    if any(one.merged in {kept.id, merged.id} or one.kept == merged.id for one in joins):
        raise NotForThisPatient(
            _("One of the two is joined to another record already. Open that one, or part them first.")
        )
    _require_none_waiting(kept, merged)
    return MergeProposal.objects.create(kept=kept, merged=merged, why=reason, **stamp(by=by, at=at))


@operation("patients.propose_merge", guard=sees_both)
def propose_parting(*, by: Actor, at: dt.datetime, kept: Patient, merged: Patient, reason: str) -> MergeProposal:
    """Say that two joined records are of two people after all; nothing changes until a second person agrees.

    :raises NothingToChange: when they are not joined, or the same waits already.
    """
    _require_reason(reason)
    found = [one for one in joins_of(patient_ids=[kept.id]) if (one.kept, one.merged) == (kept.id, merged.id)]
    if not found:
        raise NothingToChange(_("These two records are not joined. Open the record again to see how it stands."))
    _require_none_waiting(kept, merged)
    return MergeProposal.objects.create(
        kept=kept, merged=merged, undoes_id=found[0].decision, why=reason, **stamp(by=by, at=at)
    )


@operation("patients.decide_merge", guard=sees_both, signed=True)
def decide_merge(
    *, by: Actor, at: dt.datetime, proposal: MergeProposal, agreed: bool, reason: str = ""
) -> MergeDecision:
    """Agree, as the second person, that two records be joined or parted; or refuse, with a reason.

    Whoever proposed it may take it back, and never agrees to it.

    :raises NotPermitted: when who proposed it agrees.
    :raises NothingToChange: when it was decided already.
    :raises NotForThisPatient: when one of the two was joined to another record meanwhile.
    """
    if MergeDecision.objects.filter(proposal=proposal).exists():
        raise NothingToChange(_("This was decided meanwhile. Open the record again to see how it stands."))
    if not agreed:
        _require_reason(reason)
    elif proposal.recorded_by_id == by.person_id:
        raise NotPermitted(_("Two people join records and part them: ask a second prescriber of your centre."))
    elif proposal.undoes_id is None:
        _require_still_single(proposal)
    _name_the_other(proposal, by, at)
    return MergeDecision.objects.create(
        proposal=proposal,
        agreed=agreed,
        words=reason,
        ends_id=proposal.undoes_id if agreed else None,
        **stamp(by=by, at=at),
    )


def _both(values: dict[str, Any]) -> tuple[Any, Any]:
    """Find the two records that an act concerns, in its proposal or beside one another."""
    proposal = values.get("proposal")
    if proposal is not None:
        return proposal.kept_id, proposal.merged_id
    return values["kept"].id, values["merged"].id


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise UnsoundIdentity(_("Write how you know: one line is enough."), field="reason")


def _require_none_waiting(kept: Patient, merged: Patient) -> None:
    pair = {kept.id, merged.id}
    waiting = MergeProposal.objects.filter(Q(kept__in=pair, merged__in=pair), decision__isnull=True)
    if waiting.exists():
        raise NothingToChange(_("This was proposed already and waits for a second prescriber of your centre."))


def _require_still_single(proposal: MergeProposal) -> None:
    joins = joins_of(patient_ids=[proposal.kept_id, proposal.merged_id])
    if any(one.merged in {proposal.kept_id, proposal.merged_id} or one.kept == proposal.merged_id for one in joins):
        raise NotForThisPatient(
            _("One of the two was joined to another record meanwhile. Refuse this, and look at both again.")
        )


def _name_the_other(proposal: MergeProposal, by: Actor, at: dt.datetime) -> None:
    """Let the trail of the other record say it too: the operation's own line names the one that goes on."""
    write(
        by=by, at=at, act="patients.decide_merge", outcome=Outcome.DONE, subjects={proposal.merged_id},
        object_kind=proposal._meta.label, object_id=str(proposal.id),
    )  # fmt: skip
