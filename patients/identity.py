"""The one gateway to who a patient is; encryption will come behind it.

What is kept is changed in :mod:`patients.identity_changes`, the other leaf of the same door.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.actor import Actor
from patients.health_ids import plain_number
from patients.models import Channel, Contact, HealthId, Identity, Patient, Reminder, ReminderChoice, SearchToken
from patients.names import are_alike, in_capitals, joined, parts, search_tokens
from patients.stamp import stamp

NATIONAL, FILE = "national:", "file:"
"""How the scheme of a number begins: a country's health number, or a centre's file number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIdentity:
    """Who is to be registered; one of the two names may be empty."""

    family_name: str
    given_name: str
    latin_name: str
    birth_date: dt.date | None
    sex: str
    language: str
    time_zone: str
    gender: str = ""
    health_id_country: str = ""
    health_id: str = ""
    file_number: str = ""
    mobile: str = ""
    email: str = ""
    reminder: str = Reminder.NONE
    agrees_to_reminders: bool = False

    @property
    def written(self) -> str:
        """Give the name as one text, to be compared."""
        return f"{self.family_name} {self.given_name}".strip()

    def numbers(self, *, centre_id: UUID) -> dict[str, str]:
        """Give the numbers by their schemes, in the form in which they are kept."""
        found = {f"{NATIONAL}{self.health_id_country}": self.health_id, f"{FILE}{centre_id.hex}": self.file_number}
        return {scheme: plain_number(number) for scheme, number in found.items() if number}


@dataclass(frozen=True, slots=True)
class Person:
    """Who a patient is, ready to be shown: FAMILY, Given."""

    family_name: str
    given_name: str
    latin_name: str
    birth_date: dt.date | None
    sex: str
    language: str
    gender: str = ""

    @property
    def name(self) -> str:
        """Give the name as registers write it: the family name first, in capitals."""
        return ", ".join(part for part in (in_capitals(self.family_name), self.given_name) if part)

    @property
    def initials(self) -> str:
        """Give the initials, for places where a name would be too much."""
        return "".join(part[:1] for part in (self.given_name, self.family_name) if part).upper()


def keep(*, patient: Patient, new: NewIdentity, by: Actor, at: dt.datetime, today: dt.date) -> None:
    """Write the identity rows of a new patient, in the caller's transaction."""
    subject = patient.subject_id
    Identity.objects.create(
        subject_id=subject,
        family_name=new.family_name,
        given_name=new.given_name,
        latin_name=new.latin_name,
        birth_date=new.birth_date,
        sex=new.sex,
        gender=new.gender,
        language=new.language,
        time_zone=new.time_zone,
        **stamp(by=by, at=at),
    )
    for scheme, value in new.numbers(centre_id=by.place_id).items():
        HealthId.objects.create(subject_id=subject, scheme=scheme, value=value, **stamp(by=by, at=at))
    for channel, value in ((Channel.SMS, new.mobile), (Channel.EMAIL, new.email)):
        if value:
            Contact.objects.create(subject_id=subject, channel=channel, value=value, **stamp(by=by, at=at))
    ReminderChoice.objects.create(
        subject_id=subject,
        channel=new.reminder,
        agreed_on=None if new.reminder == Reminder.NONE else today,
        **stamp(by=by, at=at),
    )
    add_tokens(subject_id=subject, names=(new.family_name, new.given_name, new.latin_name))


def add_tokens(*, subject_id: UUID, names: Iterable[str]) -> None:
    """Let somebody be found by these names too; the ones before go on leading to her."""
    SearchToken.objects.bulk_create(
        (SearchToken(subject_id=subject_id, token=token) for token in sorted(search_tokens(*names))),
        ignore_conflicts=True,
    )


def person_of(*, patient: Patient) -> Person:
    """Give who one patient is."""
    return persons_of(subject_ids=[patient.subject_id])[patient.subject_id]


def born_on(*, patient: Patient) -> dt.date | None:
    """Give the day of birth alone, for who may know an age and no name."""
    born: dt.date | None = Identity.objects.standing().get(subject_id=patient.subject_id).birth_date
    return born


def persons_of(*, subject_ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Give who they are, in one query, by subject id."""
    rows = Identity.objects.standing().filter(subject_id__in=list(subject_ids))
    return {
        row.subject_id: Person(
            row.family_name,
            row.given_name,
            row.latin_name,
            row.birth_date,
            row.sex,
            row.language,
            row.gender,
        )
        for row in rows
    }


def subjects_numbered(*, numbers: dict[str, str], but: UUID | None = None) -> set[UUID]:
    """Find the subjects, other than one, for whom one of the numbers stands."""
    found: set[UUID] = set()
    for scheme, value in numbers.items():
        rows = HealthId.objects.standing().filter(scheme=scheme, value=value)
        found |= set(rows.values_list("subject_id", flat=True))
    return found - {but}


def subjects_alike(*, name: str, latin_name: str, birth_date: dt.date | None, but: UUID | None = None) -> set[UUID]:
    """Find the subjects, other than one, who may be the same person: born then, and called much the same.

    A birth date with day and month changed over counts as the same. Case, accents, hyphens, the order of the words,
    the alphabet and how a letter is composed make no difference to a name; a slip makes little.
    """
    born = Identity.objects.standing().filter(birth_date__in=_days_meant(birth_date))
    mine = [one for one in (name, latin_name) if one]
    return {
        row.subject_id
        for row in born
        if row.subject_id != but
        and any(
            are_alike(own, other)
            for own in mine
            for other in (f"{row.family_name} {row.given_name}", row.latin_name)
            if other.strip()
        )
    }


def subjects_named(*, words: str) -> set[UUID] | None:
    """Find the subjects whose names have a word beginning with each of the words; None for no words.

    A word with a hyphen or an apostrophe is found written as one and written as several.
    """
    wanted = [word for word in words.split() if joined(word)]
    if not wanted:
        return None
    return set.intersection(
        *(_beginning(joined(word)) | set.intersection(*map(_beginning, parts(word))) for word in wanted)
    )


def _beginning(token: str) -> set[UUID]:
    """Find the subjects with a word that begins so."""
    return set(SearchToken.objects.filter(token__startswith=token).values_list("subject_id", flat=True))


def _days_meant(birth_date: dt.date | None) -> list[dt.date]:
    """Give the day, and the one that it is when day and month were changed over."""
    if birth_date is None:
        return []
    if birth_date.day > 12:  # no month has that number
        return [birth_date]
    return [birth_date, birth_date.replace(day=birth_date.month, month=birth_date.day)]
