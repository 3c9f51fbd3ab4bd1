"""The secrets of feeds' addresses: made here, shown once, and known again by a hash."""

import hashlib
import secrets


def new_secret() -> str:
    """Make a secret of 256 random bits that can stand in an address."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Give what is kept of a secret. It is no password: nobody guesses 256 bits, however quick the hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
