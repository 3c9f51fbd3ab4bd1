"""The secrets of clients: made here, shown once, and known again by a hash."""

import hashlib
import hmac
import secrets
from typing import Final

PREFIX: Final = "ppp_"
"""What every secret begins with, so that a scan of somebody's files for secrets finds it."""


def new_secret() -> str:
    """Make a secret of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Give what is kept of a secret. It is no password: nobody guesses 256 bits, however quick the hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_secret(secret: str, *, of: str) -> bool:
    """Say whether a secret is the one of a hash, in a time that does not tell how much of it fits."""
    return hmac.compare_digest(hash_of(secret), of)
