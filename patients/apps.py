"""The patient and all that is known of her."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """The room in Django's register."""

    name = "patients"
    default_auto_field = "django.db.models.BigAutoField"
