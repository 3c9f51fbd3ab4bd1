"""Registers the start-up checks and the commands of the wiring."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The wiring itself; it has no tables."""

    name = "ppp_registry"

    def ready(self) -> None:
        """Register the checks that Django runs before it migrates or serves, and the worker's app for every task.

        Here and not in the package, because the batch interface (``batch.py``) starts without Django and Celery.
        """
        from ppp_registry import celery, checks  # noqa: F401  (each registers itself)
