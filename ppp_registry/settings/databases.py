"""The two connections to PostgreSQL: the application's, which owns nothing, and the owner's, which migrates."""

from typing import Any

import dj_database_url

# A database that is away must be noticed while the person at the counter still waits.
PROMPT = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 6000,
}

SERVING = "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s -c timezone=UTC"

MIGRATING = "-c statement_timeout=0 -c lock_timeout=10s -c timezone=UTC"


def application(url: str, *, prepared: bool = True) -> dict[str, Any]:
    """Describe the connection that serves requests.

    Statements are prepared on the server, which saves a quarter of a page's time; behind a pooler that
    shares connections between transactions this must be off.
    """
    options = {
        "options": SERVING,
        "server_side_binding": prepared,
        "prepare_threshold": 5 if prepared else None,
    }
    return _described(url, options) | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def owner(url: str) -> dict[str, Any]:
    """Describe the connection that migrates and grants."""
    return _described(url, {"options": MIGRATING})


def _described(url: str, options: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = dict(dj_database_url.parse(url))
    asked = dict(described.get("OPTIONS", {}))
    # A socket's folder travels as ?host=; Django wants it where a host's name stands.
    described["HOST"] = asked.pop("host", "") or described["HOST"]
    return described | {"OPTIONS": {**asked, **PROMPT, **options}}
