"""Reports: what was asked for, the files that came of it, what failed, and who released them."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
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


class KeptSum(models.Model):
    """How many standing dispensings of a month were alike in everything that figures ask of their verdicts.

    Counted from the record as recorded until :class:`KeptUntil`, brought forward by what came since, and no fact of its
    own: counted anew it is the same, and losing every row loses nothing but time. The names are those of a verdict, so
    that an indicator's conditions hold for these rows as they are.
    """

    month = models.DateField()
    country = models.CharField(max_length=2)
    centre_id = models.UUIDField(null=True)
    category = models.CharField(max_length=20, blank=True)
    programme_id = models.CharField(max_length=60, null=True)  # noqa: DJ001  (as a verdict has it)
    programme_version = models.CharField(max_length=80, blank=True)
    brand = models.UUIDField(null=True)
    judged_as = models.CharField(max_length=20, blank=True)
    exempt = models.BooleanField()
    is_first = models.BooleanField()
    reasons = ArrayField(models.CharField(max_length=40))
    advice = ArrayField(models.CharField(max_length=40))
    count = models.IntegerField()

    ALIKE: ClassVar = (
        "month", "country", "centre_id", "category", "programme_id", "programme_version", "brand", "judged_as",
        "exempt", "is_first", "reasons", "advice",
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "country", "month", "centre_id", "category", "programme_id", "programme_version", "brand",
                    "judged_as", "exempt", "is_first", "reasons", "advice",
                ],
                nulls_distinct=False, name="reports_sum_kept_once",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.count} of {self.country} in {self.month:%Y-%m}"


class KeptUntil(models.Model):
    """The moment of recording up to which the kept sums count: one row, or none where nothing is kept."""

    only = models.BooleanField(primary_key=True, default=True)
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(only=True), name="reports_kept_until_is_one")]

    def __str__(self) -> str:
        return self.until.isoformat()
