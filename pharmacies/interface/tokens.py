"""Access tokens: signed, good for minutes, and worth no more than their client, which is asked for each time."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing

SALT: Final = "pharmacies.interface.token"


def make_token(*, client_id: UUID) -> str:
    """Sign a token for a client."""
    return signing.dumps(str(client_id), salt=SALT)


def read_token(token: str) -> UUID | None:
    """Give the client that a token names; None of what is forged, damaged or run out."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=settings.INTERFACE_TOKEN_LASTS))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
