"""One address of a Redis or Valkey server, as the cache and as the worker's broker write it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit


def celery_url(redis_url: str) -> str:
    """Turn ``unix:///path?db=1`` into the form that Celery reads; other addresses are the same for both."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={database}"


def cache(redis_url: str, *, prefix: str) -> dict[str, dict[str, Any]]:
    """Describe the shared cache, which counts log-in attempts and the like for all processes."""
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis_url,
            "KEY_PREFIX": prefix,
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    }
