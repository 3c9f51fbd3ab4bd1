"""The patient's own page."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room in Django's register."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"
