"""A country taken on: its places and people, from the lists that it has."""

from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    """The room in Django's register."""

    name = "onboarding"
    default_auto_field = "django.db.models.BigAutoField"
