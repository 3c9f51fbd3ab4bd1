"""A pharmacy that asks to be registered, with the pharmacist who answers for it, and the answer it gets."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import AppendOnly
from programmes.models.accreditation import PharmacyRegistration
from programmes.models.programme import Programme
from programmes.models.refusing import refuses


class PharmacyApplication(AppendOnly):
    """What a pharmacy declared, for one programme; open until it is answered."""

    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    responsible_name = models.CharField(_("responsible pharmacist"), max_length=100)
    licence_number = models.CharField(_("licence number"), max_length=40)
    declaration = models.CharField(max_length=40)
    """Which words were declared, by their version."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(responsible_name="") & ~Q(licence_number="") & ~Q(declaration=""),
                name="programmes_pharmacyapplication_names_who_answers",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "one_open",
                where="SELECT 1 FROM programmes_pharmacyapplication a WHERE a.pharmacy_id = NEW.pharmacy_id "
                "AND a.programme_id = NEW.programme_id AND NOT EXISTS "
                "(SELECT 1 FROM programmes_applicationanswer b WHERE b.application_id = a.id)",
                says="a pharmacy has one open application for a programme",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pharmacy}, {self.programme}"


class ApplicationAnswer(AppendOnly):
    """The answer to an application: a registration, or why not."""

    application = models.OneToOneField(PharmacyApplication, on_delete=models.PROTECT, related_name="answer")
    registration = models.OneToOneField(
        PharmacyRegistration, on_delete=models.PROTECT, null=True, related_name="application_answer"
    )
    why = models.TextField(blank=True)
    by_declaration = models.BooleanField(default=False)
    """Whether the declaration itself registered the pharmacy, as its country's data says."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False, why="") | (Q(registration__isnull=True) & ~Q(why="")),
                name="programmes_applicationanswer_is_a_yes_or_says_why",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "of_its_own",
                where="SELECT 1 FROM programmes_pharmacyapplication a, programmes_pharmacyregistration r "
                "WHERE a.id = NEW.application_id AND r.id = NEW.registration_id "
                "AND (a.pharmacy_id, a.programme_id) <> (r.pharmacy_id, r.programme_id)",
                says="an application is answered with a registration of the same pharmacy and programme",
            ),
            refuses(
                "by_another",
                where="SELECT 1 FROM programmes_pharmacyapplication a WHERE a.id = NEW.application_id "
                "AND a.recorded_by_id = NEW.recorded_by_id AND NOT NEW.by_declaration",
                says="nobody answers what she applied for herself",
            ),
        )

    def __str__(self) -> str:
        return "yes" if self.registration_id else self.why
