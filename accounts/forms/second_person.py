"""A second person signs on the first one's screen, by all that she logs in with herself."""

import datetime as dt
from copy import deepcopy
from typing import Any, ClassVar, Final

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role, User
from accounts.queries import actor_of, memberships_in_force
from foundation.forms import RegistryForm

ADDRESS, PASSWORD, CODE, NOBODY, NO_CODE = "address", "password", "code", "nobody", "no_code"
SAID: Final[dict[str, dict[str, Any]]] = {
    Role.PRESCRIBER: {
        ADDRESS: _("Second prescriber of this centre: e-mail address"),
        PASSWORD: _("Second prescriber: password"),
        CODE: _("Second prescriber: code of the app, or a recovery code"),
        NOBODY: _("This is not the address and password of a second prescriber of your centre. Enter both again."),
        NO_CODE: _("This is not a code of the second prescriber. Enter the one that her app shows now."),
    },
    Role.PHARMACIST: {
        ADDRESS: _("Second pharmacist of this pharmacy: e-mail address"),
        PASSWORD: _("Second pharmacist: password"),
        CODE: _("Second pharmacist: code of the app, or a recovery code"),
        NOBODY: _("This is not the address and password of a second pharmacist of your pharmacy. Enter both again."),
        NO_CODE: _("This is not a code of the second pharmacist. Enter the one that her app shows now."),
    },
}
"""What is asked of the second person, by the role that she must hold."""


class SecondPersonForm(RegistryForm):
    """The e-mail address, password and code of a second person of the same role and organisation."""

    second_role: ClassVar[str]
    second: Actor

    second_email = forms.EmailField(
        help_text=_("The second person signs here herself or himself, on this screen."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    second_password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    second_code = forms.CharField(
        help_text=_("Only where the second person has a second step."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, by: Actor, at: dt.datetime, **kwargs: Any) -> None:
        """Keep who asks, where and when; the labels are those of the role, before any message names them."""
        # a copy: the class shares its fields with those of other roles
        self.base_fields = deepcopy(type(self).base_fields)  # type: ignore[misc]  # Django reads it from the form
        for name, label in (("second_email", ADDRESS), ("second_password", PASSWORD), ("second_code", CODE)):
            self.base_fields[name].label = SAID[self.second_role][label]
        super().__init__(*args, **kwargs)
        self.request, self.by, self.at = request, by, at

    def clean(self) -> dict[str, Any]:
        """Find the second person by what she logs in with, in this organisation, in this role.

        Wrong tries are counted as at the log-in, so that nobody guesses a colleague's password here.
        """
        data: dict[str, Any] = super().clean() or self.cleaned_data
        email, password = data.get("second_email"), data.get("second_password")
        if not (email and password):
            return data
        user = get_adapter(self.request).authenticate(self.request, email=email, password=password)
        found = self._actor(user) if isinstance(user, User) else None
        if found is None:
            self.add_error("second_email", SAID[self.second_role][NOBODY])
        else:
            self.second = found
            self._require_second_step(user, data.get("second_code", ""))
        return data

    def _require_second_step(self, user: User, code: str) -> None:
        """Ask who has a second step for its code too; a passkey works at its owner's own log-in alone."""
        if not is_mfa_enabled(user):
            return
        if not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]):
            words = _("This person has only a passkey, which cannot sign here. She adds the app or recovery codes.")
            self.add_error("second_code", words)
        elif not AuthenticateForm(data={"code": code}, user=user).is_valid():
            self.add_error("second_code", SAID[self.second_role][NO_CODE])

    def _actor(self, user: User) -> Actor | None:
        """Give the second person as she acts at this place; the first person is no second one."""
        if user.pk == self.by.user_id:
            return None
        held = memberships_in_force(user_id=user.pk, at=self.at).filter(role=self.second_role)
        actors = [actor_of(membership=one) for one in held]
        return next((one for one in actors if one.organisation_id == self.by.organisation_id), None)
