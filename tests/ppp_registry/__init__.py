"""The wiring: settings that refuse, rights in the database, logs, headers."""
