"""Messages in E2B(R3): each kept as it was written or read, with its hash, its cases, and how it was answered."""

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.records import AppendOnly
from patients.models.record import requires
from safety.models.case import Case, CaseVersion


class Direction(models.TextChoices):
    """Which way a message went."""

    OUT = "out", _("Written here")
    IN = "in", _("Read here")


class SafetyMessage(AppendOnly):
    """A batch of E2B(R3) messages, byte for byte; ``batch`` is its number (N.1.2), ``sha256`` the hash of the bytes."""

    direction = models.CharField(max_length=10, choices=Direction)
    batch = models.CharField(max_length=200)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch"], condition=Q(direction="out"), name="safety_batch_once"),
            models.UniqueConstraint(fields=["direction", "sha256"], name="safety_message_once"),
        ]

    def __str__(self) -> str:
        return self.batch

    @property
    def subjects_of_trail(self) -> frozenset[UUID]:
        """Give the patients whom the trail must name: of the cases in it, and of those it was read into."""
        told = Case.objects.filter(Q(versions__passed_on__message=self) | Q(read_from__message=self))
        return frozenset(told.filter(patient__isnull=False).values_list("patient_id", flat=True))


class PassedOnQuerySet(models.QuerySet["PassedOn"]):
    """What was passed on, and what of it was taken."""

    def not_rejected(self, *, by: dt.datetime | None = None) -> "PassedOnQuerySet":
        """Keep what its receiver has not refused, as far as was known by a moment: what was refused reached nobody."""
        refused = Q(rejection__isnull=False)
        return self.exclude(refused if by is None else refused & Q(rejection__acknowledgement__read_at__lte=by))


class PassedOn(AppendOnly):
    """A version of a case that was passed on: in a message, or in another way, which is said in words."""

    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="passed_on")
    message = models.ForeignKey(SafetyMessage, on_delete=models.PROTECT, null=True, related_name="passed_on")
    words = models.TextField(blank=True)
    passed_at = models.DateTimeField()
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PassedOnQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        verbose_name_plural = "passed on"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "message"], name="safety_passed_on_once_in_a_message"),
            models.CheckConstraint(condition=Q(message__isnull=False) | ~Q(words=""), name="safety_passed_on_says_how"),
        ]
        triggers: ClassVar[Any] = (
            *AppendOnly.Meta.triggers,
            requires(
                "reviewed",
                row="SELECT 1 FROM safety_casereview r WHERE r.version_id = NEW.version_id",
                says="nothing is passed on that nobody reviewed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.passed_at:%Y-%m-%d %H:%M}"

    @property
    def subject_of_trail(self) -> UUID | None:
        """Give the patient whom the trail must name, if one is known here."""
        return self.version.subject_of_trail


class ReadCase(AppendOnly):
    """A draft case that a message was read into."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="read_from")
    message = models.ForeignKey(SafetyMessage, on_delete=models.PROTECT, related_name="read_into")

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.message_id}"


class Acknowledgement(AppendOnly):
    """The answer to a batch written here: its code, the receiver's words, and the answer to each case."""

    message = models.ForeignKey(SafetyMessage, on_delete=models.PROTECT, related_name="acknowledgements")
    code = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    answers = models.JSONField(default=list)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.code


class Rejection(AppendOnly):
    """What its receiver refused of a message, the case (ACK.B.r.6) or the whole batch: it was passed on to nobody."""

    passed_on = models.OneToOneField(PassedOn, on_delete=models.PROTECT, related_name="rejection")
    acknowledgement = models.ForeignKey(Acknowledgement, on_delete=models.PROTECT, related_name="rejections")
    words = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        triggers: ClassVar[Any] = (
            *AppendOnly.Meta.triggers,
            requires(
                "of_its_message",
                row="SELECT 1 FROM safety_passedon p JOIN safety_acknowledgement a ON a.message_id = p.message_id "
                "WHERE p.id = NEW.passed_on_id AND a.id = NEW.acknowledgement_id",
                says="a message is refused by the answer to it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.passed_on_id}"
