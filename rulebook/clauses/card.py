"""Whether the patient has a card, and the one shown is hers."""

from rulebook.facts import Facts
from rulebook.history import Card


def card_missing(facts: Facts) -> bool:
    """Hold when the patient has no card in force on T."""
    return not _cards_in_force(facts)


def card_not_valid(facts: Facts) -> bool:
    """Hold when a card was shown, and it is not one of the patient's in force on T."""
    shown = facts.question.card
    return shown is not None and all(card.id != shown for card in _cards_in_force(facts))


def _cards_in_force(facts: Facts) -> list[Card]:
    on = facts.on
    return [card for card in facts.history.cards if card.revoked_on is None or card.revoked_on > on]
