"""A prescription told of to the pharmacy that the patient chose, before she comes."""

from typing import ClassVar

from django.db import models

from accounts.models import Organisation
from patients.models.patient import EnrolmentRecord
from patients.models.prescription import Prescription
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class Sending(EnrolmentRecord):
    """A prescription sent to one pharmacy, so that it has the capsules when she comes; it opens no sight of her.

    Any pharmacy that is registered may still dispense on it: she may change her mind, and each sending is told once.
    """

    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="sendings")
    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            models.UniqueConstraint(fields=["prescription", "pharmacy"], name="patients_sending_once_to_each"),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_prescription p "
                "WHERE p.id = NEW.prescription_id AND p.enrolment_id = NEW.enrolment_id",
                says="a sending is of a prescription of its own enrolment",
            ),
            requires(
                "to_a_pharmacy",
                row="SELECT 1 FROM accounts_organisation o WHERE o.id = NEW.pharmacy_id AND o.kind = 'pharmacy'",
                says="a prescription is sent to a pharmacy",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["pharmacy", "recorded_at"], name="sending_by_pharmacy")]

    def __str__(self) -> str:
        return f"{self.prescription_id} to {self.pharmacy_id}"
