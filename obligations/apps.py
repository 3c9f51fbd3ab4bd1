"""The conditions of the marketing authorisation."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """The room in Django's register."""

    name = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what must hold at the start."""
        from obligations import checks  # noqa: F401  registers by being imported
