"""The few bricks that every room shares."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The room in Django's register."""

    name = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
