"""A prescriber declares what a certificate asks, and is answered: with a certificate, or why not."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.records import AppendOnly
from programmes.models.accreditation import PrescriberCertification
from programmes.models.learning import KnowledgeTry
from programmes.models.programme import Programme
from programmes.models.refusing import refuses


class PrescriberDeclaration(AppendOnly):
    """What a prescriber declared and signed, for one programme and country; open until it is answered."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    licence_number = models.CharField(_("licence number"), max_length=40)
    known_by = models.ForeignKey(KnowledgeTry, on_delete=models.PROTECT, related_name="+")
    """The try at the knowledge check that she relies on, and with it the version of the guide."""
    declaration = models.CharField(max_length=40)
    """Which words were declared, by their version."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(licence_number="") & ~Q(declaration=""),
                name="programmes_prescriberdeclaration_says_what",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "one_open",
                where="SELECT 1 FROM programmes_prescriberdeclaration a WHERE a.recorded_by_id = NEW.recorded_by_id "
                "AND (a.programme_id, a.country) = (NEW.programme_id, NEW.country) AND NOT EXISTS "
                "(SELECT 1 FROM programmes_declarationanswer b WHERE b.declaration_id = a.id)",
                says="a prescriber has one open declaration for a programme and country",
            ),
            refuses(
                "of_who_knows",
                where="SELECT 1 FROM programmes_knowledgetry t, programmes_material g WHERE t.id = NEW.known_by_id "
                "AND g.id = t.guide_id AND NOT (t.wrong = '{{}}' AND t.recorded_by_id = NEW.recorded_by_id "
                "AND (g.programme_id, g.country) = (NEW.programme_id, NEW.country))",
                says="who declares passed the knowledge check of that programme and country herself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.recorded_by}, {self.programme}"


class DeclarationAnswer(AppendOnly):
    """The answer to a declaration: a certificate with its number and how the licence was checked, or why not."""

    declaration = models.OneToOneField(PrescriberDeclaration, on_delete=models.PROTECT, related_name="answer")
    certification = models.OneToOneField(
        PrescriberCertification, on_delete=models.PROTECT, null=True, related_name="certificate"
    )
    number = models.CharField(max_length=12, null=True, unique=True)  # noqa: DJ001  (none, and so not unique, where refused)
    compared = models.CharField(max_length=200, blank=True)
    """With which register a person compared the licence, and what it said."""
    why = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(certification__isnull=False, number__isnull=False, why="") & ~Q(compared=""))
                | (Q(certification__isnull=True, number__isnull=True, compared="") & ~Q(why="")),
                name="programmes_declarationanswer_is_a_certificate_or_says_why",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "of_its_own",
                where="SELECT 1 FROM programmes_prescriberdeclaration d, programmes_prescribercertification c "
                "WHERE d.id = NEW.declaration_id AND c.id = NEW.certification_id "
                "AND (d.recorded_by_id, d.programme_id, d.country) <> (c.prescriber_id, c.programme_id, c.country)",
                says="a declaration is answered with a certification of the same person, programme and country",
            ),
            refuses(
                "by_another",
                where="SELECT 1 FROM programmes_prescriberdeclaration d WHERE d.id = NEW.declaration_id "
                "AND d.recorded_by_id = NEW.recorded_by_id",
                says="nobody checks her own licence",
            ),
        )

    def __str__(self) -> str:
        return self.number or self.why
