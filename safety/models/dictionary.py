"""Terms of a licensed dictionary (MedDRA), as a licensee loaded them; none of them ships with the registry."""

from typing import ClassVar

from django.db import models


class MeddraTerm(models.Model):
    """A lowest level term of one version; a term that is not current any more is kept, and not offered.

    ``organ_class`` is the primary class of its preferred term; empty where the licensee loaded no hierarchy.
    """

    version = models.CharField(max_length=10)
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    current = models.BooleanField()
    organ_class = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "code"], name="safety_term_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
