"""The partner of a man under treatment: a suspicion of her pregnancy is a case, and stops nobody's supply."""

from django.db import models

from patients.models.patient import PatientRecord
from patients.models.record import Record


class PartnerPregnancy(PatientRecord):
    """A suspicion that a man's partner is pregnant. No rule reads it: his supply goes on."""

    known_on = models.DateField()
    words = models.TextField()

    class Meta(Record.Meta):
        abstract = False
        verbose_name_plural = "partner pregnancies"

    def __str__(self) -> str:
        return f"{self.known_on}"
