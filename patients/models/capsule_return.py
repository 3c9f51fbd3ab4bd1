"""Capsules that came back: a supply that was never collected, or some of it brought back and counted."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires
from patients.models.verdict import Dispensing


class CameBack(models.TextChoices):
    """How capsules came back."""

    NOT_COLLECTED = "not_collected"
    BROUGHT_BACK = "brought_back"


class CapsuleReturn(EnrolmentRecord):
    """Capsules of one dispensing that came back to a pharmacy, by count.

    The return after which nothing of a dispensing is out any more says so by ``completes``: from its day on the
    rulebook reads the dispensing as returned. The capsules stay counted as dispensed on their prescription.
    """

    dispensing = models.ForeignKey(Dispensing, on_delete=models.PROTECT, related_name="returns")
    completes = models.OneToOneField(Dispensing, on_delete=models.PROTECT, null=True, related_name="whole_return")
    returned_on = models.DateField()
    capsules = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=20, choices=CameBack)
    why = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            models.CheckConstraint(condition=Q(capsules__gt=0), name="patients_capsulereturn_is_of_something"),
            models.CheckConstraint(
                condition=~Q(how="not_collected") | (Q(completes__isnull=False) & ~Q(why="")),
                name="patients_capsulereturn_not_collected_is_whole",
            ),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_dispensing d WHERE d.id = NEW.dispensing_id "
                "AND d.enrolment_id = NEW.enrolment_id AND d.dispensed_on <= NEW.returned_on",
                says="capsules come back from a dispensing of their own enrolment, and not before it",
            ),
            pgtrigger.Trigger(
                name="within_dispensing",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("dispensed", "integer"), ("came_back", "integer")],
                func=pgtrigger.Func(
                    """
                    -- the patient's row is what every change of her record waits for
                    PERFORM 1 FROM patients_patient pt
                        JOIN patients_enrolment e ON e.patient_id = pt.id
                        WHERE e.id = NEW.enrolment_id FOR UPDATE OF pt;
                    SELECT d.capsules INTO dispensed FROM patients_dispensing d WHERE d.id = NEW.dispensing_id;
                    SELECT COALESCE(SUM(r.capsules), 0) + NEW.capsules INTO came_back
                        FROM patients_capsulereturn r WHERE r.dispensing_id = NEW.dispensing_id;
                    IF came_back > dispensed
                        OR (came_back = dispensed) <> (NEW.completes_id IS NOT NULL)
                        OR NEW.completes_id <> NEW.dispensing_id
                        OR (NEW.how = 'not_collected' AND NEW.capsules <> dispensed)
                    THEN
                        RAISE EXCEPTION 'no more comes back than was dispensed, and the last of it says so'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_within_dispensing';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )
        indexes: ClassVar = [models.Index(fields=["recorded_at"], name="capsule_return_by_recording")]

    def __str__(self) -> str:
        return f"{self.returned_on} {self.capsules}"
