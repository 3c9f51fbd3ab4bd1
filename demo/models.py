"""Which card shows which story, and how many patients of this database a simulation made."""

from django.conf import settings
from django.db import models


class Kind(models.TextChoices):
    """What the counter answers to a story's card."""

    YES = "yes"
    REASON = "reason"
    REFUSAL = "refusal"


class Story(models.Model):
    """A card to try at the counter, as whom, and the code it was made to show."""

    key = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=12)
    pharmacist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.key


class Simulation(models.Model):
    """One run of the simulator: so many patients of this database were invented, all of them by it."""

    seed = models.BigIntegerField(unique=True)
    patients = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField()
    until = models.DateField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seed}: {self.patients}"
