"""The patient, who may see her, and the programmes she is enrolled in."""

import datetime as dt
import uuid
from typing import ClassVar
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from patients.models.record import NEVER_SUPERSEDED, Record, requires
from programmes.models import Programme


class Patient(models.Model):
    """One person treated. The row is what is locked; its version rises with every change of her record.

    Who she is stands in the identity tables, under ``subject_id``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        triggers = (
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="version_rises",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF (NEW.id, NEW.subject_id, NEW.created_at)
                            IS DISTINCT FROM (OLD.id, OLD.subject_id, OLD.created_at)
                        OR NEW.version <= OLD.version THEN
                        RAISE EXCEPTION 'of a patient, only the version changes, and it rises'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_version_rises';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
            pgtrigger.Trigger(
                name="change_is_noted",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                func=pgtrigger.Func(
                    """
                    INSERT INTO patients_changedrecord (patient_id) VALUES (NEW.id);
                    RETURN NULL;
                    """
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.id


class ChangedRecord(models.Model):
    """A record that changed and that the calendar has not looked at since; no fact of it.

    The database adds one with every version, in the transaction of the change; whoever plans takes it away. So what
    changed is found without looking through the registry, and nothing that was committed is overlooked.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.patient_id)


class GrantKind(models.TextChoices):
    """Why an organisation may see a patient."""

    ENROLMENT = "enrolment"
    CARD_SCAN = "card_scan"
    INSPECTION = "inspection"


class AccessGrantQuerySet(models.QuerySet["AccessGrant"]):
    """Questions about sight."""

    def in_force(self, at: dt.datetime) -> "AccessGrantQuerySet":
        """Keep the grants that hold at a moment."""
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=at), from_at__lte=at)


class AccessGrant(models.Model):
    """Dated sight of one patient for one organisation: the answer to "who could see her on 3 May"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=20, choices=GrantKind)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
                name="patients_grant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(kind="enrolment") | Q(until_at__isnull=False),
                name="patients_grant_of_others_ends",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "kind", "patient"], name="grant_by_place"),
        ]
        triggers = (
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_shortened",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF (to_jsonb(NEW) - 'until_at') IS DISTINCT FROM (to_jsonb(OLD) - 'until_at')
                        OR NEW.until_at IS NULL OR NEW.until_at > OLD.until_at THEN
                        RAISE EXCEPTION 'a grant may be ended sooner, and nothing else of it changes'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_only_shortened';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.patient_id}"


class Enrolment(Record):
    """A patient's part in one programme, at one centre; carries category, card, treatment."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="enrolments")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    enrolled_on = models.DateField()
    follows = models.OneToOneField(
        "patients.Withdrawal", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["patient", "programme"],
                condition=Q(follows__isnull=True, supersedes__isnull=True),
                name="patients_enrolment_one_in_a_programme",
            ),
            NEVER_SUPERSEDED,
        ]
        indexes: ClassVar = [
            models.Index(fields=["centre", "programme"], name="enrolment_by_centre"),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "follows_its_own",
                row="SELECT 1 FROM patients_withdrawal w "
                "JOIN patients_enrolment e ON e.id = w.enrolment_id WHERE w.id = NEW.follows_id "
                "AND e.patient_id = NEW.patient_id AND e.programme_id = NEW.programme_id",
                says="an enrolment follows a withdrawal of the same patient from the same programme",
                condition=pgtrigger.Q(new__follows__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.enrolled_on}"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.patient_id


class EnrolmentRecord(Record):
    """A clinical row of one enrolment."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta(Record.Meta):
        abstract = True

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.enrolment.patient_id


class PatientRecord(Record):
    """A clinical row of the patient herself, whatever programmes she is in."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta(Record.Meta):
        abstract = True

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.patient_id


class Leaving(models.TextChoices):
    """Why a patient's part in a programme ended."""

    FOLLOWED_UP = "followed_up", _("Treatment has ended, and what is to be kept up after it is over")
    PATIENT_WISH = "patient_wish", _("The patient's wish")
    MOVED = "moved", _("Moved away, or is treated elsewhere without this registry")
    LOST = "lost", _("Lost to follow-up: cannot be reached any more")
    DEATH = "death", _("Death")
    OTHER = "other", _("Another reason, in words below")


class Withdrawal(EnrolmentRecord):
    """The end of an enrolment, for one of the reasons there are; a death has its day."""

    withdrawn_on = models.DateField()
    cause = models.CharField(max_length=20, choices=Leaving, default=Leaving.OTHER)
    died_on = models.DateField(null=True)
    why = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(supersedes__isnull=True),
                name="patients_withdrawal_once",
            ),
            models.CheckConstraint(
                condition=Q(cause=Leaving.DEATH, died_on__isnull=False, died_on__lte=F("withdrawn_on"))
                | (~Q(cause=Leaving.DEATH) & Q(died_on__isnull=True)),
                name="patients_withdrawal_death_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(cause=Leaving.OTHER) | ~Q(why=""), name="patients_withdrawal_other_says_why"
            ),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "after_enrolment",
                row="SELECT 1 FROM patients_enrolment e "
                "WHERE e.id = NEW.enrolment_id AND e.enrolled_on <= NEW.withdrawn_on",
                says="nobody is withdrawn before she was enrolled",
            ),
        )

    def __str__(self) -> str:
        return f"{self.withdrawn_on}"
