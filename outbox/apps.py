"""Rows to be sent, written in the same transaction as the act."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The room in Django's register."""

    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
