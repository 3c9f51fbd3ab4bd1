"""The forms of logging in, and those of the administrator's desk and of one's own account."""

from accounts.forms.login import (
    ActivateTOTPForm,
    AuthenticateForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateCodeForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from accounts.forms.passkeys import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)

__all__ = [
    "ActivateTOTPForm",
    "AddWebAuthnForm",
    "AuthenticateForm",
    "AuthenticateWebAuthnForm",
    "ChangePasswordForm",
    "LoginForm",
    "LoginWebAuthnForm",
    "ReauthenticateCodeForm",
    "ReauthenticateForm",
    "ReauthenticateWebAuthnForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
]
