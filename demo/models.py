"""Which card shows which story, kept so that a stranger can be told the number."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Kind(models.TextChoices):
    """What the counter answers to a story's card."""

    YES = "yes"
    REASON = "reason"
    REFUSAL = "refusal"


class Story(models.Model):
    """A card to try at the counter, as whom, and the code it was made to show."""

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=40)
    number = models.CharField(max_length=12)
    pharmacist = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code"], name="demo_story_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
