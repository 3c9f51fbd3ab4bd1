"""Wiring of the registry: settings, routes, worker and start-up checks; it knows every room."""

from ppp_registry.celery import app as celery_app

__all__ = ["celery_app"]
