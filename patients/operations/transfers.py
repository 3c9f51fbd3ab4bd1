"""A patient's move to another centre: asked for or offered, accepted, refused, withdrawn; her history moves along."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Organisation, Role
from accounts.operation import operation
from accounts.queries import members_of
from accounts.refusals import NotVisible
from outbox.models import Recipient
from outbox.operations import put
from patients.access import changes_record, lock, raise_version
from patients.answers import require_one_of, require_reason
from patients.care import care_of, cares_of, tell_who_treats
from patients.dates import require_within_life, today_of
from patients.models import AccessGrant, Agreed, Answered, Enrolment, GrantKind, Transfer, TransferAnswer
from patients.refusals import CardDoesNotFit, NotForThisPatient, NothingToChange
from patients.stamp import stamp
from patients.transfers import ShownCard, require_few_tries, unanswered

TO_ANSWER, ANSWERED = "transfer_to_answer", "transfer_answered"


def _by_the_awaited(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int:
    """Guard an answer: the centre whose word is awaited gives it, whether it sees the patient yet or not.

    :raises NotVisible: for everybody else.
    """
    return _by_side(by, values["transfer"].answering_id, values)


def _by_the_wanting(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int:
    """Guard a withdrawal: the centre that asked or offered thinks better of it.

    :raises NotVisible: for everybody else.
    """
    return _by_side(by, values["transfer"].organisation_id, values)


def _by_side(by: Actor, centre_id: UUID, values: dict[str, Any]) -> int:
    if by.organisation_id != centre_id:
        raise NotVisible(_("There is no such record."))
    return raise_version(patient=lock(patient_id=values["transfer"].subject_of_trail), values=values)


@operation("patients.ask_transfer")
def ask_for_transfer(
    *, by: Actor, at: dt.datetime, shown: ShownCard, agreed_on: dt.date, agreed_how: str, words: str = ""
) -> Transfer:
    """Ask the centre that has a patient to hand her over, by the card she shows and her date of birth.

    :raises CardDoesNotFit: when no valid card has the number, or its owner was born on another day.
    :raises TooManyTries: when that was so too often.
    :raises NotForThisPatient: when she is this centre's patient already.
    :raises NothingToChange: when a transfer of hers waits already.
    """
    require_few_tries(by=by, at=at)
    if shown.card is None or not shown.fits:
        raise CardDoesNotFit(
            _(
                "No valid card has this number together with this date of birth. Compare both with the card and with "
                "the papers. Nothing was sent."
            )
        )
    enrolment = shown.card.enrolment
    lock(patient_id=enrolment.patient_id)
    present = care_of(enrolment=enrolment).centre_id
    if present == by.organisation_id:
        raise NotForThisPatient(_("This patient is in your centre's care already. Search for her or him by name."))
    made = _want(by, at, enrolment, (present, by.place_id), (agreed_on, agreed_how), words)
    tell_who_treats(enrolment=enrolment, kind=TO_ANSWER, event=f"transfer:{made.id}", about_id=made.id, at=at)
    return made


@operation("patients.transfer", guard=changes_record)
def offer_transfer(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    centre: Organisation,
    agreed_on: dt.date,
    agreed_how: str,
    words: str = "",
) -> Transfer:
    """Offer to hand a patient over to another centre, which may accept.

    :raises NotVisible: when she is in another centre's care.
    :raises NotForThisPatient: when there is nobody there who could take her.
    :raises NothingToChange: when a transfer of hers waits already.
    """
    if care_of(enrolment=enrolment).centre_id != by.organisation_id:
        raise NotVisible(_("There is no such record."))
    if centre.id == by.organisation_id or centre.kind != Kind.CENTRE:
        raise NotForThisPatient(_("Choose another centre than your own."))
    if not members_of(organisation_id=centre.id, role=Role.PRESCRIBER, at=at):
        raise NotForThisPatient(_("%(centre)s has no prescriber now. Choose another centre.") % {"centre": centre.name})
    made = _want(by, at, enrolment, (by.place_id, centre.id), (agreed_on, agreed_how), words)
    _tell(made, TO_ANSWER, Recipient.ORGANISATION, centre.id, at)
    return made


@operation("patients.transfer", guard=_by_the_awaited)
def accept_transfer(*, by: Actor, at: dt.datetime, transfer: Transfer) -> TransferAnswer:
    """Accept: from now on the new centre has her in its care and sees all that was recorded; the old one's sight ends.

    Who asked for her, or who accepts an offer, is her prescriber from then on. An open prescription stays open: the
    rulebook judges it by who signed it.

    :raises NothingToChange: when it was answered meanwhile, or who asked for her prescribes there no more.
    """
    _require_unanswered(transfer)
    doctor = by.person_id if transfer.is_offer else transfer.recorded_by_id
    if doctor not in members_of(organisation_id=transfer.to_centre_id, role=Role.PRESCRIBER, at=at):
        raise NothingToChange(
            _("Who asked for this patient prescribes there no more. Refuse, and let the centre ask again.")
        )
    answer = _answer(by, at, transfer, Answered.ACCEPTED, prescriber_id=doctor)
    _move_sight(by, at, transfer)
    _tell(transfer, ANSWERED, Recipient.USER, transfer.recorded_by_id, at)
    return answer


@operation("patients.transfer", guard=_by_the_awaited)
def refuse_transfer(*, by: Actor, at: dt.datetime, transfer: Transfer, words: str) -> TransferAnswer:
    """Refuse, with words for the other centre; nothing else changes.

    :raises NothingToChange: when it was answered meanwhile.
    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=words)
    _require_unanswered(transfer)
    answer = _answer(by, at, transfer, Answered.REFUSED, words=words)
    _tell(transfer, ANSWERED, Recipient.USER, transfer.recorded_by_id, at)
    return answer


