"""Who acts: users, organisations, roles and what each may do."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room in Django's register."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the login library, so that sign-ins stand in the trail."""
        from accounts.sign_ins import listen

        listen()
