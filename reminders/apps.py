"""The calendar: plans what falls due, sends what the outbox holds."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """The room in Django's register."""

    name = "reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks, and hear what the mail provider tells of bounces."""
        from reminders import checks  # noqa: F401  (it registers itself)
        from reminders.views import bounces  # noqa: F401  (so does this)
