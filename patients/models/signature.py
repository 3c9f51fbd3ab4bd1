"""How an agreement was signed: on the screen, on paper that is scanned or kept, by the patient or for her."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models.clinical import Agreement
from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class ScanKind(models.TextChoices):
    """What a scan can be."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


class Scan(EnrolmentRecord):
    """A picture of a signed page, or a signature drawn on the screen: bytes that the registry wrote anew itself."""

    kind = models.CharField(max_length=20, choices=ScanKind)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=ScanKind.values, size__gt=0, size__lte=5_000_000), name="patients_scan_form"
            ),
            NEVER_SUPERSEDED,
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.size}"


class Means(models.TextChoices):
    """By what means an agreement was signed."""

    DRAWN = "drawn", _("drawn on the screen")
    TYPED = "typed", _("name typed on the screen")
    SCAN = "scan", _("on paper, scan kept here")
    PAPER = "paper", _("on paper, kept in a file")


class Signature(EnrolmentRecord):
    """The signature under one agreement; who signs for the patient says her relation and why."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="signature")
    means = models.CharField(max_length=20, choices=Means)
    typed_name = models.CharField(max_length=160, blank=True)
    file_reference = models.CharField(max_length=60, blank=True)
    scan = models.OneToOneField(Scan, on_delete=models.PROTECT, null=True, related_name="signature")
    representative = models.CharField(max_length=160, blank=True)
    relation = models.CharField(max_length=160, blank=True)
    why_represented = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(means__in=["drawn", "scan"], scan__isnull=False)
                | (Q(means="typed", scan__isnull=True) & ~Q(typed_name=""))
                | (Q(means="paper", scan__isnull=True) & ~Q(file_reference="")),
                name="patients_signature_can_be_shown",
            ),
            models.CheckConstraint(
                condition=Q(representative="", relation="", why_represented="")
                | ~(Q(representative="") | Q(relation="") | Q(why_represented="")),
                name="patients_signature_represented_says_why",
            ),
            NEVER_SUPERSEDED,
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_agreement a WHERE a.id = NEW.agreement_id "
                "AND a.enrolment_id = NEW.enrolment_id AND (NEW.scan_id IS NULL OR EXISTS "
                "(SELECT 1 FROM patients_scan s WHERE s.id = NEW.scan_id AND s.enrolment_id = NEW.enrolment_id))",
                says="a signature is under an agreement of the same enrolment, and so is its scan",
            ),
        )

    def __str__(self) -> str:
        return self.means
