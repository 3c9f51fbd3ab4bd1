"""A place that people act for: a centre, a pharmacy, an authority, the company, the programme's office."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an organisation is."""

    CENTRE = "centre", _("centre")
    PHARMACY = "pharmacy", _("pharmacy")
    AUTHORITY = "authority", _("national authority")
    COMPANY = "company", _("company")


class Organisation(models.Model):
    """A place that people act for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = models.CharField(_("country"), max_length=2)
    time_zone = models.CharField(_("time zone"), max_length=40)
    telephone = models.CharField(_("telephone"), max_length=40)
    email = models.EmailField(_("e-mail address"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(country__regex=r"^[A-Z]{2}$"),
                name="accounts_organisation_country_code",
            ),
            models.UniqueConstraint(fields=["country", "name"], name="accounts_organisation_name_in_country"),
        ]

    def __str__(self) -> str:
        return self.name
