"""What the rows of a list become in the registry, batch by batch: places and registrations, people and roles."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from accounts.actor import Actor
from accounts.models import Invitation, Membership, Organisation, User
from accounts.operations.invitations import GOOD_FOR
from onboarding.models import Import, Kind, StagedRow, What
from onboarding.reviving import counting, revive_people, revive_places, there_already, write_brought
from outbox.models import Message, Recipient
from outbox.operations import put_all
from programmes.models import PharmacyRegistration, PrescriberCertification

BATCH: Final = 500


def bring(one: Import, *, by: Actor, at: dt.datetime) -> None:
    """Bring every row of an import into the registry; the caller's transaction keeps all of them or none."""
    work = _places if one.kind == Kind.PLACES else _people
    rows = StagedRow.objects.filter(of=one).order_by("line").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        work(one, batch, by, at)


def _places(one: Import, rows: Sequence[StagedRow], by: Actor, at: dt.datetime) -> None:
    places = {row.line: there_already(row) or uuid4() for row in rows}
    fresh = [row for row in rows if there_already(row) is None]
    Organisation.objects.bulk_create(
        Organisation(
            id=places[row.line], country=one.country, name=row.values["name"], kind=row.values["kind"],
            time_zone=row.values["time_zone"], telephone=row.values["telephone"], email=row.values["email"],
            language=row.values["language"],
        )
        for row in fresh
    )  # fmt: skip
    write_brought(one, What.PLACE, [(row.line, places[row.line]) for row in fresh])
    revive_places(one, rows, by=by, at=at)
    wanted = [row for row in rows if row.values["programme"]]
    held = counting(PharmacyRegistration).filter(pharmacy_id__in={places[row.line] for row in wanted})
    taken = set(held.values_list("pharmacy_id", "programme_id"))
    made = [
        (row.line, PharmacyRegistration(
            pharmacy_id=places[row.line], programme_id=row.values["programme"],
            valid_from=row.values["registered_from"], valid_until=row.values["registered_until"] or None,
        ))
        for row in wanted if (places[row.line], row.values["programme"]) not in taken
    ]  # fmt: skip
    PharmacyRegistration.objects.bulk_create(registration for _line, registration in made)
    write_brought(one, What.REGISTRATION, [(line, registration.id) for line, registration in made])


def _people(one: Import, rows: Sequence[StagedRow], by: Actor, at: dt.datetime) -> None:
    known = _accounts(one, rows, by, at)
    names = {row.values["place"].lower() for row in rows}
    places = Organisation.objects.filter(country=one.country, practice_of__isnull=True)
    by_name = {place.name.lower(): place.id for place in _named(places, names)}
    roles = [(row, known[row.line], by_name[row.values["place"].lower()]) for row in rows]
    held = counting(Membership).filter(user_id__in=known.values())
    taken = set(held.values_list("user_id", "organisation_id", "role"))
    made = [
        (row.line, Membership(
            user_id=user, organisation_id=place, role=row.values["role"], valid_from=row.values["role_from"],
            valid_until=row.values["role_until"] or None,
        ))
        for row, user, place in roles if (user, place, row.values["role"]) not in taken
    ]  # fmt: skip
    Membership.objects.bulk_create(membership for _line, membership in made)
    write_brought(one, What.ROLE, [(line, membership.id) for line, membership in made])
    _certify(one, rows, known)


def _certify(one: Import, rows: Sequence[StagedRow], known: dict[int, UUID]) -> None:
    held = counting(PrescriberCertification).filter(prescriber_id__in=known.values(), country=one.country)
    taken = set(held.values_list("prescriber_id", "programme_id"))
    made = []
    for row in rows:
        wanted = (known[row.line], row.values["programme"])
        if row.values["programme"] and wanted not in taken:
            taken.add(wanted)
            made.append((row.line, PrescriberCertification(
                prescriber_id=known[row.line], programme_id=row.values["programme"], country=one.country,
                valid_from=row.values["certified_from"], valid_until=row.values["certified_until"] or None,
            )))  # fmt: skip
    PrescriberCertification.objects.bulk_create(certification for _line, certification in made)
    write_brought(one, What.CERTIFICATION, [(line, certification.id) for line, certification in made])


def _accounts(one: Import, rows: Sequence[StagedRow], by: Actor, at: dt.datetime) -> dict[int, UUID]:
    """Give the account of each row's person; who has none is invited, as by the administrator's own form."""
    addresses = {row.values["email"] for row in rows}
    there = {user.email.lower(): user.id for user in _addressed(addresses)}
    fresh: dict[str, StagedRow] = {}
    known: dict[int, UUID] = {}
    for row in rows:
        email = row.values["email"]
        if (found := there_already(row) or there.get(email)) is None:
            fresh[email] = row
            found = there[email] = uuid4()
        known[row.line] = found
    User.objects.bulk_create(
        User(
            id=there[email], email=email, name=row.values["name"], telephone=row.values["telephone"],
            language=row.values["language"], password=make_password(None),
        )
        for email, row in fresh.items()
    )  # fmt: skip
    revived = revive_people({row.line: known[row.line] for row in rows if there_already(row)}, by=by, at=at)
    _invite([there[email] for email in fresh] + list(revived.values()), by, at)
    write_brought(one, What.PERSON, [*((row.line, there[email]) for email, row in fresh.items()), *revived.items()])
    return known


def _invite(users: Sequence[UUID], by: Actor, at: dt.datetime) -> None:
    invitations = Invitation.objects.bulk_create(
        Invitation(user_id=user, invited_by_id=by.person_id, at=at, expires_at=at + GOOD_FOR) for user in users
    )
    put_all(messages=(_letter(invitation, at) for invitation in invitations), at=at)


def _letter(invitation: Invitation, at: dt.datetime) -> Message:
    return Message(
        key=f"invitation:{invitation.id}", kind="invitation", recipient=Recipient.USER,
        recipient_id=invitation.user_id, about_id=invitation.id, created_at=at, due_at=at,
    )  # fmt: skip


def _addressed(addresses: set[str]) -> Iterator[Any]:
    return User.objects.filter(email__in=addresses).iterator()


def _named(places: Any, names: set[str]) -> Any:
    wanted = Q()
    for name in names:
        wanted |= Q(name__iexact=name)
    return places.filter(wanted)
