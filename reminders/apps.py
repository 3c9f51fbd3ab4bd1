"""The calendar: sends what the outbox holds."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """The room in Django's register."""

    name = "reminders"
    default_auto_field = "django.db.models.BigAutoField"
