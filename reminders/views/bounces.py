"""What a mail provider tells of bounces and complaints: the address is not written to again until it is changed."""

from typing import Any, Final

from anymail.signals import AnymailTrackingEvent, tracking
from django.dispatch import receiver
from django.utils import timezone

from reminders.dead_addresses import keep_dead_address

FINAL: Final = frozenset({"bounced", "rejected", "complained", "failed"})
"""What ends a way; a delay or a deferral ends nothing."""


@receiver(tracking)
def hear(sender: object, event: AnymailTrackingEvent, esp_name: str, **_: Any) -> None:
    """Note an address that reaches nobody; what else a provider tells (opened, clicked) is not looked at."""
    if event.event_type in FINAL and event.recipient:
        keep_dead_address(address=event.recipient, why=f"{esp_name}: {event.event_type}", at=timezone.now())
