"""Wiring of the registry: settings, routes, worker and start-up checks; it knows every room."""
