"""The library's forms for passkeys, which read what a browser sends; what cannot be read is refused in words."""

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.webauthn import forms as library
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNREADABLE: Final = _("This passkey could not be read. Try it again, or use the code of your app or a recovery code.")

MALFORMED: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError, InvalidSignature)
"""What the library lets through from the parser below it when a part is missing, of another kind, or wrongly signed."""


def _read(reader: Callable[[], Any]) -> Any:
    """Give what was read.

    :raises ValidationError: where it cannot be.
    """
    try:
        return reader()
    except MALFORMED as error:
        raise ValidationError(UNREADABLE) from error


class LoginWebAuthnForm(library.LoginWebAuthnForm):  # type: ignore[misc]
    """Log in with a passkey alone."""

    def clean_credential(self) -> Any:
        """Read the answer of the key.

        :raises ValidationError: when it is none, or another's.
        """
        return _read(super().clean_credential)


class AuthenticateWebAuthnForm(library.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""

    def clean_credential(self) -> Any:
        """Read the answer of the key.

        :raises ValidationError: when it is none, or another's.
        """
        return _read(super().clean_credential)


class ReauthenticateWebAuthnForm(library.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before something that matters."""

    def clean_credential(self) -> Any:
        """Read the answer of the key.

        :raises ValidationError: when it is none, or another's.
        """
        return _read(super().clean_credential)


class AddWebAuthnForm(library.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    def clean(self) -> Any:
        """Read the key's own description.

        :raises ValidationError: when it is none.
        """
        return _read(super().clean)
