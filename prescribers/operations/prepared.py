"""Acts prepared by a delegate: kept, signed by a prescriber, sent back with words, or taken back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import NotPermitted
from patients.access import changes_record
from patients.answers import require_reason
from patients.delegation import require_somebody_certified
from patients.models import Enrolment
from patients.queries import current_version
from patients.refusals import NothingToChange
from prescribers.models import Outcome, PreparedAct, PreparedOutcome
from prescribers.prepared import KINDS, signers_of


@operation("patients.keep_prepared", guard=changes_record)
def prepare_act(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    act: str,
    row_id: UUID | None,
    answers: dict[str, list[str]],
    prepared_for: UUID,
) -> PreparedAct:
    """Keep the answers of a form for a prescriber of the centre, with the version of the record; nothing of it is done.

    :raises NotPermitted: when it is no form that can be prepared, or nobody of the centre who could sign it.
    :raises NobodyCertified: of what leads to a supply, while no prescriber of the centre is certified.
    """
    if act in KINDS and KINDS[act].opens:
        require_somebody_certified(by=by, at=at)
    if act not in KINDS or prepared_for not in {one.id for one in signers_of(by=by, at=at)}:
        raise NotPermitted(_("Choose a prescriber of your centre, who can sign this."))
    return PreparedAct.objects.create(
        enrolment=enrolment,
        act=act,
        row_id=row_id,
        answers=answers,
        on_version=current_version(patient=enrolment.patient),
        prepared_for_id=prepared_for,
        prepared_by_id=by.person_id,
        prepared_at=at,
        organisation_id=by.place_id,
        country=by.country,
    )


@operation("patients.answer_prepared", guard=changes_record)
def close_as_signed(*, by: Actor, at: dt.datetime, prepared: PreparedAct) -> PreparedOutcome:
    """Say that a prepared act was signed; said twice it is said once.

    :raises NothingToChange: when it was sent back or taken back meanwhile.
    """
    earlier = PreparedOutcome.objects.filter(prepared=prepared).first()
    if earlier is not None and earlier.how == Outcome.SIGNED:
        return earlier
    return _close(by, at, prepared, Outcome.SIGNED, "")


@operation("patients.answer_prepared", guard=changes_record)
def send_back(*, by: Actor, at: dt.datetime, prepared: PreparedAct, reason: str) -> PreparedOutcome:
    """Send a prepared act back, with words for who prepared it.

    :raises NothingToChange: when it was answered already.
    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=reason)
    return _close(by, at, prepared, Outcome.RETURNED, reason)


@operation("patients.keep_prepared", guard=changes_record)
def take_back(*, by: Actor, at: dt.datetime, prepared: PreparedAct) -> PreparedOutcome:
    """Take a prepared act back before it is signed.

    :raises NothingToChange: when it was answered already.
    """
    return _close(by, at, prepared, Outcome.WITHDRAWN, "")


def _close(by: Actor, at: dt.datetime, prepared: PreparedAct, how: Outcome, words: str) -> PreparedOutcome:
    if PreparedOutcome.objects.filter(prepared=prepared).exists():
        raise NothingToChange(
            _("This was signed, sent back or taken back already. Open the page again to see how it stands.")
        )
    facts: dict[str, Any] = {"recorded_by_id": by.person_id, "organisation_id": by.place_id, "country": by.country}
    return PreparedOutcome.objects.create(prepared=prepared, how=how, words=words, recorded_at=at, **facts)
