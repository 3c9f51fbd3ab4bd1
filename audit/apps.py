"""The witness of every act, refusal and look at a record."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room of the trail."""

    name = "audit"
    default_auto_field = "django.db.models.BigAutoField"
