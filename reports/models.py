"""Reports: what was asked for, the files that came of it, what failed, and who released them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import AppendOnly
from patients.models.record import requires


class Kind(models.TextChoices):
    """How a report came about: by itself when a period was over, or because somebody asked."""

    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    YEARLY = "yearly", _("Yearly")
    ASKED = "asked", _("Asked for")


class Report(AppendOnly):
    """An authority's report of its country and a period, as recorded until ``cut_off``, in one language.

    Where nobody asked for it, it came by itself.
    """

    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    country = models.CharField(max_length=2)
    since = models.DateField()
    until = models.DateField()
    language = models.CharField(max_length=10)
    cut_off = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="reports_report_ends_after_start"),
            models.UniqueConstraint(
                fields=["authority", "kind", "since"], condition=~Q(kind="asked"), name="reports_regular_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.since} – {self.until}"


class ReportFile(AppendOnly):
    """A report in one form, byte for byte, with the hash of the bytes."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=10)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "form"], name="reports_file_once")]

    def __str__(self) -> str:
        return self.form


class ReportFailure(AppendOnly):
    """A try to make a report that failed, with the name of what went wrong."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="failures")
    failed_at = models.DateTimeField()
    what = models.CharField(max_length=100)

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.what


class ReportApproval(AppendOnly):
    """One of the two people without whom no report is released."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="approvals")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "approved_by"], name="reports_approved_once_by_each")
        ]
        triggers: ClassVar[Any] = (
            *AppendOnly.Meta.triggers,
            requires(
                "made",
                row="SELECT 1 FROM reports_reportfile f WHERE f.report_id = NEW.report_id",
                says="nothing is released that is not made",
            ),
        )

    def __str__(self) -> str:
        return f"{self.approved_at:%Y-%m-%d %H:%M}"


class ReportPublication(AppendOnly):
    """That the version of a released report with hidden small counts was made for everybody.

    No day of a country is published twice: two periods that share days could be subtracted from each other.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="publications")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        triggers: ClassVar[Any] = (
            *AppendOnly.Meta.triggers,
            requires(
                "released",
                row="SELECT 1 FROM reports_reportapproval a WHERE a.report_id = NEW.report_id OFFSET 1",
                says="nothing is published that two people have not released",
            ),
            requires(
                "once",
                row=(
                    "SELECT 1 FROM reports_report mine WHERE mine.id = NEW.report_id AND NOT EXISTS ("
                    "SELECT 1 FROM reports_reportpublication p JOIN reports_report other ON other.id = p.report_id"
                    " WHERE other.country = mine.country"
                    " AND other.since <= mine.until AND other.until >= mine.since)"
                ),
                says="no day of a country is published twice",
            ),
        )

    def __str__(self) -> str:
        return f"{self.published_at:%Y-%m-%d %H:%M}"
