"""A programme, keyed on its substance, and the versions of its file."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _in_words
from django.utils.translation import gettext_lazy as _

from foundation.records import AppendOnly


class Programme(models.Model):
    """A pregnancy-prevention programme: one substance, one set of rules as data."""

    id = models.CharField(primary_key=True, max_length=60)
    title = models.CharField(_("title"), max_length=200)
    substance = models.CharField(_("substance"), max_length=100)
    atc = models.CharField(_("ATC code"), max_length=7)
    time_zone = models.CharField(_("time zone"), max_length=40)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The title in the language of the page; a country's own file may bring one that no catalogue has."""
        return _in_words(self.title)


class ProgrammeVersion(AppendOnly):
    """One programme file as it was read: from when it holds, its text and its hash."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField(_("valid from"))
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    read_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "valid_from"], name="programmes_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.valid_from.isoformat()}"
