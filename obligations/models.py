"""Conditions of a marketing authorisation, and all that was decided, done and shown for each, as rows."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from foundation.records import AppendOnly
from programmes.models import Programme

SHA256 = r"^[0-9a-f]{64}$"


class Kind(models.TextChoices):
    """What is asked for."""

    REGISTRY_REPORT = "registry_report", _("Report of the registry")
    FINAL_RESULTS = "final_results", _("Final results of a study")
    RENEWAL = "renewal", _("Renewal of the authorisation")
    MATERIALS = "materials", _("Materials agreed with the authority")
    ACCESS = "access", _("Controlled access agreed with the authority")
    OTHER = "other", _("Another condition")


class Obligation(AppendOnly):
    """One thing that is owed by a day: a condition, or one of its turns where it comes again.

    ``key`` is its name in the file of its programme, ``number`` counts its turns. ``country`` is
    empty where it is owed to the Union. ``words`` are in English, as the file has them. ``due_on`` is a civil date in
    the time zone of the programme, ``tell_before`` are days before it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    country = models.CharField(max_length=2, blank=True)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField()
    source = models.TextField()
    is_sample = models.BooleanField()
    owner_role = models.CharField(max_length=30, choices=Role)
    due_on = models.DateField()
    every_months = models.PositiveSmallIntegerField()
    tell_before = ArrayField(models.PositiveSmallIntegerField())
    opened_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "key", "country", "number"], name="obligations_each_turn_once"
            ),
            models.CheckConstraint(
                condition=Q(owner_role__in=[Role.SAFETY_OFFICER, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR]),
                name="obligations_owned_by_the_company",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.key} {self.country} {self.number}"


class What(models.TextChoices):
    """What was done about an obligation."""

    MOVED = "moved", _("another due date")
    OWNED = "owned", _("another owner")
    MET = "met", _("met")
    DROPPED = "dropped", _("no longer asked")
    REOPENED = "reopened", _("asked again")


class Step(AppendOnly):
    """One thing done about an obligation; the last of each kind counts.

    What was met has evidence: a reference to find it by and the SHA-256 of the document, whose bytes are kept where
    somebody uploaded it. ``content_type`` is that of the kept bytes.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=10, choices=What)
    due_on = models.DateField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)
    content_type = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["obligation", "number"], name="obligations_steps_one_after_another"),
            models.CheckConstraint(
                condition=Q(what=What.MOVED, due_on__isnull=False) | (~Q(what=What.MOVED) & Q(due_on__isnull=True)),
                name="obligations_a_move_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(what=What.OWNED) | Q(owner__isnull=True), name="obligations_owner_only_where_given"
            ),
            models.CheckConstraint(
                condition=(Q(what=What.MET, sha256__regex=SHA256) & ~Q(reference=""))
                | (~Q(what=What.MET) & Q(sha256="", reference="", content__isnull=True)),
                name="obligations_met_with_evidence",
            ),
            models.CheckConstraint(
                condition=Q(what__in=[What.MET, What.OWNED]) | ~Q(reason=""), name="obligations_steps_say_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"
