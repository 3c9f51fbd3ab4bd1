"""Which programme runs where, with which versions, products and accredited people and places."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The room in Django's register."""

    name = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks of the programme files."""
        from programmes import checks  # noqa: F401  (each check registers itself)
