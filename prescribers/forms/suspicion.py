"""Closing a suspicion of pregnancy: two people sign."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import Role, User
from accounts.queries import actor_of, memberships_in_force
from foundation.forms import RadioField
from prescribers.forms.base import RecordForm


class CloseForm(RecordForm):
    """How it turned out, and the second prescriber's own e-mail address and password."""

    how = RadioField(
        label=gettext_lazy("How did it turn out?"),
        choices=[
            ("false_alarm", gettext_lazy("It was a false alarm: she is not pregnant")),
            ("ended", gettext_lazy("The pregnancy has ended")),
        ],
    )
    second_email = forms.EmailField(
        label=gettext_lazy("Second prescriber of this centre: e-mail address"),
        help_text=gettext_lazy("The second person signs here herself or himself, on this screen."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    second_password = forms.CharField(
        label=gettext_lazy("Second prescriber: password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    second: Actor

    def __init__(self, *args: Any, request: HttpRequest, by: Actor, at: dt.datetime, **kwargs: Any) -> None:
        """Keep who asks, where and when."""
        super().__init__(*args, **kwargs)
        self.request, self.by, self.at = request, by, at

    def clean(self) -> dict[str, Any]:
        """Find the second person by her own password, in this centre, as a prescriber."""
        data = super().clean()
        email, password = data.get("second_email"), data.get("second_password")
        if email and password:
            user = authenticate(self.request, email=email, password=password)
            found = self._actor(user) if isinstance(user, User) else None
            if found is None:
                self.add_error(
                    "second_email",
                    _("This is not the address and password of a second prescriber of your centre. Enter both again."),
                )
            else:
                self.second = found
        return data

    def _actor(self, user: User) -> Actor | None:
        """Give the second person as she acts at this centre; the first person is no second one."""
        if user.pk == self.by.user_id:
            return None
        held = memberships_in_force(user_id=user.pk, at=self.at).filter(role=Role.PRESCRIBER)
        actors = [actor_of(membership=one) for one in held]
        return next((one for one in actors if one.organisation_id == self.by.organisation_id), None)
