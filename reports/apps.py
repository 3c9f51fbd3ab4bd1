"""The authority's window."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The room in Django's register."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
