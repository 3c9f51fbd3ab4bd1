"""Second steps in a test's hands: an app that shows codes, and a passkey that signs what a page asks it."""

import base64
import itertools
import json
import os
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.cache import cache
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.actor import Actor
from accounts.models import User
from tests.builders import user_of

HOST = "testserver"
FLAGS = AuthenticatorData.FLAG
PRESENT = FLAGS.UP | FLAGS.UV


class App:
    """An authenticator app: each code is good once, so it gives a new one each time."""

    def __init__(self, *, of: Actor) -> None:
        """Set it up."""
        cache.clear()
        self.secret = generate_totp_secret()
        TOTP.activate(user_of(of), self.secret)
        self.counters = itertools.cycle(yield_hotp_counters_from_time())

    def code(self) -> str:
        """Show the next code."""
        return f"{hotp_value(self.secret, next(self.counters)):06d}"


class Passkey:
    """One key pair, bound to one host: that of Django's test client, where no other is named."""

    def __init__(self, *, of: User, host: str = HOST) -> None:
        """Make the pair, and set it up for this person."""
        self.host = host
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # fido2 leaves it out
        attested = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        shown = AuthenticatorData.create(sha256(self.host.encode()), PRESENT | FLAGS.AT, 0, attested)
        response = {
            "clientDataJSON": _words("webauthn.create", b"never asked for again"),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown, {})),
        }
        WebAuthn.add(of, "a key", self._named(response))
        assert Authenticator.objects.filter(user=of, type=Authenticator.Type.WEBAUTHN).exists()

    def answers(self, question: dict[str, Any]) -> str:
        """Sign what a page asks."""
        words = _words("webauthn.get", question["publicKey"]["challenge"])
        shown = AuthenticatorData.create(sha256(self.host.encode()), PRESENT, 1)
        signed = self.key.sign(shown + CollectedClientData(websafe_decode(words)).hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": words,
            "authenticatorData": websafe_encode(shown),
            "signature": websafe_encode(signed),
        }
        return json.dumps(self._named(response))

    def in_a_browser(self) -> dict[str, Any]:
        """Give the key as Chromium's virtual authenticator takes it."""
        kept = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        names = {"credentialId": base64.b64encode(self.id).decode(), "privateKey": base64.b64encode(kept).decode()}
        return names | {"rpId": self.host, "isResidentCredential": False, "signCount": 1}

    def _named(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def _words(kind: str, challenge: bytes | str) -> str:
    return websafe_encode(CollectedClientData.create(kind, challenge, f"https://{HOST}"))
