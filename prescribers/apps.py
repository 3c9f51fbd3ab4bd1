"""The prescriber's desk."""

from django.apps import AppConfig


class PrescribersConfig(AppConfig):
    """The room in Django's register."""

    name = "prescribers"
    default_auto_field = "django.db.models.BigAutoField"
