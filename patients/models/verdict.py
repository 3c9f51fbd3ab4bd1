"""Verdicts, one row for every check at a counter, and the dispensings that stand on them."""

from typing import ClassVar
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import AppendOnly
from patients.models.card import Card
from patients.models.patient import Enrolment, EnrolmentRecord
from patients.models.prescription import Prescription
from patients.models.record import Record, requires
from programmes.models import Programme, Regime, RegimeProposal
from rulebook import REASONS
from rulebook.controls import NEVER_MOVED, NEVER_OVERRULED

FIXED = [code for code, reason in REASONS.items() if not reason.is_movable]
"""The reasons that nobody moves: the rulebook holds their gates."""


class Mode(models.TextChoices):
    """At which moment the rulebook was asked: before, while dispensing, or long after the capsules were gone."""

    CHECK = "check"
    DISPENSE = "dispense"
    LATE = "late"


class Refused(models.TextChoices):
    """The counter's own refusals, before any rule is asked."""

    CARD_UNKNOWN = "card_unknown"
    CARD_NOT_VALID = "card_not_valid"
    NO_OPEN_PRESCRIPTION = "no_open_prescription"
    WRONG_PERSON = "wrong_person"
    PACK_MISMATCH = "pack_mismatch"
    PRACTICE = "practice"
    CANNOT_CONFIRM = "cannot_confirm"


class WhyUnscanned(models.TextChoices):
    """Why no pack was scanned that passes, though one had been refused."""

    CODE_DAMAGED = "code_damaged", _("The pack’s code is damaged or missing")
    SCANNER_BROKEN = "scanner_broken", _("The scanner does not work")
    CODE_UNKNOWN = "code_unknown", _("The registry does not know the pack’s code")