@operation("patients.transfer", guard=_by_the_wanting)
def withdraw_transfer(*, by: Actor, at: dt.datetime, transfer: Transfer) -> TransferAnswer:
    """Take a request or an offer back before it is answered.

    :raises NothingToChange: when it was answered meanwhile.
    """
    _require_unanswered(transfer)
    return _answer(by, at, transfer, Answered.WITHDRAWN)


def _want(
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    between: tuple[UUID, UUID],
    agreed: tuple[dt.date, str],
    words: str,
) -> Transfer:
    """Keep what one centre wants, and that she agreed, unless a transfer of hers waits already."""
    require_one_of(word=agreed[1], words=Agreed.values)
    require_within_life(patient=enrolment.patient, days=[agreed[0]], today=today_of(enrolment=enrolment, at=at))
    if unanswered().filter(enrolment=enrolment).exists():
        raise NothingToChange(
            _("A transfer of this patient waits for its answer already. Wait for it, or withdraw it first.")
        )
    made: Transfer = Transfer.objects.create(
        enrolment=enrolment,
        from_centre_id=between[0],
        to_centre_id=between[1],
        agreed_on=agreed[0],
        agreed_how=agreed[1],
        words=words,
        follows=TransferAnswer.objects.filter(enrolment=enrolment, followed_by__isnull=True).first(),
        **stamp(by=by, at=at),
    )
    return made


def _require_unanswered(transfer: Transfer) -> None:
    if TransferAnswer.objects.filter(transfer=transfer).exists():
        raise NothingToChange(
            _("This transfer was answered or withdrawn already. Nothing was changed. See how it stands.")
        )


def _answer(
    by: Actor,
    at: dt.datetime,
    transfer: Transfer,
    how: Answered,
    *,
    words: str = "",
    prescriber_id: UUID | None = None,
) -> TransferAnswer:
    made: TransferAnswer = TransferAnswer.objects.create(
        enrolment_id=transfer.enrolment_id,
        transfer=transfer,
        how=how,
        words=words,
        prescriber_id=prescriber_id,
        **stamp(by=by, at=at),
    )
    return made


def _move_sight(by: Actor, at: dt.datetime, transfer: Transfer) -> None:
    """Give the new centre sight from now on, and end the old one's, unless it has her in another programme."""
    patient_id = transfer.subject_of_trail
    held = AccessGrant.objects.in_force(at).filter(patient_id=patient_id, kind=GrantKind.ENROLMENT)
    hers = list(Enrolment.objects.standing().filter(patient_id=patient_id))
    if transfer.from_centre_id not in {one.centre_id for one in cares_of(enrolments=hers).values()}:
        held.filter(organisation_id=transfer.from_centre_id).update(until_at=at)
    if not held.filter(organisation_id=transfer.to_centre_id).exists():
        AccessGrant.objects.create(
            patient_id=patient_id,
            organisation_id=transfer.to_centre_id,
            country=transfer.to_centre.country,
            kind=GrantKind.ENROLMENT,
            from_at=at,
            granted_by_id=by.person_id,
        )


def _tell(transfer: Transfer, kind: str, recipient: Recipient, recipient_id: UUID, at: dt.datetime) -> None:
    put(
        key=f"{kind}:{transfer.id}:{recipient_id}",
        kind=kind,
        recipient=recipient,
        recipient_id=recipient_id,
        about_id=transfer.id,
        at=at,
    )
