"""Who a patient is: the only tables with names, birth dates, contacts and national ids.

Only :mod:`patients.identity` reads and writes them; clinical rows know no more than the subject id.
"""

from typing import ClassVar
from uuid import UUID, uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models.record import Record


class Sex(models.TextChoices):
    """Sex recorded at birth: it opens the algorithm of the category, it never decides it alone."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class Gender(models.TextChoices):
    """Gender where it differs from the sex recorded at birth; how she or he is addressed, and nothing else."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Another")


class Channel(models.TextChoices):
    """How a person can be reached."""

    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")


class Reminder(models.TextChoices):
    """How a person wants to be reminded."""

    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    NONE = "none", _("No reminders")


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
    gender = models.CharField(_("gender, if different"), max_length=10, choices=Gender, blank=True)
    language = models.CharField(_("language"), max_length=10)
    time_zone = models.CharField(_("time zone"), max_length=40)

    class Meta(Record.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["birth_date"], name="identity_birth_date")]
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


class ReminderChoice(IdentityRecord):
    """The way she wants to be reminded, and since when she agrees to it."""

    channel = models.CharField(max_length=10, choices=Reminder)
    agreed_on = models.DateField(null=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["subject_id"],
                condition=Q(supersedes__isnull=True),
                name="patients_reminderchoice_one_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(channel="none", agreed_on__isnull=True) | (~Q(channel="none") & Q(agreed_on__isnull=False)),
                name="patients_reminderchoice_is_agreed_to",
            ),
        ]

    def __str__(self) -> str:
        return self.channel


class HealthId(IdentityRecord):
    """A national health id or a centre's file number; the scheme says whose.

    One number of one scheme stands for one record at most, corrected numbers too.
    """

    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=40)

    class Meta(Record.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["scheme", "value"], name="health_id_value")]
        triggers = (
            *Record.Meta.triggers,
            pgtrigger.Trigger(
                name="one_standing",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__entered_in_error=False),
                func=pgtrigger.Func(
                    """
                    -- Two at once wait here for one another; the second then sees what the first has stored.
                    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.scheme || ' ' || NEW.value, 0));
                    IF EXISTS (
                        SELECT 1 FROM {meta.db_table} other
                        WHERE other.scheme = NEW.scheme AND other.value = NEW.value AND NOT other.entered_in_error
                          AND other.series <> NEW.series
                          AND NOT EXISTS (SELECT 1 FROM {meta.db_table} later WHERE later.supersedes_id = other.id)
                    ) THEN
                        RAISE EXCEPTION 'a number is one record''s' USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_one_standing';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )

    def __str__(self) -> str:
        return self.scheme


class CodeFor(models.TextChoices):
    """What a code that is sent to a telephone opens."""

    NUMBER = "number", _("a new telephone number")
    COPY = "copy", _("a copy of the record")


class PhoneCode(models.Model):
    """A telephone to which a code was sent, to see that the patient holds it; the code itself is kept nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subject_id = models.UUIDField()
    opens = models.CharField(max_length=10, choices=CodeFor)
    value = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject_id", "sent_at"], name="phone_code_subject")]

    def __str__(self) -> str:
        return f"{self.opens} {self.sent_at:%Y-%m-%d}"


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
