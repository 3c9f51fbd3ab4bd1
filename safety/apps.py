"""The safety desk."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """The room in Django's register."""

    name = "safety"
    default_auto_field = "django.db.models.BigAutoField"
