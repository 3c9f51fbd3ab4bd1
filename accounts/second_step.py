"""The second step, shown anew at a signature: by the code of the app, a recovery code, or a passkey."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest

from accounts.forms.login import AuthenticateForm
from accounts.models import User

CODE, PASSKEY = "code", "passkey"
CODE_FIELD: Final = "sign_code"
PASSKEY_FIELD: Final = "sign_credential"
"""Both names say that they are secret, so that no draft keeps what was typed there."""


@dataclass(frozen=True)
class SecondStep:
    """What somebody can show at a signature; nobody who is not logged in has any."""

    user_id: UUID | None

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Give the kinds that are set up."""
        return frozenset(Authenticator.objects.filter(user_id=self.user_id).values_list("type", flat=True))

    @property
    def is_set_up(self) -> bool:
        """Say whether there is any."""
        return bool(self.kinds)

    @property
    def has_passkey(self) -> bool:
        """Say whether a passkey is among them."""
        return Authenticator.Type.WEBAUTHN in self.kinds


def shown_with(request: HttpRequest, *, user: User) -> str:
    """Say with what the second step was shown in what was sent; nothing when it was not, or does not fit.

    A code or a passkey's answer is used up by this, and wrong ones are counted as at the log-in.
    """
    code, answer = request.POST.get(CODE_FIELD, "").strip(), request.POST.get(PASSKEY_FIELD, "")
    if code:
        return CODE if AuthenticateForm(data={"code": code}, user=user).is_valid() else ""
    return PASSKEY if answer and _is_of_her_passkey(answer, user) else ""


def _is_of_her_passkey(answer: str, user: User) -> bool:
    """Say whether a passkey of hers gave this answer to the question asked last."""
    try:
        return bool(AuthenticateWebAuthnForm(data={"credential": answer}, user=user).is_valid())
    except (LookupError, RecursionError):  # the library reads unguarded what no browser sends
        return False


def passkey_question(*, user: User) -> dict[str, Any]:
    """Give what a browser asks a passkey to sign; the answer is good once, in this session."""
    question: dict[str, Any] = begin_authentication(user)
    return question
