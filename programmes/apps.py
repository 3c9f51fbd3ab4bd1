"""Which programme runs where, with which versions, products and accredited people and places."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The room in Django's register."""

    name = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
