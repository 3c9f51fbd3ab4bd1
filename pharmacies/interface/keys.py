"""Idempotency keys: a system's own number of a request, bound to the client and to all that was sent under it."""

from hashlib import sha256
from uuid import UUID

from accounts.operation import RequestKey
from pharmacies.interface.door import Call


def key_of(request: Call, key: str) -> RequestKey:
    """Make the nonce that an operation takes of a client's key.

    The number is the client's and the key's; what it is bound to are method, path and the very bytes of the body.
    """
    number = sha256(f"{request.auth.id}|{key}".encode()).digest()
    sent = sha256(request.body).hexdigest()
    return RequestKey(UUID(bytes=number[:16]), f"{request.auth.id}|{request.method}|{request.path}|{sent}")
