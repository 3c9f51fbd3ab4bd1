"""Registers the start-up checks and the commands of the wiring."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The wiring itself; it has no tables."""

    name = "ppp_registry"

    def ready(self) -> None:
        """Register the checks that Django runs before it migrates or serves."""
        from ppp_registry import checks  # noqa: F401  (registers itself)
