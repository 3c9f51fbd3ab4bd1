"""The one gateway to who a patient is; encryption will come behind it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.actor import Actor
from patients.models import Channel, Contact, HealthId, Identity, Patient, SearchToken
from patients.names import joined, parts, tokens
from patients.stamp import stamp


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
    health_id_scheme: str = ""
    health_id: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a patient is, ready to be shown: FAMILY, Given."""

    family_name: str
    given_name: str
    latin_name: str
    birth_date: dt.date | None
    sex: str
    language: str

    @property
    def name(self) -> str:
        """Give the name as registers write it: the family name first, in capitals."""
        return ", ".join(part for part in (self.family_name.upper(), self.given_name) if part)

    @property
    def initials(self) -> str:
        """Give the initials, for places where a name would be too much."""
        return "".join(part[:1] for part in (self.given_name, self.family_name) if part).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What else is kept of who a patient is."""

    numbers: list[str]
    mobiles: list[str]
    addresses: list[str]


def keep(*, patient: Patient, new: NewIdentity, by: Actor, at: dt.datetime) -> None:
    """Write the identity rows of a new patient, in the caller's transaction."""
    subject = patient.subject_id
    mark = stamp(by=by, at=at)
    Identity.objects.create(
        subject_id=subject,
        family_name=new.family_name,
        given_name=new.given_name,
        latin_name=new.latin_name,
        birth_date=new.birth_date,
        sex=new.sex,
        language=new.language,
        time_zone=new.time_zone,
        **mark,
    )
    if new.health_id:
        HealthId.objects.create(
            subject_id=subject,
            scheme=new.health_id_scheme,
            value=plain_number(new.health_id),
            **stamp(by=by, at=at),
        )
    for channel, value in ((Channel.SMS, new.mobile), (Channel.EMAIL, new.email)):
        if value:
            Contact.objects.create(subject_id=subject, channel=channel, value=value, **stamp(by=by, at=at))
    SearchToken.objects.bulk_create(
        SearchToken(subject_id=subject, token=token)
        for token in sorted(tokens(new.family_name, new.given_name, new.latin_name))
    )


def person_of(*, patient: Patient) -> Person:
    """Give who one patient is."""
    return persons_of(subject_ids=[patient.subject_id])[patient.subject_id]


def written_of(*, patient: Patient) -> Written:
    """Give the national numbers, telephone numbers and addresses kept of one patient."""
    subject = patient.subject_id
    contacts = Contact.objects.standing().filter(subject_id=subject).order_by("recorded_at")
    return Written(
        numbers=list(HealthId.objects.standing().filter(subject_id=subject).values_list("value", flat=True)),
        mobiles=[one.value for one in contacts if one.channel == Channel.SMS],
        addresses=[one.value for one in contacts if one.channel == Channel.EMAIL],
    )


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
        )
        for row in rows
    }


def plain_number(number: str) -> str:
    """Give a national number without the dots, dashes and spaces it is written with."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def subjects_numbered(*, new: NewIdentity) -> set[UUID]:
    """Find the subjects who have the national number already."""
    if not new.health_id:
        return set()
    rows = HealthId.objects.filter(scheme=new.health_id_scheme, value=plain_number(new.health_id))
    return set(rows.values_list("subject_id", flat=True))


def subjects_alike(*, new: NewIdentity) -> set[UUID]:
    """Find the subjects born on the same day whose names are the same, or the same with words left out.

    Case, accents, hyphens, the order of the words and how a letter is composed make no difference.
    """
    own, all_own = tokens(new.family_name, new.given_name), tokens(new.family_name, new.given_name, new.latin_name)
    named = SearchToken.objects.filter(token__in=all_own).values("subject_id")
    born = Identity.objects.standing().filter(birth_date=new.birth_date, subject_id__in=named)
    return {
        row.subject_id
        for row in born
        if own <= tokens(row.family_name, row.given_name, row.latin_name)
        or tokens(row.family_name, row.given_name) <= all_own
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
