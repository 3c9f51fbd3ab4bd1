"""Where a message goes: the outbox holds an id, the room it belongs to knows the address."""

from dataclasses import dataclass

from accounts.models import Organisation, User
from outbox.models import Message, Recipient


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address and the language to write in."""

    email: str
    language: str


def address_of(*, message: Message) -> Address | None:
    """Find the address of a recipient; None when there is nobody to write to (any more)."""
    if message.recipient == Recipient.USER:
        user = User.objects.filter(id=message.recipient_id, is_active=True).first()
        return Address(user.email, user.language) if user else None
    if message.recipient == Recipient.ORGANISATION:
        place = Organisation.objects.filter(id=message.recipient_id).first()
        return Address(place.email, place.language) if place else None
    return None
