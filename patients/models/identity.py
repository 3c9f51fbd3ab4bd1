"""Who a patient is: the only tables with names, birth dates, contacts and national ids.

Only :mod:`patients.identity` reads and writes them; clinical rows know no more than the subject id.
"""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models.record import Record


class Sex(models.TextChoices):
    """Sex recorded at birth: it opens the algorithm of the category, it never decides it alone."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class Channel(models.TextChoices):
    """How a person can be reached."""

    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")


class IdentityRecord(Record):
    """A row of the identity tables."""

    subject_id = models.UUIDField()

    class Meta(Record.Meta):
        abstract = True

    @property
    def subject_of_trail(self) -> UUID:
        """Give the subject; identity rows do not know the patient's id."""
        return self.subject_id


class Identity(IdentityRecord):
    """Names and birth date. One of the two names may be empty: some people have one name."""

    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    latin_name = models.CharField(_("name in Latin letters"), max_length=160, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True)
    sex = models.CharField(_("sex recorded at birth"), max_length=10, choices=Sex)
    language = models.CharField(_("language"), max_length=10)
    time_zone = models.CharField(_("time zone"), max_length=40)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["subject_id"],
                condition=Q(supersedes__isnull=True),
                name="patients_identity_one_a_subject",
            ),
            models.CheckConstraint(
                condition=~Q(family_name="", given_name=""),
                name="patients_identity_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject_id)


class Contact(IdentityRecord):
    """A number or address, and since when it is known to be hers."""

    channel = models.CharField(max_length=10, choices=Channel)
    value = models.CharField(max_length=200)
    verified_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["subject_id"], name="contact_subject")]

    def __str__(self) -> str:
        return self.channel


class HealthId(IdentityRecord):
    """A national health id or a centre's file number; the scheme says whose."""

    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=40)

    class Meta(Record.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["scheme", "value"], name="health_id_value")]
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["scheme", "value"], condition=Q(supersedes__isnull=True), name="patients_healthid_one_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.scheme


class SearchToken(models.Model):
    """A folded word of a name: what search asks instead of the names themselves."""

    subject_id = models.UUIDField()
    token = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_id", "token"], name="patients_search_token_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["token"], name="search_token_prefix", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return str(self.subject_id)
