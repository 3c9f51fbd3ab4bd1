"""What a programme tells people: every text byte for byte, and the steps it took until it held, and after."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import AppendOnly
from programmes.models.programme import Programme
from programmes.models.refusing import refuses


class MaterialKind(models.TextChoices):
    """What a material is, in the words of GVP module XVI."""

    LETTER = "letter", _("Letter to health professionals")
    GUIDE = "guide", _("Guide for health professionals")
    CHECKLIST = "checklist", _("Checklist for health professionals")
    FORM_CHILDBEARING = "form-childbearing", _("Risk awareness form: woman who can become pregnant")
    FORM_NON_CHILDBEARING = "form-non-childbearing", _("Risk awareness form: woman who cannot become pregnant")
    FORM_MALE = "form-male", _("Risk awareness form: man")
    BROCHURE_CHILDBEARING = "brochure-childbearing", _("Patient brochure: woman who can become pregnant")
    BROCHURE_NON_CHILDBEARING = "brochure-non-childbearing", _("Patient brochure: woman who cannot become pregnant")
    BROCHURE_MALE = "brochure-male", _("Patient brochure: man")
    CARD = "card", _("Text of the patient card")
    PREGNANCY_FORM = "pregnancy-form", _("Form to report a pregnancy")
    SIDE_EFFECT_FORM = "side-effect-form", _("Form to report a side effect")
    KNOWLEDGE_CHECK = "knowledge-check", _("Knowledge check on the guide")


class Material(AppendOnly):
    """One version of one material, for one programme, country and language; what it says never changes.

    Where nobody wrote it, it came with the registry, and is a sample.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=30, choices=MaterialKind)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    is_sample = models.BooleanField()
    safety_relevant = models.BooleanField()
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "country", "language", "kind", "version"], name="programmes_material_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    sha256=Func(
                        Func(F("body"), function="sha256", output_field=models.BinaryField()),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    )
                ),
                name="programmes_material_bears_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=False) | Q(is_sample=True),
                name="programmes_material_of_nobody_is_a_sample",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.country}, {self.language}, {self.version})"


class Step(models.TextChoices):
    """What became of a material after it was written."""

    AGREED = "agreed", _("agreed with the authority")
    RETURNED = "returned", _("returned by the authority")
    IN_FORCE = "in_force", _("put in force")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MaterialStep(AppendOnly):
    """One step of a material: what, from which day, by whom, and why.

    ``from_on`` is the day of the agreement, the first day in force, or the first day on which it no longer holds;
    ``until_on`` the day before which it ends by itself, where that was said.
    """

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    reference = models.CharField(max_length=100, blank=True)
    why = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["material", "step"], name="programmes_materialstep_once"),
            models.CheckConstraint(
                condition=Q(step=Step.AGREED, why="") & ~Q(reference="")
                | Q(step__in=[Step.RETURNED, Step.WITHDRAWN], reference="") & ~Q(why="")
                | Q(step=Step.IN_FORCE, reference="", why=""),
                name="programmes_materialstep_says_what_it_must",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(step=Step.IN_FORCE, until_on__gt=F("from_on")),
                name="programmes_materialstep_ends_after_start",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "in_order",
                where="SELECT 1 WHERE NEW.step IN ('in_force', 'withdrawn') AND NOT EXISTS "
                "(SELECT 1 FROM programmes_materialstep s WHERE s.material_id = NEW.material_id AND s.step = 'agreed') "
                "UNION ALL SELECT 1 FROM programmes_materialstep s WHERE s.material_id = NEW.material_id "
                "AND (s.step IN ('returned', 'withdrawn') OR NEW.step IN ('agreed', 'returned'))",
                says="a material is agreed, then put in force, then withdrawn",
            ),
            refuses(
                "of_its_country",
                where="SELECT 1 FROM programmes_material m, accounts_organisation o WHERE m.id = NEW.material_id "
                "AND o.id = NEW.organisation_id AND NOT (o.kind = 'company' AND NEW.step IN ('in_force', 'withdrawn') "
                "OR o.kind = 'authority' AND o.country = m.country AND NEW.step <> 'in_force')",
                says="a material is agreed by the authority of its country, and put in force by the company",
            ),
            refuses(
                "by_another",
                where="SELECT 1 FROM programmes_material m WHERE m.id = NEW.material_id "
                "AND NEW.step = 'agreed' AND m.recorded_by_id = NEW.recorded_by_id",
                says="nobody agrees to what she wrote herself",
            ),
        )

    def __str__(self) -> str:
        return str(self.step)
