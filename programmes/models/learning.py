"""Who read which section of a guide, and how she answered its knowledge check."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from foundation.records import AppendOnly
from programmes.models.material import Material
from programmes.models.refusing import refuses


class SectionRead(AppendOnly):
    """A section that somebody said that she read, in exactly this version."""

    guide = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recorded_by", "guide", "section"], name="programmes_sectionread_once"),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "of_a_guide",
                where="SELECT 1 FROM programmes_material m WHERE m.id = NEW.guide_id AND m.kind <> 'guide'",
                says="what is read section by section is a guide",
            ),
        )

    def __str__(self) -> str:
        return self.section


class KnowledgeTry(AppendOnly):
    """One try at a knowledge check: the order it was asked in, each answer by its place in the file, what was wrong."""

    guide = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="+")
    check_material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    answers = models.JSONField()
    wrong = ArrayField(models.CharField(max_length=40))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "of_one_kit",
                where="SELECT 1 FROM programmes_material g, programmes_material c "
                "WHERE g.id = NEW.guide_id AND c.id = NEW.check_material_id AND NOT (g.kind = 'guide' "
                "AND c.kind = 'knowledge-check' AND (g.programme_id, g.country, g.language) "
                "= (c.programme_id, c.country, c.language))",
                says="a knowledge check asks about the guide of its own programme, country and language",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["recorded_by", "guide"], name="try_by_reader")]

    def __str__(self) -> str:
        return "passed" if self.is_passed else "not passed"

    @property
    def is_passed(self) -> bool:
        """Say whether every answer was right."""
        return not self.wrong
