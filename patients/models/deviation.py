"""What was handed over in another way than on the counter's plain yes: against a reason, or entered late."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires
from patients.models.verdict import Verdict


class WhyOverruled(models.TextChoices):
    """Why two people of a pharmacy overruled a reason."""

    NOTHING_LEFT = "nothing_left", _("The patient has nothing left and the prescriber cannot be reached")
    PRESCRIBER_ASKED = "prescriber_asked", _("The prescriber asked for it by telephone")
    TRAVEL = "travel", _("The patient travels and cannot come back in time")
    OUTAGE = "outage", _("An outage kept it from being put right in time")


class WhyLate(models.TextChoices):
    """Why a dispensing could not be asked about when it was made."""

    NO_ANSWER = "no_answer", _("The registry did not answer")
    NO_NETWORK = "no_network", _("The pharmacy had no electricity or no internet")
    NOT_RECORDED = "not_recorded", _("It was handed over and not recorded, by mistake")


def _signed_by_two(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(condition=~Q(second_person=F("recorded_by")), name=f"patients_{name}_by_two"),
        models.CheckConstraint(condition=~Q(words=""), name=f"patients_{name}_says_why"),
    ]


class Override(EnrolmentRecord):
    """Two people of a pharmacy overruled the reasons that its verdict names, for some capsules."""

    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="override")
    why = models.CharField(max_length=20, choices=WhyOverruled)
    words = models.TextField()
    second_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            *_signed_by_two("override"),
            models.CheckConstraint(condition=Q(why__in=WhyOverruled.values), name="patients_override_why_is_listed"),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_verdict",
                row="SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND v.overruled <> '{{}}' "
                "AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id",
                says="an override is of a verdict that names what was overruled, of its own enrolment and pharmacy",
            ),
        )

    def __str__(self) -> str:
        return str(self.verdict_id)


class LateEntry(EnrolmentRecord):
    """A dispensing entered afterwards: when it really happened, why it could not be asked about, who signed with whom.

    The verdict keeps the facts that hold; ``facts_then`` are those that were recorded when it happened.
    """

    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="late_entry")
    happened_at = models.DateTimeField()
    why = models.CharField(max_length=20, choices=WhyLate)
    words = models.TextField()
    second_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    facts_then = models.JSONField()

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            *_signed_by_two("lateentry"),
            models.CheckConstraint(condition=Q(why__in=WhyLate.values), name="patients_lateentry_why_is_listed"),
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")), name="patients_lateentry_after_it_happened"
            ),
            models.UniqueConstraint(fields=["enrolment", "happened_at"], name="patients_lateentry_once"),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_verdict",
                row="SELECT 1 FROM patients_verdict v WHERE v.id = NEW.verdict_id AND v.mode = 'late' "
                "AND v.enrolment_id = NEW.enrolment_id AND v.pharmacy_id = NEW.organisation_id",
                says="a late entry is of a verdict asked late, of its own enrolment and pharmacy",
            ),
        )

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d %H:%M}"
