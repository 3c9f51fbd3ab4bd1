"""Packs that were scanned at a counter: handed over on a yes, or refused, each on the verdict that says which."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires
from patients.models.verdict import Verdict
from programmes.models import Pack


class WhyNot(models.TextChoices):
    """Why a pack may not be handed over."""

    PRODUCT = "product"
    STRENGTH = "strength"
    EXPIRED = "expired"
    RECALLED = "recalled"
    SERIAL_SEEN = "serial_seen"


class ScannedPack(EnrolmentRecord):
    """One pack and what its code said; of the serial number a hash alone is kept.

    A pack that was handed over says how many capsules came out of it, and the how-manyth taking from it this
    is: a pack that was split is taken from again, under the same serial.
    """

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="packs")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, null=True, related_name="+")
    gtin = models.CharField(max_length=14, blank=True)
    batch = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    serial_hash = models.CharField(max_length=64, blank=True)
    capsules = models.PositiveSmallIntegerField(default=0)
    taking = models.PositiveSmallIntegerField(default=1)
    why_not = ArrayField(models.CharField(max_length=20, choices=WhyNot), default=list)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            models.CheckConstraint(
                condition=Q(why_not=[], capsules__gt=0) | (~Q(why_not=[]) & Q(capsules=0)),
                name="patients_scannedpack_given_or_refused",
            ),
            models.UniqueConstraint(
                fields=["serial_hash", "taking"],
                condition=Q(why_not=[]) & ~Q(serial_hash=""),
                name="patients_scannedpack_each_taking_once",
            ),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "on_its_verdict",
                row="SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id "
                "AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id "
                "AND CASE WHEN NEW.why_not = '{{}}' THEN v.dispense AND v.mode = 'dispense' "
                "ELSE v.refusal = 'pack_mismatch' END",
                says="a pack is handed over on a yes and refused on a refusal, of its own enrolment and pharmacy",
            ),
            pgtrigger.Trigger(
                name="within_the_pack",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__pack__isnull=False),
                declare=[("held", "integer")],
                func=pgtrigger.Func(
                    """
                    SELECT p.capsules INTO held FROM programmes_pack p WHERE p.id = NEW.pack_id;
                    IF NEW.capsules > held THEN
                        RAISE EXCEPTION 'no more comes out of a pack than it holds'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_within_the_pack';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["serial_hash"], condition=~Q(serial_hash=""), name="pack_by_serial"),
        ]

    def __str__(self) -> str:
        return f"{self.gtin} {self.batch}"