class Verdict(AppendOnly):
    """The answer given at a counter: yes, no with its reasons, or a refusal; and its facts.

    Columns are what reports count; ``facts`` is the line that ``manage.py decide`` can replay.
    """

    at = models.DateTimeField()
    on = models.DateField()
    mode = models.CharField(max_length=10, choices=Mode)
    dispense = models.BooleanField()
    refusal = models.CharField(max_length=30, choices=Refused, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+", null=True)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="verdicts", null=True, db_index=False
    )
    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="verdicts", null=True)
    capsules = models.PositiveSmallIntegerField(null=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", null=True)
    programme_version = models.CharField(max_length=80, blank=True)
    substance = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=20, blank=True)
    judged_as = models.CharField(max_length=20, blank=True)
    exempt = models.BooleanField(default=False)
    label = models.CharField(max_length=20, blank=True)
    indication = models.CharField(max_length=60, blank=True)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    advice = ArrayField(models.CharField(max_length=40), default=list)
    facts = models.JSONField(default=dict)
    regime = models.CharField(max_length=10, choices=Regime, default=Regime.NORMAL)
    regime_set = models.ForeignKey(RegimeProposal, on_delete=models.PROTECT, null=True, related_name="+")
    moved = ArrayField(models.CharField(max_length=40), default=list)
    """Of the advice, the reasons that the regime moved there."""
    overruled = ArrayField(models.CharField(max_length=40), default=list)
    """Of the advice, the reasons that two people overruled."""

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(advice__overlap=FIXED)
                & ~Q(moved__overlap=sorted(NEVER_MOVED))
                & ~Q(overruled__overlap=sorted(NEVER_OVERRULED)),
                name="patients_verdict_some_reasons_never_move",
            ),
            models.CheckConstraint(
                condition=Q(advice__contains=F("moved")) & Q(advice__contains=F("overruled")),
                name="patients_verdict_moved_is_advice",
            ),
            models.CheckConstraint(
                condition=Q(regime=Regime.NORMAL, regime_set__isnull=True, moved=[])
                | (~Q(regime=Regime.NORMAL) & Q(regime_set__isnull=False)),
                name="patients_verdict_regime_was_set",
            ),
            models.CheckConstraint(
                condition=Q(overruled=[]) | Q(dispense=True, mode="dispense"),
                name="patients_verdict_overruled_while_dispensing",
            ),
            models.CheckConstraint(
                condition=Q(dispense=False)
                | Q(
                    refusal="",
                    reasons=[],
                    enrolment__isnull=False,
                    prescription__isnull=False,
                ),
                name="patients_verdict_yes_has_no_reason",
            ),
            models.CheckConstraint(
                condition=Q(dispense=True) | ~Q(refusal="") | ~Q(reasons=[]),
                name="patients_verdict_no_has_a_reason",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            requires(
                "of_one_enrolment",
                row="SELECT 1 FROM patients_card c WHERE c.id = NEW.card_id AND c.enrolment_id = NEW.enrolment_id",
                says="the card of a verdict is of its enrolment",
                condition=pgtrigger.Q(new__card__isnull=False),
            ),
            requires(
                "on_its_prescription",
                row="SELECT 1 FROM patients_prescription p WHERE p.id = NEW.prescription_id "
                "AND p.enrolment_id = NEW.enrolment_id",
                says="the prescription of a verdict is of its enrolment",
                condition=pgtrigger.Q(new__prescription__isnull=False),
            ),
            requires(
                "practice_stays_apart",
                row="SELECT 1 FROM accounts_organisation pharmacy, accounts_organisation centre "
                "WHERE pharmacy.id = NEW.pharmacy_id AND centre.id = NEW.centre_id "
                "AND (pharmacy.practice_of_id IS NULL) = (centre.practice_of_id IS NULL)",
                says="a yes is given where patient and pharmacy are both real, or both for practice",
                condition=pgtrigger.Q(new__dispense=True),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["pharmacy", "at"], name="verdict_by_pharmacy"),
            models.Index(fields=["country", "on"], name="verdict_by_country"),
            models.Index(fields=["enrolment", "at"], name="verdict_by_enrolment"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.dispense}"

    @property
    def subject_of_trail(self) -> UUID | None:
        """Give the patient whom the trail must name, if the card led to one."""
        return self.enrolment.patient_id if self.enrolment is not None else None


OF_THIS_TRANSACTION = """
    SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id
      AND CASE WHEN age(v.xmin) > 0 THEN false
          ELSE pg_xact_status((pg_current_xact_id()::text::bigint - age(v.xmin))::text::xid8) = 'in progress' END
"""
"""The verdict as a row that this very transaction wrote.

What another one wrote can be seen only once it was committed. Its age below nothing alone would not do: another one may
have begun later and ended earlier.
"""


class Dispensing(EnrolmentRecord):
    """Capsules handed over on one prescription, on one verdict that said yes.

    One entered late stands on a verdict asked late, whatever it said: the capsules were gone by then.

    ``counselled`` is empty in rows from before the word was kept. ``why_unscanned`` is a person's word where a pack had
    been refused and none was scanned that passes; it stands with the batch as it was typed.
    """

    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="dispensings")
    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="dispensing")
    dispensed_on = models.DateField()
    capsules = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField(null=True)
    batch = models.CharField(max_length=40, blank=True)
    counselled = models.BooleanField(null=True)
    why_unscanned = models.CharField(max_length=20, choices=WhyUnscanned, blank=True, db_default="")

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(capsules__gt=0), name="patients_dispensing_is_of_something"),
            models.CheckConstraint(
                condition=Q(why_unscanned="") | (Q(why_unscanned__in=WhyUnscanned.values) & ~Q(batch="")),
                name="patients_dispensing_unscanned_has_a_batch",
            ),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "stands_on_a_yes",
                row="SELECT 1 FROM patients_verdict v "
                "WHERE v.id = NEW.verdict_id AND CASE v.mode "
                "WHEN 'dispense' THEN v.dispense AND (v.overruled = '{{}}' OR EXISTS "
                "(SELECT 1 FROM patients_override o WHERE o.verdict_id = v.id)) "
                "WHEN 'late' THEN EXISTS (SELECT 1 FROM patients_lateentry l WHERE l.verdict_id = v.id) "
                "ELSE false END "
                "AND v.prescription_id = NEW.prescription_id AND v.enrolment_id = NEW.enrolment_id "
                "AND v.pharmacy_id = NEW.organisation_id "
                'AND v.capsules = NEW.capsules AND v."on" = NEW.dispensed_on',
                says="a dispensing stands on a verdict that said yes to it, there and on that day; "
                "or on one asked late, by two people",
            ),
            requires(
                "asked_at_that_moment",
                row=OF_THIS_TRANSACTION,
                says="a dispensing stands on a verdict asked in its own transaction, never on a yes of before",
            ),
            pgtrigger.Trigger(
                name="within_prescription",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("prescribed", "integer"), ("given", "integer")],
                func=pgtrigger.Func(
                    """
                    -- the patient's row is what every change of her record waits for
                    PERFORM 1 FROM patients_patient pt
                        JOIN patients_enrolment e ON e.patient_id = pt.id
                        WHERE e.id = NEW.enrolment_id FOR UPDATE OF pt;
                    SELECT p.capsules INTO prescribed FROM patients_prescription p
                        WHERE p.id = NEW.prescription_id;
                    SELECT COALESCE(SUM(d.capsules), 0) INTO given FROM patients_dispensing d
                        WHERE d.prescription_id = NEW.prescription_id
                          AND NOT d.entered_in_error
                          AND NOT EXISTS (
                              SELECT 1 FROM patients_dispensing s WHERE s.supersedes_id = d.id);
                    IF NOT NEW.entered_in_error AND given + NEW.capsules > prescribed AND NOT EXISTS (
                        -- what was handed over before it could be asked about is told as it happened
                        SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id
                          AND v.mode = 'late' AND 'prescription_exhausted' = ANY (v.reasons)
                    ) THEN
                        RAISE EXCEPTION 'no dispensing beyond the prescription'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_within_prescription';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["enrolment", "dispensed_on"], name="dispensing_by_day"),
            models.Index(fields=["recorded_at"], name="dispensing_by_recording"),
        ]

    def __str__(self) -> str:
        return f"{self.dispensed_on} {self.capsules}"


class Notice(EnrolmentRecord):
    """A no that a pharmacy sent to the prescriber: its reasons stand in the verdict."""

    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="notice")
    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        abstract = False
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_a_no",
                row="SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id "
                "AND NOT v.dispense AND v.enrolment_id = NEW.enrolment_id",
                says="a notice tells of a no about its own enrolment",
            ),
        )

    def __str__(self) -> str:
        return str(self.verdict_id)


class NoticeAnswer(EnrolmentRecord):
    """What became of a notice, by the centre."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="answer")
    words = models.TextField()

    class Meta(Record.Meta):
        abstract = False
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_notice n WHERE n.id = NEW.notice_id AND n.enrolment_id = NEW.enrolment_id",
                says="an answer is to a notice of its own enrolment",
            ),
        )

    def __str__(self) -> str:
        return str(self.notice_id)
