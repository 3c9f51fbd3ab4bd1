"""A patient's status, kept beside the key of what it was computed from, and that key."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from patients.models import Enrolment, Patient
from programmes.models import Programme


class KeptKey(models.Model):
    """What some answers were computed from, the patients' own versions apart: held once for all that it fits.

    ``day`` in the programme's time zone, ``law`` (the programme files in force and the code that reads them),
    ``accredited`` (the certifications that ``asked`` names). A row is never changed; its number stands with each
    answer, so that ten thousand of them are counted by a number and not by long texts.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    law = models.CharField(max_length=64)
    asked = ArrayField(models.TextField())
    accredited = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "day", "law", "accredited"], name="prescribers_kept_key_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} on {self.day}"


class KeptStatus(models.Model):
    """An answer of the rulebook, kept so that a list can be cut and counted; never a fact of the record.

    Believed only while its key is current: ``version`` of the patient's record, and what ``key`` holds. Written anew
    whenever it is not; losing every row loses nothing. ``patient`` and ``enrolled_at`` are the enrolment's own and
    never change; they stand here so that a page is cut from this table alone.
    """

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, primary_key=True, related_name="+", related_query_name="kept"
    )
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField()

    version = models.PositiveIntegerField()
    key = models.ForeignKey(KeptKey, on_delete=models.PROTECT, related_name="answers")

    code = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    detail = models.CharField(max_length=60)
    says = models.DateField(null=True)
    due = models.CharField(max_length=30)
    due_on = models.DateField(null=True)
    category = models.CharField(max_length=20)
    supplied_on = models.DateField(null=True)
    supplied_days = models.PositiveSmallIntegerField(null=True)
    opens_on = models.DateField(null=True)
    computed_at = models.DateTimeField()

    KEY: ClassVar = ("version", "key")

    def __str__(self) -> str:
        return f"{self.code} of {self.enrolment_id}"
