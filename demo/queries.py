"""What a stranger is told of the demo: who can log in, and which card shows what."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.models import Membership
from demo.models import Kind, Story
from demo.stories import STORIES


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
    for told in STORIES:
        story = kept.get(told.key)
        if story is not None:
            who = story.pharmacist
            yield ShownCard(told.kind, told.code, told.words, story.number, who.name, who.email)
