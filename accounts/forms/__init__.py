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

__all__ = [
    "ActivateTOTPForm",
    "AuthenticateForm",
    "ChangePasswordForm",
    "LoginForm",
    "ReauthenticateCodeForm",
    "ReauthenticateForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
]
