"""Demonstration data and the captured mail."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The room in Django's register."""

    name = "demo"
    default_auto_field = "django.db.models.BigAutoField"
