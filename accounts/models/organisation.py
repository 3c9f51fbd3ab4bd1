"""A place that people act for: a centre, a pharmacy, an authority, the company, the programme's office."""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
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
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    """In which letters to the place itself are written."""
    suspended = models.BooleanField(default=False)
    practice_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The real place that this one is for practising at; None for a real place."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                name="accounts_organisation_country_code",
            ),
            models.UniqueConstraint(fields=["country", "name"], name="accounts_organisation_name_in_country"),
            models.UniqueConstraint(
                fields=["practice_of", "kind"],
                condition=Q(practice_of__isnull=False),
                name="accounts_organisation_practised_once",
            ),
        ]
        triggers = (
            pgtrigger.Trigger(
                name="stays_what_it_is",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.AnyChange("kind", "country", "practice_of"),
                func=pgtrigger.Func(
                    """
                    RAISE EXCEPTION 'kind, country and practice of an organisation never change'
                        USING ERRCODE = 'integrity_constraint_violation',
                        CONSTRAINT = '{meta.db_table}_stays_what_it_is';
                    """
                ),
            ),
        )

    @property
    def is_practice(self) -> bool:
        """Say whether this place is for practising: nothing of it is ever counted or sent."""
        return self.practice_of_id is not None

    def __str__(self) -> str:
        return self.name
