"""A patient's status, kept beside the key of what it was computed from."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from patients.models import Enrolment


class KeptStatus(models.Model):
    """An answer of the rulebook, kept so that a list can be cut and counted; never a fact of the record.

    Believed only while its key is current: ``version`` of the patient's record, ``day`` in the programme's time
    zone, ``law`` (the programme files in force and the code that reads them), ``accredited`` (the certifications
    that ``asked`` names). Written anew whenever it is not; losing every row loses nothing.
    """

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, primary_key=True, related_name="+", related_query_name="kept"
    )

    version = models.PositiveIntegerField()
    day = models.DateField()
    law = models.CharField(max_length=64)
    asked = ArrayField(models.TextField())
    accredited = models.CharField(max_length=64)

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

    KEY: ClassVar = ("version", "day", "law", "asked", "accredited")

    def __str__(self) -> str:
        return f"{self.code} on {self.day}"
