"""The counter."""

from django.apps import AppConfig


class PharmaciesConfig(AppConfig):
    """The room in Django's register."""

    name = "pharmacies"
    default_auto_field = "django.db.models.BigAutoField"
