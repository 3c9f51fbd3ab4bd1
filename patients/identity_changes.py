"""What is kept of who a patient is: read whole for those who correct it, and superseded; nothing is overwritten.

With :mod:`patients.identity` the one door to the identity tables.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from accounts.actor import Actor
from patients.identity import FILE, NATIONAL, NewIdentity, add_tokens
from patients.models import Channel, Contact, HealthId, Identity, IdentityRecord, Patient, Reminder, ReminderChoice
from patients.stamp import copy_of, stamp, superseding

R = TypeVar("R", bound=IdentityRecord)

CHANGED = "changed"
"""Why contact data are superseded: people move, and no reason is asked for."""

CONFIRMED = "confirmed"
"""Why they are superseded once she read out the code that was sent there."""

CORRECTED = ("family_name", "given_name", "latin_name", "birth_date", "sex", "gender", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """All that stands of who a patient is beside her names: numbers by scheme, ways to reach and to remind her."""

    numbers: Mapping[str, str]
    mobile: str
    email: str
    reminder: str
    agreed_on: dt.date | None


def written_of(*, patient: Patient) -> Written:
    """Give the numbers, the telephone, the address and the choice of reminders kept of one patient."""
    subject = patient.subject_id
    contacts = {one.channel: one.value for one in Contact.objects.standing().filter(subject_id=subject)}
    choice = ReminderChoice.objects.standing().filter(subject_id=subject).first()
    numbers = HealthId.objects.standing().filter(subject_id=subject).order_by("scheme")
    return Written(
        numbers={one.scheme: one.value for one in numbers},
        mobile=contacts.get(Channel.SMS, ""),
        email=contacts.get(Channel.EMAIL, ""),
        reminder=choice.channel if choice else Reminder.NONE,
        agreed_on=choice.agreed_on if choice else None,
    )


def own_schemes(numbers: Iterable[str], *, centre_id: UUID) -> list[str]:
    """Keep the schemes that a centre may correct: health numbers and its own file number, no other centre's."""
    return [one for one in numbers if one.startswith(NATIONAL) or one == f"{FILE}{centre_id.hex}"]


def identity_rows(*, patient: Patient) -> list[IdentityRecord]:
    """List every row of who a patient is, superseded ones too, the latest first."""
    found: list[IdentityRecord] = []
    for kind in (Identity, HealthId, Contact, ReminderChoice):
        rows = kind.objects.filter(subject_id=patient.subject_id)
        found += rows.select_related("recorded_by", "superseded_by", "organisation")
    return sorted(found, key=lambda row: (row.recorded_at, str(row.id)), reverse=True)


def identity_row(*, patient: Patient) -> Identity:
    """Give the row of names and birth date that stands."""
    row: Identity = Identity.objects.standing().get(subject_id=patient.subject_id)
    return row


def supersede_identity(*, patient: Patient, new: NewIdentity, because: str, by: Actor, at: dt.datetime) -> Identity:
    """Put new names, birth date, sex and language in the place of the old."""
    row = identity_row(patient=patient)
    changes = {name: getattr(new, name) for name in CORRECTED}
    made = copy_of(row=row, changes=changes, made=superseding(row=row, because=because, by=by, at=at))
    made.save(force_insert=True)
    add_tokens(subject_id=patient.subject_id, names=(new.family_name, new.given_name, new.latin_name))
    return made


def supersede_numbers(
    *, patient: Patient, numbers: Mapping[str, str], because: str, by: Actor, at: dt.datetime
) -> list[HealthId]:
    """Let these numbers stand, by their schemes; an empty one ends what was there. Those not named stay."""
    rows = HealthId.objects.standing().filter(subject_id=patient.subject_id, scheme__in=numbers)
    standing = {one.scheme: one for one in rows}
    made = []
    for scheme, value in numbers.items():
        row = standing.get(scheme)
        if row is not None and not value:
            made.append(_void(row, because, by, at))
        elif row is not None and row.value != value:
            made.append(_superseded(row, {"value": value}, because, by, at))
        elif row is None and value:
            made.append(
                HealthId.objects.create(
                    subject_id=patient.subject_id, scheme=scheme, value=value, **stamp(by=by, at=at)
                )
            )
    return made


def supersede_contacts(
    *,
    patient: Patient,
    values: Mapping[str, str],
    by: Actor,
    at: dt.datetime,
    verified_at: dt.datetime | None = None,
) -> list[Contact]:
    """Let these be the number and address by which she is reached; an empty one ends what was there.

    :param verified_at: when it was seen that they are hers; empty: nobody has.
    """
    standing = {one.channel: one for one in Contact.objects.standing().filter(subject_id=patient.subject_id)}
    made = []
    for channel, value in values.items():
        row = standing.get(channel)
        if row is None and value:
            made.append(
                Contact.objects.create(
                    subject_id=patient.subject_id,
                    channel=channel,
                    value=value,
                    verified_at=verified_at,
                    **stamp(by=by, at=at),
                )
            )
        elif row is not None and not value:
            made.append(_void(row, CHANGED, by, at))
        elif row is not None and (row.value != value or verified_at is not None):
            made.append(_superseded(row, {"value": value, "verified_at": verified_at}, CHANGED, by, at))
    return made


def standing_contact(*, subject_id: UUID, channel: str) -> Contact | None:
    """Give the number or address that stands."""
    row: Contact | None = Contact.objects.standing().filter(subject_id=subject_id, channel=channel).first()
    return row


def supersede_confirmed(*, contact: Contact, by: Actor, at: dt.datetime) -> Contact:
    """Keep the same number or address as one that she confirmed."""
    return _superseded(contact, {"verified_at": at}, CONFIRMED, by, at)


def supersede_reminder(
    *, patient: Patient, channel: str, agreed_on: dt.date | None, by: Actor, at: dt.datetime
) -> ReminderChoice | None:
    """Keep the way she wants to be reminded from now on; None where it is the one that stands."""
    row: ReminderChoice | None = ReminderChoice.objects.standing().filter(subject_id=patient.subject_id).first()
    facts = {"channel": channel, "agreed_on": agreed_on}
    if row is None:
        return ReminderChoice.objects.create(subject_id=patient.subject_id, **facts, **stamp(by=by, at=at))
    if row.channel == channel:
        return None
    return _superseded(row, facts, CHANGED, by, at)


def _superseded(row: R, changes: dict[str, Any], because: str, by: Actor, at: dt.datetime) -> R:
    made = copy_of(row=row, changes=changes, made=superseding(row=row, because=because, by=by, at=at))
    made.save(force_insert=True)
    return made


def _void(row: R, because: str, by: Actor, at: dt.datetime) -> R:
    return _superseded(row, {"entered_in_error": True}, because, by, at)
