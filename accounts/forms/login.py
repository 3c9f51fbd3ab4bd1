"""The forms of logging in, in the registry's words."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from foundation.forms import PlainWords


class LoginForm(PlainWords, account.LoginForm):  # type: ignore[misc]
    """Address and password."""


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address that the link goes to."""


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, after the link."""


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one."""


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something that matters."""


class AuthenticateForm(PlainWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""


class ReauthenticateCodeForm(PlainWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code again, before something that matters."""


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""
