"""What a stranger is told of the demo: who can log in, and which card shows what."""

import datetime as dt
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.client_secrets import hash_of
from accounts.models import InterfaceClient, Membership
from demo.cast import CLIENT_SECRET
from demo.models import Kind, Story
from demo.stories import STORIES
from patients.identity import persons_of
from patients.models import WhyNot
from pharmacies.pack_codes import PackCode
from portal.queries import cards_that_open
from programmes.models import Batch


@dataclass(frozen=True, slots=True)
class Login:
    """An address to log in with, and what for."""

    email: str
    name: str
    role: str
    organisation: str
    country: str


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card to try: the answer it leads to, why, and at whose counter."""

    kind: Kind
    code: str
    words: Promise | str
    number: str
    pharmacist: str
    email: str
    born: dt.date | None
    """When the patient was born, where the card opens her page."""

    @property
    def grouped(self) -> str:
        """Give the number as it is printed, in groups of four."""
        return "-".join(self.number[place : place + 4] for place in range(0, len(self.number), 4))


def logins() -> Iterator[Login]:
    """List the demo's people by role."""
    order = list(Membership._meta.get_field("role").flatchoices)
    held = Membership.objects.select_related("user", "organisation")
    for code, label in order:
        for one in held.filter(role=code).order_by("organisation__country", "organisation__name", "user__name"):
            place = one.organisation
            yield Login(one.user.email, one.user.name, str(label), place.name, place.country)


def shown_cards() -> Iterator[ShownCard]:
    """List the stories' cards in the order of the rulebook's table; none before the data is made."""
    kept = {story.key: story for story in Story.objects.select_related("pharmacist")}
    born = _birth_dates()
    for told in STORIES:
        story = kept.get(told.key)
        if story is not None:
            who = story.pharmacist
            yield ShownCard(told.kind, told.code, told.words, story.number, who.name, who.email, born.get(story.number))


@dataclass(frozen=True, slots=True)
class ShownPack:
    """A pack to scan: what it is, what its code says, and the word that belongs to it."""

    name: str
    code: PackCode
    why_not: WhyNot | None = None


def shown_packs(*, on: dt.date) -> Iterator[ShownPack]:
    """Give a code for each pack on the demo's shelf, good ones, and two that no counter takes; each time a new box."""
    year = dt.timedelta(days=365)
    on_the_shelf = Batch.objects.filter(pack__gtin__isnull=False).select_related("pack__product")
    for batch in on_the_shelf.order_by("pack__product__brand", "pack__gtin", "number"):
        why_not = WhyNot.RECALLED if batch.recalled_on is not None else None
        yield ShownPack(str(batch.pack), _a_box(str(batch.pack.gtin), batch.number, on + year), why_not)
        if why_not is not None:
            old = _a_box(str(batch.pack.gtin), "PX4E01", on - dt.timedelta(days=1))
            yield ShownPack(str(batch.pack), old, WhyNot.EXPIRED)


def _a_box(gtin: str, batch: str, expires_on: dt.date) -> PackCode:
    return PackCode(gtin=gtin, batch=batch, expires_on=expires_on, serial=f"{secrets.randbelow(10**12):012d}")


def clients() -> Iterator[InterfaceClient]:
    """List the clients whose secret is the demo's own."""
    yield from InterfaceClient.objects.filter(secret_hash=hash_of(CLIENT_SECRET)).select_related("organisation")


def _birth_dates() -> dict[str, dt.date | None]:
    """Give the birth dates with which the stories' cards open a page, by number."""
    opening = cards_that_open().filter(number__in=Story.objects.values("number"))
    subjects = {card.number: card.enrolment.patient.subject_id for card in opening}
    persons = persons_of(subject_ids=subjects.values())
    return {number: persons[subject].birth_date for number, subject in subjects.items()}
