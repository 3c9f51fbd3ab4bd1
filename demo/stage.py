"""The demo's stage: organisations, people, roles, accreditation and packs, each by the act that makes it."""

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from accounts.actor import Actor
from accounts.client_secrets import hash_of
from accounts.models import Membership, Organisation, User
from accounts.operations import appoint_first_administrator, give_role, invite_user, issue_client, open_organisation
from accounts.queries import actor_of
from demo.cast import CLIENT_OF, CLIENT_SECRET, FOUNDER, MEMBERS, OFFICE, PASSWORD, PLACES, Member, Place
from demo.clock import Clock
from demo.kits import put_samples_in_force
from demo.names import Names
from programmes.applications import apply_for_registration
from programmes.models import Batch, Pack, Product, Programme
from programmes.operations import certify_prescriber, register_pharmacy

OPENED = 420
"""So many days ago the registry began to work."""


@dataclass(frozen=True, slots=True)
class Team:
    """Those who care for one patient."""

    prescriber: Actor
    second: Actor
    delegate: Actor
    pharmacist: Actor


@dataclass(slots=True)
class Stage:
    """Everything a story needs: the clock, the people by key, names not used yet, and the dice."""

    clock: Clock
    actors: dict[str, Actor]
    names: Names
    dice: random.Random

    def team(self, prescriber: str, second: str, delegate: str, pharmacist: str) -> Team:
        """Put a team together by the keys of its members."""
        return Team(*(self.actors[key] for key in (prescriber, second, delegate, pharmacist)))

    @property
    def brussels(self) -> Team:
        """Give the team that most stories play in."""
        return self.team("anneke", "luc", "noor", "dries")


def set_stage(*, clock: Clock, seed: int) -> Stage:
    """Open the places, invite the people, give them their roles and what they are accredited for."""
    begun = clock.at(OPENED)
    dice = random.Random(seed)
    founder = _founder(begun)
    places = _places(founder, begun)
    users = {member.key: _invited(member, founder, begun) for member in MEMBERS}
    roles = {member.key: _roles(member, users[member.key], places, founder, begun) for member in MEMBERS}
    actors = {key: actor_of(membership=held[0]) for key, held in roles.items()}
    for member in MEMBERS:
        for place, held in zip(member.roles, roles[member.key], strict=True):
            actors[f"{member.key}@{place[1]}"] = actor_of(membership=held)
    User.objects.filter(email__in=[FOUNDER, *(m.email for m in MEMBERS)]).update(password=make_password(PASSWORD))
    _accredit(actors["pieter"], users, places, begun)
    for authority in ("hilde", "karl"):
        put_samples_in_force(authority=actors[authority], manager=actors["pieter"], at=begun)
    _apply(actors, clock)
    _stock(clock)
    issue_client(
        by=founder, at=clock.at(1), organisation=places[CLIENT_OF], name="Counter program", days=365,
        secret_hash=hash_of(CLIENT_SECRET),
    )  # fmt: skip
    return Stage(clock=clock, actors=actors, names=Names(dice), dice=dice)


def _founder(at: dt.datetime) -> Actor:
    office = next(place for place in PLACES if place.key == OFFICE)
    membership = appoint_first_administrator(
        at=at,
        email=FOUNDER,
        name="Berthe Lambert",
        password=None,
        organisation=office.name,
        country=office.country,
        time_zone=office.time_zone,
        telephone=office.telephone,
    )
    return actor_of(membership=membership)


def _places(founder: Actor, at: dt.datetime) -> dict[str, Organisation]:
    opened = {
        place.key: open_organisation(
            by=founder,
            at=at,
            name=place.name,
            kind=place.kind,
            country=place.country,
            time_zone=place.time_zone,
            telephone=place.telephone,
            email=place.email,
            language=place.language,
        )
        for place in PLACES
        if place.key != OFFICE
    }
    return opened | {OFFICE: Organisation.objects.get(name=founder.organisation_name)}


def _invited(member: Member, founder: Actor, at: dt.datetime) -> User:
    return invite_user(by=founder, at=at, email=member.email, name=member.name, telephone="", language=member.language)


def _roles(
    member: Member, user: User, places: dict[str, Organisation], founder: Actor, at: dt.datetime
) -> list[Membership]:
    return [
        give_role(by=founder, at=at, user=user, organisation=places[place], role=role, valid_from=at.date())
        for role, place in member.roles
    ]


def _accredit(manager: Actor, users: dict[str, User], places: dict[str, Organisation], at: dt.datetime) -> None:
    programmes = Programme.objects.in_bulk()
    countries = {place.key: place.country for place in PLACES}
    for member in MEMBERS:
        for programme_id in member.certified_for:
            certify_prescriber(
                by=manager,
                at=at,
                prescriber_id=users[member.key].id,
                programme=programmes[programme_id],
                country=countries[member.roles[0][1]],
                valid_from=at.date(),
                valid_until=None,
            )
    for place in PLACES:
        for programme_id in place.programmes:
            _register(manager, place, places, programmes[programme_id], at)


def _apply(actors: dict[str, Actor], clock: Clock) -> None:
    """Let one pharmacy ask for a programme that it does not dispense yet; the answer is the programme office's."""
    apply_for_registration(
        by=actors["timo"],
        at=clock.at(1),
        programme=Programme.objects.get(id="thalidomide-eu"),
        responsible_name="Timo Falk",
        licence_number="NW-2026-4711",
    )


def _register(
    manager: Actor, place: Place, places: dict[str, Organisation], programme: Programme, at: dt.datetime
) -> None:
    register_pharmacy(
        by=manager,
        at=at,
        pharmacy=places[place.key],
        programme=programme,
        valid_from=at.date(),
        valid_until=None,
    )


PACKS = (
    ("pomalidomide-eu", "Pomalex", "4", 21, "09521000000018", "PX4A01"),
    ("pomalidomide-eu", "Pomalex", "3", 21, "09521000000025", "PX3A07"),
    ("pomalidomide-eu", "Pomalex", "4", 14, "09521000000032", "PX4B02"),
    ("lenalidomide-eu", "Lenarex", "25", 21, "09521000000049", "LX25C3"),
    ("lenalidomide-eu", "Lenarex", "10", 21, "09521000000056", "LX10C1"),
    ("thalidomide-eu", "Thalorex", "50", 28, "09521000000063", "TX50D9"),
)


def _stock(clock: Clock) -> None:
    """Put packs and batches into their tables; no screen makes them yet. GTINs are of GS1's range for examples."""
    for programme_id, brand, strength, capsules, gtin, batch in PACKS:
        product, _new = Product.objects.get_or_create(
            programme_id=programme_id, brand=brand, defaults={"holder": "Exempla Pharma"}
        )
        pack = Pack.objects.create(product=product, strength_mg=Decimal(strength), capsules=capsules, gtin=gtin)
        Batch.objects.create(pack=pack, number=batch, expires_on=clock.day(-540))
    Batch.objects.create(
        pack=Pack.objects.get(gtin=PACKS[0][4]),
        number="PX4R99",
        expires_on=clock.day(-300),
        recalled_on=clock.day(20),
    )
